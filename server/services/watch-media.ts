/**
 * Asks every media server every few seconds how its streams are, and writes a camera's state when it changed. A media server
 * that does not answer says nothing about cameras: then nothing is written, and others are asked all the same.
 */
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { cameras } from '../../db/schema'
import type { CameraState } from '../domain/camera'
import type { MediaGateway } from '../media/gateway'
import { changeState } from './change-state'
import { gatewayOf, mediaServerIds } from './media-servers'

/** What people or an import said last of a camera. */
export interface LastWord {
  state: CameraState
  by: 'person' | 'import'
}

/**
 * What the stream says against what is stored; null when they agree. A stream that does not run is offline. When it runs, what a
 * person said of the camera holds, and so does a fault that an import brought: a stream that was away has mended nothing.
 */
export function stateFromStream(stored: CameraState, lastWord: LastWord | null, isOnline: boolean): CameraState | null {
  const holds = lastWord && (lastWord.by === 'person' || lastWord.state === 'fault')
  const next = !isOnline ? 'offline' : holds ? lastWord.state : 'working'
  return next === stored ? null : next
}

/** Column names are written out: inside a query on one table they would lose the name of that table. */
const LAST_WORD = sql<LastWord | null>`(
  SELECT json_build_object('state', s.state, 'by', s.source) FROM camera_states s
  WHERE s.camera_id = cameras.id AND s.source <> 'media' ORDER BY s.from_at DESC, s.id DESC LIMIT 1)`

/** One look at all cameras that have a stream on this server (null: the embedded one). Returns how many changed. */
export async function refreshStatesFromMedia(
  { db }: Connection,
  gateway: MediaGateway,
  server: number | null = null,
): Promise<number> {
  if (gateway.capabilities.states === 'none' || !(await gateway.health()).ok) return 0
  const isOwn = server === null ? isNull(cameras.mediaServerId) : eq(cameras.mediaServerId, server)
  const rows = await db
    .select({ id: cameras.id, state: cameras.state, streamPath: cameras.streamPath, lastWord: LAST_WORD })
    .from(cameras)
    .where(and(isNotNull(cameras.streamPath), isNull(cameras.retiredAt), isOwn))
  const streams = await gateway.cameraState([...new Set(rows.map((row) => row.streamPath!))])
  let changed = 0
  for (const { id, state, streamPath, lastWord } of rows) {
    const next = stateFromStream(state, lastWord, streams.get(streamPath!)?.isOnline ?? false)
    if (!next) continue
    await db.transaction((tx) => changeState(tx, { cameraId: id, state: next, fromAt: new Date(), source: 'media' }))
    changed++
  }
  return changed
}

const LOOK_EVERY_MS = 10_000
const holder = globalThis as typeof globalThis & { sightlineMediaWatch?: NodeJS.Timeout }

/** Starts looking, once per process. A server still being asked is not asked again. */
export function watchMedia(connection: Connection): void {
  const asked = new Set<number | null>()
  const look = async (server: number | null) => {
    if (asked.has(server)) return
    asked.add(server)
    try {
      await refreshStatesFromMedia(connection, await gatewayOf(connection, server), server)
    } finally {
      asked.delete(server)
    }
  }
  const warn = (error: Error) => console.warn(`media watch: ${error.message}`)
  holder.sightlineMediaWatch ??= setInterval(async () => {
    const servers = await mediaServerIds(connection).catch(() => [])
    for (const server of servers) void look(server).catch(warn)
  }, LOOK_EVERY_MS)
  holder.sightlineMediaWatch.unref()
}
