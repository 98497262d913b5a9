/** Live feeds: a lease is a person's right to one camera's stream. The media server's own session name stays on this side. */
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../db/client'
import { type CameraRow, lockedCamera } from '../../db/queries/cameras'
import { readSettings } from '../../db/queries/city'
import {
  findLease,
  insertLease,
  isWatchedOtherwise,
  type LeaseRow,
  leasesOfCamera,
  leasesOfPerson,
  setMediaSession,
} from '../../db/queries/feed-leases'
import type { Caller } from '../domain/access'
import { MediaError, type MediaGateway } from '../media/gateway'
import { appendAudit } from './audit'
import { cameraInReach, unknownCamera } from './camera-in-reach'
import { requireOpenCase } from './cases'
import { endLease, type LeaseEnd } from './leases'
import { gatewayOf } from './media-servers'

const MOST_PER_PERSON = 16
const MOST_PER_CAMERA = 50

/** `sub` where the camera has a smaller stream, as for a wall; else the main one. */
export type FeedQuality = 'main' | 'sub'

export interface AskedFeed {
  cameraId: number
  quality: FeedQuality
}

export interface OpenedFeed {
  leaseId: string
  answerSdp: string
}

const ignoreMedia = (error: unknown) => {
  if (!(error instanceof MediaError)) throw error
}

/**
 * At the limit a person's oldest feed gives way: browsers that vanished never say goodbye. A camera that is watched in one way and
 * tried in the other needs no more room.
 */
export async function makeRoom(
  connection: Connection,
  { personId }: Caller,
  cameraId: number,
  over: LeaseRow['over'],
): Promise<void> {
  if (await isWatchedOtherwise(connection.system.db, personId, cameraId, over)) return
  const own = await leasesOfPerson(connection.system.db, personId)
  // One that its media server does not end now is ended later.
  for (const { id } of own.slice(0, Math.max(0, own.length - MOST_PER_PERSON + 1)))
    await endLease(connection, id, 'made-room').catch(ignoreMedia)
}

export type Watchable = CameraRow & { stream: string }

/** The camera, and which of its streams is wanted. Throws ServiceError or MediaError `unknown-stream`. */
export async function watchableCamera(
  { db }: Connection,
  caller: Caller,
  { cameraId, quality }: AskedFeed,
): Promise<Watchable> {
  const camera = await cameraInReach(db, caller, cameraId)
  if (camera.retiredAt) throw unknownCamera(cameraId)
  if (!camera.streamPath) throw new MediaError('unknown-stream')
  const { streamPath, subStreamPath } = camera
  return { ...camera, stream: quality === 'sub' ? (subStreamPath ?? streamPath) : streamPath }
}

/** What is stored of a camera is some seconds old: when it says offline, its media server is asked whether that still holds. */
export async function requireOnline(gateway: MediaGateway, { state, stream }: Watchable): Promise<void> {
  if (state !== 'offline' || gateway.capabilities.states === 'none') return
  if (!(await gateway.cameraState([stream])).get(stream)?.isOnline) throw new MediaError('offline')
}

/** A lease, and with it the row in the audit: no audit, no picture. */
export function beginLease(
  { system }: Connection,
  caller: Caller,
  camera: Watchable,
  over: LeaseRow['over'],
): Promise<string> {
  const id = randomUUID()
  return system.db.transaction(async (tx) => {
    await lockedCamera(tx, camera.id)
    const most = (await readSettings(tx))?.feedsPerCamera ?? MOST_PER_CAMERA
    if ((await leasesOfCamera(tx, camera.id)) >= most) throw new MediaError('busy')
    await insertLease(tx, {
      id,
      personId: caller.personId,
      callerSession: caller.session?.id ?? null,
      cameraId: camera.id,
      purpose: 'live',
      over,
      mediaServerId: camera.mediaServerId,
      stream: camera.stream,
    })
    await appendAudit(tx, caller, { action: 'feed-opened', object: camera.code, details: { lease: id, over } })
    return id
  })
}

/** A server that lists only what runs calls a camera that is away unknown, as it does one it never had. */
export const asOffline = (gateway: MediaGateway, error: unknown) =>
  error instanceof MediaError && error.reason === 'unknown-stream' && gateway.capabilities.states !== 'all'
    ? new MediaError('offline', error.message)
    : error

/** `isGathered`: it holds every candidate that the browser has found. */
export interface Offer {
  sdp: string
  isGathered: boolean
}

/**
 * Throws MediaError or ServiceError. `incomplete-offer` comes before there is a lease: the browser gathers its candidates, and asks again.
 */
export async function openFeed(
  connection: Connection,
  caller: Caller,
  asked: AskedFeed,
  offer: Offer,
): Promise<OpenedFeed> {
  const camera = await watchableCamera(connection, caller, asked)
  const gateway = await gatewayOf(connection, camera.mediaServerId)
  if (!gateway.capabilities.trickle && !offer.isGathered) throw new MediaError('incomplete-offer')
  await requireOnline(gateway, camera)
  await makeRoom(connection, caller, camera.id, 'webrtc')
  const leaseId = await beginLease(connection, caller, camera, 'webrtc')
  const giveUp = (why: LeaseEnd) => endLease(connection, leaseId, why).catch(() => {})
  try {
    const { id: mediaSession, answerSdp } = await gateway.openLive(camera.stream, offer.sdp)
    if (await setMediaSession(connection.system.db, leaseId, mediaSession)) return { leaseId, answerSdp }
    // Signed out while it opened.
    await gateway.closeLive(mediaSession).catch(() => {})
    throw new MediaError('no-session')
  } catch (error) {
    await giveUp('not-opened')
    throw asOffline(gateway, error)
  }
}

export interface SnapshotNote {
  code: string
  name: string | null
  at: Date
  by: string
}

/** Puts into the audit that a picture is kept, before it is. */
export function noteSnapshot({ db }: Connection, caller: Caller, cameraId: number): Promise<SnapshotNote> {
  return db.transaction(async (tx) => {
    const camera = await cameraInReach(tx, caller, cameraId)
    await appendAudit(tx, caller, { action: 'snapshot-taken', object: camera.code })
    return { code: camera.code, name: camera.name, at: new Date(), by: caller.displayName }
  })
}

/** Only who opened it may touch it; to anyone else it does not exist. */
export async function ownLease({ system }: Connection, caller: Caller, leaseId: string): Promise<LeaseRow> {
  const lease = await findLease(system.db, leaseId)
  if (!lease || lease.endedAt || lease.personId !== caller.personId) throw new MediaError('no-session')
  return lease
}

export async function addFeedCandidates(
  connection: Connection,
  caller: Caller,
  leaseId: string,
  fragment: string,
): Promise<void> {
  const { mediaServerId, mediaSession } = await ownLease(connection, caller, leaseId)
  if (mediaSession === null) throw new MediaError('no-session')
  await (await gatewayOf(connection, mediaServerId)).addCandidates(mediaSession, fragment)
}

export async function closeFeed(connection: Connection, caller: Caller, leaseId: string): Promise<void> {
  await ownLease(connection, caller, leaseId)
  await endLease(connection, leaseId, 'closed').catch(ignoreMedia)
}

/** A recorded clip of one camera, read under an open case. */
export async function openRecordedClip(
  connection: Connection,
  caller: Caller,
  request: { cameraId: number; caseId: number; from: number; durationMs: number; isRepeat: boolean },
) {
  const { stream, mediaServerId } = await connection.db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, request.caseId)
    const camera = await cameraInReach(tx, caller, request.cameraId)
    if (!camera.streamPath) throw new MediaError('no-recording')
    if (!request.isRepeat)
      await appendAudit(tx, caller, {
        action: 'clip-opened',
        object: camera.code,
        caseId: openCase.id,
        reason: openCase.reason,
        details: { from: request.from, durationMs: request.durationMs },
      })
    return { stream: camera.streamPath, mediaServerId: camera.mediaServerId }
  })
  return async () => (await gatewayOf(connection, mediaServerId)).openClip(stream, request.from, request.durationMs)
}
