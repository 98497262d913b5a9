/** Where a camera that turns says it looks. It moves the live cone and nothing that coverage counts. */
import type { Connection } from '../../db/client'
import { storeAim } from '../../db/queries/camera-aims'
import type { Caller } from '../domain/access'
import type { LiveAim } from '../domain/camera'
import { isTurning } from '../domain/footprint'
import { lockedInReach } from './camera-in-reach'
import { ServiceError } from './service-error'

/** Clocks of devices run ahead by so much at most. */
const CLOCK_SLACK_MS = 60_000

/** Refuses a camera that cannot turn, and an instant that has not come yet; an aim older than the stored one is dropped. */
export function setAim({ db }: Connection, caller: Caller, id: number, aim: LiveAim): Promise<{ isStored: boolean }> {
  return db.transaction(async (tx) => {
    const row = await lockedInReach(tx, caller, id)
    if (!isTurning(row.kind))
      throw new ServiceError(
        'invalid',
        `Expected a dome or PTZ, but camera ${row.code} is ${row.kind}: it cannot turn.`,
      )
    if (aim.at > Date.now() + CLOCK_SLACK_MS)
      throw new ServiceError('invalid', 'Expected an instant that has passed: check the clock of the device.')
    return { isStored: await storeAim(tx, id, aim) }
  })
}
