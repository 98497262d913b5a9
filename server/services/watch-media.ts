/**
 * Asks the media server every few seconds how its streams are, and writes a camera's state when it changed. A media server
 * that does not answer says nothing about cameras: then nothing is written.
 */
import { and, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { cameras } from '../../db/schema'
import type { CameraState } from '../domain/camera'
import type { MediaGateway } from '../media/gateway'
import { changeState } from './change-state'

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

/** One look at all cameras that have a stream. Returns how many changed. */
export async function refreshStatesFromMedia({ db }: Connection, gateway: MediaGateway): Promise<number> {
  if (!(await gateway.health()).ok) return 0
  const rows = await db
    .select({ id: cameras.id, state: cameras.state, streamPath: cameras.streamPath, lastWord: LAST_WORD })
    .from(cameras)
    .where(and(isNotNull(cameras.streamPath), isNull(cameras.retiredAt)))
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

/** Starts looking, once per process. */
export function watchMedia(connection: Connection, gateway: MediaGateway): void {
  let isLooking = false
  holder.sightlineMediaWatch ??= setInterval(async () => {
    if (isLooking) return
    isLooking = true
    await refreshStatesFromMedia(connection, gateway).catch((error: Error) =>
      console.warn(`media watch: ${error.message}`),
    )
    isLooking = false
  }, LOOK_EVERY_MS)
  holder.sightlineMediaWatch.unref()
}
