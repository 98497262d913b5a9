/** The states that cameras had in a window of the past, for who replays it. */
import type { Connection } from '../../db/client'
import { type CameraPast, cameraPasts } from '../../db/queries/camera-pasts'
import type { Caller } from '../domain/access'
import { LONGEST_PAST_DAYS } from '../domain/camera-past'
import { ServiceError } from './service-error'

const DAY_MS = 86_400_000

/** UTC epoch milliseconds. Those that are not in the caller's jurisdictions are left out. */
export async function cameraPastsFor(
  { db }: Connection,
  caller: Caller,
  { ids, from, to }: { ids: readonly number[]; from: number; to: number },
): Promise<CameraPast[]> {
  if (!(from < to && to - from <= LONGEST_PAST_DAYS * DAY_MS))
    throw new ServiceError('invalid', `A window must end after it begins, ${LONGEST_PAST_DAYS} days later at most.`)
  return ids.length > 0 ? cameraPasts(db, caller, ids, new Date(from), new Date(to)) : []
}
