import { sql } from 'drizzle-orm'
import { access, type Caller } from '../../server/domain/access'
import { LEAST_VEHICLES } from '../../server/domain/least-vehicles'
import type { Queryable } from '../client'
import { type CameraScope, readInScope } from './scope'

export interface PassageRow {
  plate: string
  at: number
  cameraId: number
  cameraCode: string
  cameraName: string | null
  cameraNameEn: string | null
  lng: number
  lat: number
  bearing: number | null
  speedKmh: number | null
  vehicleClass: string | null
  vehicleColour: string | null
}

/** One plate's passages in a window, in order of time, none older than the city keeps unless the transaction's case holds it. Bounded in time, by plate: the only way passages are read one by one. */
export async function passagesOfPlate(
  tx: Queryable,
  caller: CameraScope,
  plate: string,
  from: Date,
  to: Date,
  limit: number,
): Promise<PassageRow[]> {
  const { rows } = await tx.execute<PassageRow & Record<string, unknown>>(sql`
    SELECT p.plate, extract(epoch FROM p.passed_at)::float8 * 1000 AS at, p.camera_id AS "cameraId", c.code AS "cameraCode", c.name AS "cameraName", c.source_tags->>'name:en' AS "cameraNameEn",
      ST_X(c.position) AS lng, ST_Y(c.position) AS lat, p.bearing, p.speed_kmh AS "speedKmh", p.vehicle_class AS "vehicleClass", p.vehicle_colour AS "vehicleColour"
    FROM passages p JOIN cameras c ON c.id = p.camera_id
    WHERE p.plate = ${plate} AND p.passed_at >= ${from.toISOString()}::timestamptz AND p.passed_at < ${to.toISOString()}::timestamptz
      AND ${readInScope(sql`p.jurisdiction_id`, sql`p.camera_id`, caller)} AND (p.passed_at >= (SELECT passages_kept_from()) OR held_under_case(p.plate, p.passed_at))
    ORDER BY p.passed_at, p.camera_id LIMIT ${limit}`)
  return rows
}

/** When the first and the last passage of the city happened, of hours with enough vehicles for who may not read passages; null when there is none. */
export async function passageSpan(
  db: Queryable,
  caller: CameraScope & Pick<Caller, 'role'>,
): Promise<{ from: number; to: number } | null> {
  const least = access(caller.role, 'passage.read') ? 1 : LEAST_VEHICLES
  const { rows } = await db.execute<{ from: number | null; to: number | null }>(sql`
    SELECT extract(epoch FROM min(hour))::float8 * 1000 AS from, extract(epoch FROM max(hour))::float8 * 1000 + 3600000 AS to
    FROM passage_hours WHERE ${readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)} AND hour >= (SELECT passages_kept_from()) AND vehicles >= ${least}`)
  const { from, to } = rows[0]
  return from === null || to === null ? null : { from, to }
}
