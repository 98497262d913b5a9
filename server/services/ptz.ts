/** Turning a camera: by one person at a time, each command in the audit before it moves, the live cone following. */
import type { Connection, Queryable } from '../../db/client'
import { readAim, storeAim } from '../../db/queries/camera-aims'
import type { CameraRow } from '../../db/queries/cameras'
import { dropLock, type PtzLock, readLock, takeLock } from '../../db/queries/ptz-locks'
import type { Caller } from '../domain/access'
import type { LiveAim } from '../domain/camera'
import { completeDraft } from '../domain/camera-draft'
import { isTurning } from '../domain/footprint'
import { aimAt, bearingOf, type PtzPosition, panOf } from '../domain/ptz-aim'
import { MediaError, type MediaGateway, type PtzPreset } from '../media/gateway'
import { appendAudit } from './audit'
import { cameraInReach, unknownCamera } from './camera-in-reach'
import { draftOf } from './camera-view-input'
import { gatewayOf } from './media-servers'
import { viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** After the last command; then it is anybody's. */
const LOCK_MS = 60_000
/** What is nearer than this to what is stored is the same aim: heads tremble. Degrees. */
const SAME_AIM = 0.05

export type SteerCommand =
  | { to: 'point'; lng: number; lat: number }
  | { to: 'preset'; preset: string }
  /** From where it looks now: degrees, and how many times narrower. */
  | { to: 'step'; pan: number; tilt: number; zoom: number }

export interface Steering {
  presets: PtzPreset[]
  isMoving: boolean
  /** Where it looks; null where its home bearing is not known. */
  aim: LiveAim | null
  lock: { holder: string; isOwn: boolean; until: number } | null
}

interface Mount {
  camera: CameraRow
  stream: string
  gateway: MediaGateway
}

async function turningCamera(connection: Connection, caller: Caller, id: number): Promise<Mount> {
  const camera = await cameraInReach(connection.db, caller, id)
  if (camera.retiredAt) throw unknownCamera(id)
  if (!isTurning(camera.kind) || !camera.streamPath)
    throw new MediaError('unsupported', `Camera ${camera.code} cannot be turned from here.`)
  return { camera, stream: camera.streamPath, gateway: await gatewayOf(connection, camera.mediaServerId) }
}

const lockFor = (lock: PtzLock | null, { personId }: Caller): Steering['lock'] =>
  lock && { holder: lock.holder, isOwn: lock.personId === personId, until: lock.until.getTime() }

/** Where it looks now, which the live cone then shows to everybody. Throws MediaError `unsupported` when it does not turn. */
export async function steeringOf(connection: Connection, caller: Caller, id: number): Promise<Steering> {
  const { camera, stream, gateway } = await turningCamera(connection, caller, id)
  const { position, isMoving, presets } = await gateway.ptzState(stream)
  const lock = await readLock(connection.db, id)
  return { presets, isMoving, aim: await noteAim(connection.db, camera, position), lock: lockFor(lock, caller) }
}

async function noteAim(
  db: Queryable,
  { id, bearing: home }: CameraRow,
  position: PtzPosition,
): Promise<LiveAim | null> {
  if (home === null) return null
  const aim = {
    bearing: bearingOf(home, position.pan),
    tilt: Math.min(90, Math.max(0, position.tilt)),
    hfov: position.hfov,
    at: Date.now(),
  }
  const stored = await readAim(db, id)
  const isSame =
    stored &&
    Math.abs(panOf(stored.bearing, aim.bearing)) < SAME_AIM &&
    Math.abs(stored.tilt - aim.tilt) < SAME_AIM &&
    Math.abs(stored.hfov - aim.hfov) < SAME_AIM
  if (!isSame) await storeAim(db, id, aim)
  return isSame ? stored : aim
}

/** Refused while somebody else turns it; otherwise it is the caller's for a minute. Throws ServiceError or MediaError. */
export async function steer(connection: Connection, caller: Caller, id: number, command: SteerCommand): Promise<void> {
  const mount = await turningCamera(connection, caller, id)
  const move = await moveFor(connection, mount, command)
  await connection.db.transaction(async (tx) => {
    const wanted = { cameraId: id, personId: caller.personId, holder: caller.displayName }
    if (!(await takeLock(tx, { ...wanted, until: new Date(Date.now() + LOCK_MS) }))) {
      const lock = await readLock(tx, id)
      throw new ServiceError(
        'conflict',
        `${lock?.holder ?? 'Somebody else'} turns this camera now. It is free a minute after their last move.`,
      )
    }
    await appendAudit(tx, caller, { action: 'camera-steered', object: mount.camera.code, details: { ...command } })
  })
  await move()
}

/** What the command comes to, before anybody is locked out for it. */
async function moveFor(connection: Connection, mount: Mount, command: SteerCommand): Promise<() => Promise<void>> {
  const { camera, stream, gateway } = mount
  if (command.to === 'preset') return () => gateway.goToPreset(stream, command.preset)
  const { position } = await gateway.ptzState(stream)
  const next = command.to === 'step' ? stepped(position, command) : await towards(connection, camera, position, command)
  return () => gateway.movePtz(stream, next)
}

const stepped = (from: PtzPosition, { pan, tilt, zoom }: { pan: number; tilt: number; zoom: number }): PtzPosition => ({
  pan: panOf(0, from.pan + pan),
  tilt: Math.min(90, Math.max(-90, from.tilt + tilt)),
  hfov: from.hfov / zoom,
})

async function towards(
  { db }: Connection,
  camera: CameraRow,
  { hfov }: PtzPosition,
  { lng, lat }: { lng: number; lat: number },
): Promise<PtzPosition> {
  if (camera.bearing === null)
    throw new ServiceError(
      'invalid',
      'The bearing of its home is not known: enter it first, so that a point can be aimed at.',
    )
  const mount = completeDraft(draftOf(camera))
  const { targetHeightM } = await viewSettings(db)
  try {
    const { bearing, tilt } = aimAt(mount, [lng, lat], targetHeightM)
    return { pan: panOf(camera.bearing, bearing), tilt, hfov }
  } catch (error) {
    if (error instanceof RangeError) throw new ServiceError('invalid', error.message)
    throw error
  }
}

/** Lets others turn it at once. */
export const stopSteering = ({ db }: Connection, caller: Caller, id: number): Promise<boolean> =>
  db.transaction((tx) => dropLock(tx, id, caller.personId))
