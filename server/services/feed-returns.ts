/**
 * Tells those who wait for a camera's picture that its stream is back: one look at the media server a second for all of them, and
 * none while nobody waits. A stream that never was away says nothing; whoever asks for it anew gets it.
 */
import type { Connection } from '../../db/client'
import { findCamera } from '../../db/queries/cameras'
import type { Caller } from '../domain/access'
import { gateway } from '../gateway'
import type { StreamState } from '../media/gateway'
import { livingSessions } from './sessions'

const LOOK_EVERY_MS = 1_000
export const MOST_AWAITED = 64

interface Wait {
  stream: string
  wasAway: boolean
  tell(): void
}

/** On globalThis because Next loads modules once per route bundle. */
const holder = globalThis as typeof globalThis & { sightlineWaits?: Set<Wait>; sightlineWaitsTimer?: NodeJS.Timeout }
holder.sightlineWaits ??= new Set()
const waits = holder.sightlineWaits

/** One look; a media server that does not answer has no stream at all. */
export async function lookForReturns(states: (streams: string[]) => Promise<Map<string, StreamState>>): Promise<void> {
  const known = await states([...new Set([...waits].map(({ stream }) => stream))]).catch(() => null)
  for (const wait of waits) {
    const isOnline = known?.get(wait.stream)?.isOnline ?? false
    if (isOnline && wait.wasAway) wait.tell()
    wait.wasAway = !isOnline
  }
}

function lookOn(): void {
  if (holder.sightlineWaitsTimer || waits.size === 0) return
  holder.sightlineWaitsTimer = setTimeout(async () => {
    await lookForReturns((streams) => gateway().cameraState(streams))
    holder.sightlineWaitsTimer = undefined
    lookOn()
  }, LOOK_EVERY_MS)
  holder.sightlineWaitsTimer.unref()
}

/** Waits until the returned function is called. */
export function waitForStream(stream: string, tell: () => void): () => void {
  const wait: Wait = { stream, wasAway: false, tell }
  waits.add(wait)
  lookOn()
  return () => waits.delete(wait)
}

/** The streams, by camera, of those of these cameras that the caller may see. */
export async function streamsOf({ db }: Connection, caller: Caller, ids: number[]): Promise<Map<number, string>> {
  const rows = await Promise.all(ids.map((id) => findCamera(db, caller, id)))
  return new Map(rows.flatMap((row) => (row?.streamPath && !row.retiredAt ? [[row.id, row.streamPath]] : [])))
}

/** Whether who waits is still signed in. */
export async function mayStillWait({ db }: Connection, { session }: Caller): Promise<boolean> {
  return session !== undefined && (await livingSessions(db, [session.id])).has(session.id)
}
