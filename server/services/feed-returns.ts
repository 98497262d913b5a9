/**
 * Tells those who wait for a camera's picture that its stream is back: one look at each media server a second for all of them, and
 * none while nobody waits; a server that hangs delays no other. A stream that never was away says nothing; whoever asks for it anew gets it.
 */
import type { Connection } from '../../db/client'
import { findCamera } from '../../db/queries/cameras'
import type { Caller } from '../domain/access'
import type { MediaGateway, StreamState } from '../media/gateway'
import { gatewayOf } from './media-servers'
import { livingSessions } from './sessions'

const LOOK_EVERY_MS = 1_000
export const MOST_AWAITED = 64

/** A stream on one of the media servers; null: on the embedded one. */
export interface AwaitedStream {
  stream: string
  server: number | null
  gateway(): Promise<MediaGateway>
}

interface Wait extends AwaitedStream {
  wasAway: boolean
  tell(): void
}

/** On globalThis because Next loads modules once per route bundle. */
const holder = globalThis as typeof globalThis & {
  sightlineWaits?: Set<Wait>
  sightlineWaitTimers?: Map<number | null, NodeJS.Timeout>
}
holder.sightlineWaits ??= new Set()
const waits = holder.sightlineWaits
holder.sightlineWaitTimers ??= new Map()
const timers = holder.sightlineWaitTimers

const waitsFor = (server: number | null) => [...waits].filter((wait) => wait.server === server)

/** One look at one server; a media server that does not answer has no stream at all. */
export async function lookForReturns(
  server: number | null,
  states: (streams: string[]) => Promise<Map<string, StreamState>>,
): Promise<void> {
  const own = waitsFor(server)
  const known = await states([...new Set(own.map(({ stream }) => stream))]).catch(() => null)
  for (const wait of own) {
    const isOnline = known?.get(wait.stream)?.isOnline ?? false
    if (isOnline && wait.wasAway && waits.has(wait)) wait.tell()
    wait.wasAway = !isOnline
  }
}

function lookOn(server: number | null): void {
  const [first] = waitsFor(server)
  if (!first || timers.has(server)) return
  const timer = setTimeout(async () => {
    await lookForReturns(server, async (streams) => (await first.gateway()).cameraState(streams))
    timers.delete(server)
    lookOn(server)
  }, LOOK_EVERY_MS)
  timers.set(server, timer)
  timer.unref()
}

/** Waits until the returned function is called. */
export function waitForStream(awaited: AwaitedStream, tell: () => void): () => void {
  const wait: Wait = { ...awaited, wasAway: false, tell }
  waits.add(wait)
  lookOn(wait.server)
  return () => waits.delete(wait)
}

/** The streams, by camera, of those of these cameras that the caller may see. */
export async function streamsOf(
  connection: Connection,
  caller: Caller,
  ids: number[],
): Promise<Map<number, AwaitedStream>> {
  const rows = await Promise.all(ids.map((id) => findCamera(connection.db, caller, id)))
  return new Map(
    rows.flatMap((row): [number, AwaitedStream][] => {
      if (!row?.streamPath || row.retiredAt) return []
      const server = row.mediaServerId
      return [[row.id, { stream: row.streamPath, server, gateway: () => gatewayOf(connection, server) }]]
    }),
  )
}

/** Whether who waits is still signed in. */
export async function mayStillWait({ db }: Connection, { session }: Caller): Promise<boolean> {
  return session !== undefined && (await livingSessions(db, [session.id])).has(session.id)
}
