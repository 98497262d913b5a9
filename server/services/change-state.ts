/** A camera's state changes: the state history, the camera's copy of it and the effective coverage change together. */
import type { Queryable } from '../../db/client'
import { appendState, lockedCamera } from '../../db/queries/cameras'
import { storedView } from '../../db/queries/viewsheds'
import type { cameraStates } from '../../db/schema'
import { countChange } from './count-change'
import { isWorking } from './coverage-cameras'
import { viewSettings } from './refresh-viewsheds'

/** Inside the caller's transaction. */
export async function changeState(tx: Queryable, values: typeof cameraStates.$inferInsert): Promise<void> {
  const before = await lockedCamera(tx, values.cameraId)
  await appendState(tx, values)
  if (before === null || isWorking(before.state) === isWorking(values.state)) return
  const { nearM } = await storedView(tx, values.cameraId)
  const settings = await viewSettings(tx)
  await countChange(tx, settings, { row: before, nearM }, { row: { ...before, state: values.state }, nearM })
}
