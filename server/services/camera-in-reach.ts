/** A camera that the caller may see. To them there is no other, so that whether it exists is told to nobody else. */
import type { Queryable } from '../../db/client'
import { type CameraRow, findCamera, lockCamera } from '../../db/queries/cameras'
import type { Caller } from '../domain/access'
import { ServiceError } from './service-error'

export const unknownCamera = (id: number) =>
  new ServiceError('not-found', `There is no camera ${id} in your jurisdictions.`)

export async function cameraInReach(db: Queryable, caller: Caller, id: number): Promise<CameraRow> {
  const camera = await findCamera(db, caller, id)
  if (!camera) throw unknownCamera(id)
  return camera
}

/** The same, locked until the transaction ends. */
export async function lockedInReach(tx: Queryable, caller: Caller, id: number): Promise<CameraRow> {
  const camera = await lockCamera(tx, caller, id)
  if (!camera) throw unknownCamera(id)
  return camera
}
