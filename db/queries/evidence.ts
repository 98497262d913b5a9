/** What a report of evidence reads: passages with everything that is kept of them, how late cameras' reads came, and the case's own audit. */
import { sql } from 'drizzle-orm'
import type { EvidencePassage } from '../../server/domain/evidence'
import type { Queryable } from '../client'
import { type PassageWindow, passagesWith } from './passages'
import type { CameraScope } from './scope'

type Row = Omit<EvidencePassage, 'camera'> & {
  cameraId: number
  code: string
  name: string | null
  nameEn: string | null
  lng: number
  lat: number
  cameraBearing: number | null
}

export type StoredPassage = EvidencePassage & { cameraId: number }

/** One plate's passages in a window with everything that is kept of them. */
export async function wholePassages(
  tx: Queryable,
  caller: CameraScope,
  window: PassageWindow,
  limit: number,
): Promise<StoredPassage[]> {
  const rows = await passagesWith<Row>(
    tx,
    caller,
    sql`p.plate, p.raw_plate AS "rawPlate", extract(epoch FROM p.passed_at)::float8 * 1000 AS at, extract(epoch FROM p.received_at)::float8 * 1000 AS "receivedAt",
      c.id AS "cameraId", c.code, c.name, c.source_tags->>'name:en' AS "nameEn", ST_X(c.position) AS lng, ST_Y(c.position) AS lat, c.bearing AS "cameraBearing",
      p.bearing, p.speed_kmh AS "speedKmh", p.lane, p.vehicle_class AS "vehicleClass", p.vehicle_colour AS "vehicleColour", p.vehicle_brand AS "vehicleBrand",
      p.plate_colour AS "plateColour", p.reliability, p.char_reliability AS "charReliability", p.claims, p.plate_image AS "plateImage", p.scene_image AS "sceneImage", p.source_id AS "sourceId"`,
    window,
    limit,
  )
  return rows.map(({ code, name, nameEn, lng, lat, cameraBearing, ...row }) => ({
    ...row,
    camera: { code, name, nameEn, lng, lat, bearing: cameraBearing },
  }))
}

/** How late the fastest read of each hour came, by camera. */
export async function leastDelays(
  tx: Queryable,
  cameraIds: readonly number[],
  from: Date,
  to: Date,
): Promise<{ cameraId: number; leastMs: number[] }[]> {
  const { rows } = await tx.execute<{ cameraId: number; leastMs: number[] }>(sql`
    SELECT camera_id AS "cameraId", json_agg(least_ms ORDER BY hour) AS "leastMs" FROM camera_delays
    WHERE camera_id = ANY(${sql.param(`{${cameraIds.join(',')}}`)}::int[])
      AND hour >= date_trunc('hour', ${from.toISOString()}::timestamptz, 'UTC') AND hour <= ${to.toISOString()}::timestamptz
    GROUP BY camera_id ORDER BY camera_id`)
  return rows
}

export interface AuditReference {
  id: number
  at: number
  action: string
  /** Plates stand in it as marks. */
  object: string
  person: string
  unit: string
  details: Record<string, unknown>
  hash: string
}

/** Every row of the audit about a case, in the order of the chain. For the whole city: see `forWholeCity`. */
export async function auditOfCase(tx: Queryable, caseId: number): Promise<AuditReference[]> {
  const { rows } = await tx.execute<AuditReference & Record<string, unknown>>(sql`
    SELECT id, extract(epoch FROM at)::float8 * 1000 AS at, action, object, person_name AS person, unit, details, encode(hash, 'hex') AS hash
    FROM audit WHERE case_id = ${caseId} ORDER BY id`)
  return rows
}
