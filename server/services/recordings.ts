/** What was recorded of several cameras in a span, read under an open case. */
import type { Connection } from '../../db/client'
import { camerasWithStreams } from '../../db/queries/feed-cameras'
import type { Caller } from '../domain/access'
import { MediaError, type MediaReason, type Recording } from '../media/gateway'
import { requireOpenCase } from './cases'
import { gatewayOf } from './media-servers'

/** A day: what a timeline can show. */
export const LONGEST_SPAN_MS = 86_400_000

export interface CameraRecordings {
  cameraId: number
  /** Sorted, inside what was asked; what lies between is missing. Null: its media server did not say. */
  spans: Recording[] | null
  reason: MediaReason | null
}

const inside = ({ from, to }: Recording, asked: Recording): Recording => ({
  from: Math.max(from, asked.from),
  to: Math.min(to, asked.to),
})

/** In the order asked for; cameras that are not in the caller's jurisdictions are left out. One server's silence hides no other's. */
export async function recordingsOf(
  connection: Connection,
  caller: Caller,
  { caseId, ids, from, to }: { caseId: number; ids: readonly number[] } & Recording,
): Promise<CameraRecordings[]> {
  const rows = await connection.db.transaction(async (tx) => {
    await requireOpenCase(tx, caller, caseId)
    return ids.length > 0 ? camerasWithStreams(tx, caller, ids) : []
  })
  const streams = new Map(rows.map((row) => [row.id, row]))
  return Promise.all(
    ids
      .filter((id) => streams.has(id))
      .map(async (cameraId) => {
        try {
          const { streamPath, mediaServerId } = streams.get(cameraId)!
          const gateway = await gatewayOf(connection, mediaServerId)
          const spans = await gateway.listRecordings(streamPath!, from, to)
          return { cameraId, spans: spans.map((span) => inside(span, { from, to })), reason: null }
        } catch (error) {
          if (error instanceof MediaError) return { cameraId, spans: null, reason: error.reason }
          throw error
        }
      }),
  )
}
