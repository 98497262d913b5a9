/** Which media servers do not answer, and how many of the caller's cameras that concerns. */
import { sql } from 'drizzle-orm'
import type { Connection } from '../../db/client'
import { cameraInScope } from '../../db/queries/scope'
import { mediaServers } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { MediaReason } from '../media/gateway'
import { gatewayOf, mediaServerIds } from './media-servers'

/** However many ask, each server is asked once in so long. */
const HOLDS_MS = 5_000

type Health = Promise<MediaReason | null>
const holder = globalThis as typeof globalThis & {
  sightlineMediaHealth?: Map<number | null, { at: number; health: Health }>
}
holder.sightlineMediaHealth ??= new Map()
const known = holder.sightlineMediaHealth

function healthOf(connection: Connection, server: number | null): Health {
  const last = known.get(server)
  if (last && Date.now() - last.at < HOLDS_MS) return last.health
  const health = gatewayOf(connection, server)
    .then((gateway) => gateway.health())
    .then(
      (answer) => (answer.ok ? null : answer.reason),
      (): MediaReason => 'unreachable',
    )
  known.set(server, { at: Date.now(), health })
  return health
}

export interface MediaOutage {
  /** Null: the embedded one. */
  server: string | null
  reason: MediaReason
  /** Of those that the caller may see. */
  cameras: number
}

/** Only servers that the caller's cameras are on. */
export async function mediaOutages(connection: Connection, caller: Caller): Promise<MediaOutage[]> {
  const reasons = new Map<number | null, MediaReason>()
  const servers = await mediaServerIds(connection)
  await Promise.all(
    servers.map(async (server) => {
      const reason = await healthOf(connection, server)
      if (reason) reasons.set(server, reason)
    }),
  )
  if (reasons.size === 0) return []
  const { rows } = await connection.db.execute<{ server: number | null; cameras: number }>(sql`
    SELECT media_server_id AS server, count(*)::int AS cameras FROM cameras c
    WHERE stream_path IS NOT NULL AND retired_at IS NULL AND ${cameraInScope(sql`c.jurisdiction_id`, sql`c.ownership`, caller)} GROUP BY media_server_id`)
  const names = await connection.system.db.select({ id: mediaServers.id, name: mediaServers.name }).from(mediaServers)
  return rows.flatMap(({ server, cameras }) => {
    const reason = reasons.get(server)
    return reason ? [{ server: names.find(({ id }) => id === server)?.name ?? null, reason, cameras }] : []
  })
}
