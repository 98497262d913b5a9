/** Live feeds: a lease is a person's right to one camera's stream. The media server's own session name stays here. */
import { randomUUID } from 'node:crypto'
import type { Connection } from '../../db/client'
import { findCamera } from '../../db/queries/cameras'
import type { Caller } from '../domain/access'
import { gateway } from '../gateway'
import { MediaError } from '../media/gateway'
import { appendAudit } from './audit'
import { requireOpenCase } from './cases'
import { ServiceError } from './service-error'
import { livingSessions } from './sessions'

interface Lease {
  personId: number
  /** The browser's session: with it the lease ends. */
  callerSession: number | null
  sessionId: string
}

/** Leases hang on globalThis because Next loads modules once per route bundle. */
const holder = globalThis as typeof globalThis & { sightlineLeases?: Map<string, Lease> }
holder.sightlineLeases ??= new Map()
const leases = holder.sightlineLeases

const MOST_PER_PERSON = 16

export interface OpenedFeed {
  leaseId: string
  answerSdp: string
}

/** A session that the media server has ended already, because the browser went away, is ended. */
async function endSession(sessionId: string): Promise<void> {
  await gateway()
    .closeLive(sessionId)
    .catch((error: unknown) => {
      if (!(error instanceof MediaError && error.reason === 'no-session')) throw error
    })
}

/** At the limit a person's oldest feed gives way: browsers that vanished never say goodbye. */
async function makeRoom(personId: number): Promise<void> {
  const own = [...leases].filter(([, lease]) => lease.personId === personId)
  for (const [id, lease] of own.slice(0, Math.max(0, own.length - MOST_PER_PERSON + 1))) {
    leases.delete(id)
    await endSession(lease.sessionId)
  }
}

/** The stream's path on the media server, once the view is in the audit. */
function auditedStream({ db }: Connection, caller: Caller, cameraId: number): Promise<string> {
  return db.transaction(async (tx) => {
    const camera = await findCamera(tx, caller, cameraId)
    if (!camera || camera.retiredAt)
      throw new ServiceError('not-found', `There is no camera ${cameraId} in your jurisdictions.`)
    if (!camera.streamPath) throw new MediaError('unknown-stream')
    if (camera.state === 'offline') throw new MediaError('offline')
    await appendAudit(tx, caller, { action: 'feed-opened', object: camera.code })
    return camera.streamPath
  })
}

/** Throws MediaError or ServiceError. */
export async function openFeed(
  connection: Connection,
  caller: Caller,
  cameraId: number,
  offerSdp: string,
): Promise<OpenedFeed> {
  await makeRoom(caller.personId)
  const stream = await auditedStream(connection, caller, cameraId)
  const { id: sessionId, answerSdp } = await gateway().openLive(stream, offerSdp)
  const leaseId = randomUUID()
  leases.set(leaseId, {
    personId: caller.personId,
    callerSession: caller.session?.id ?? null,
    sessionId,
  })
  return { leaseId, answerSdp }
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
    const camera = await findCamera(tx, caller, cameraId)
    if (!camera) throw new ServiceError('not-found', `There is no camera ${cameraId} in your jurisdictions.`)
    await appendAudit(tx, caller, { action: 'snapshot-taken', object: camera.code })
    return { code: camera.code, name: camera.name, at: new Date(), by: caller.displayName }
  })
}

/** Only who opened it may touch it; to anyone else it does not exist. */
function ownLease(caller: Caller, leaseId: string): Lease {
  const lease = leases.get(leaseId)
  if (!lease || lease.personId !== caller.personId) throw new MediaError('no-session')
  return lease
}

export const addFeedCandidates = async (caller: Caller, leaseId: string, fragment: string) =>
  gateway().addCandidates(ownLease(caller, leaseId).sessionId, fragment)

export async function closeFeed(caller: Caller, leaseId: string): Promise<void> {
  const { sessionId } = ownLease(caller, leaseId)
  leases.delete(leaseId)
  await endSession(sessionId)
}

/** Cuts every feed whose browser is no longer signed in. One that the media server does not end is tried again the next time. */
export async function cutEndedFeeds({ db }: Connection): Promise<number> {
  const asked = [...leases].filter(([, { callerSession }]) => callerSession !== null)
  const living = await livingSessions(db, [...new Set(asked.map(([, { callerSession }]) => callerSession!))])
  const over = [...leases].filter(([, { callerSession }]) => callerSession === null || !living.has(callerSession))
  await Promise.all(
    over.map(async ([id, lease]) => {
      await endSession(lease.sessionId)
      leases.delete(id)
    }),
  )
  return over.length
}

/** A recorded clip of one camera, read under an open case. */
export async function openRecordedClip(
  { db }: Connection,
  caller: Caller,
  request: { cameraId: number; caseId: number; from: number; durationMs: number; isRepeat: boolean },
) {
  const stream = await db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, request.caseId)
    const camera = await findCamera(tx, caller, request.cameraId)
    if (!camera) throw new ServiceError('not-found', `There is no camera ${request.cameraId} in your jurisdictions.`)
    if (!camera.streamPath) throw new MediaError('no-recording')
    if (!request.isRepeat)
      await appendAudit(tx, caller, {
        action: 'clip-opened',
        object: camera.code,
        caseId: openCase.id,
        reason: openCase.reason,
        details: { from: request.from, durationMs: request.durationMs },
      })
    return camera.streamPath
  })
  return () => gateway().openClip(stream, request.from, request.durationMs)
}
