import { sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import { LEAST_VEHICLES } from '../../server/domain/least-vehicles'
import type { Queryable } from '../client'
import { type CameraScope, cameraInScope, inScope, readInScope } from './scope'

/** A place with a weight; what hexagons are counted from. */
export type WeightedPoint = { lng: number; lat: number; weight: number } & Record<string, unknown>

const KEPT = sql`hour >= (SELECT passages_kept_from())`

const HAS_ENOUGH = sql`vehicles >= ${LEAST_VEHICLES}`

/** Passages per camera in a span of whole hours, from the rollup: no plate is touched. Without an hour of enough vehicles, 0. */
export async function passageWeights(
  db: Queryable,
  caller: CameraScope,
  from: Date,
  to: Date,
): Promise<WeightedPoint[]> {
  const { rows } = await db.execute<WeightedPoint>(sql`
    SELECT ST_X(c.position) AS lng, ST_Y(c.position) AS lat, h.weight
    FROM (SELECT camera_id, coalesce(sum(passages) FILTER (WHERE ${HAS_ENOUGH}), 0)::int AS weight FROM passage_hours
      WHERE hour >= ${from.toISOString()}::timestamptz AND hour < ${to.toISOString()}::timestamptz AND ${readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)} AND ${KEPT}
      GROUP BY camera_id) h JOIN cameras c ON c.id = h.camera_id`)
  return rows
}

export async function incidentWeights(
  db: Queryable,
  caller: Pick<Caller, 'scope'>,
  from: Date,
  to: Date,
): Promise<WeightedPoint[]> {
  const { rows } = await db.execute<WeightedPoint>(sql`
    SELECT ST_X(position) AS lng, ST_Y(position) AS lat, 1 AS weight FROM incidents
    WHERE started_at >= ${from.toISOString()}::timestamptz AND started_at < ${to.toISOString()}::timestamptz AND ${inScope(sql`jurisdiction_id`, caller)}`)
  return rows
}

export async function cameraWeights(db: Queryable, caller: CameraScope): Promise<WeightedPoint[]> {
  const { rows } = await db.execute<WeightedPoint>(sql`
    SELECT ST_X(position) AS lng, ST_Y(position) AS lat, 1 AS weight FROM cameras
    WHERE retired_at IS NULL AND NOT is_planned AND ${cameraInScope(sql`jurisdiction_id`, sql`ownership`, caller)}`)
  return rows
}

/** Passages per hour of the span, for the chart under the map. */
export async function passagesByHour(
  db: Queryable,
  caller: CameraScope,
  from: Date,
  to: Date,
): Promise<{ hour: number; passages: number }[]> {
  const { rows } = await db.execute<{ hour: number; passages: number }>(sql`
    SELECT extract(epoch FROM hour)::float8 * 1000 AS hour, passages FROM (
      SELECT hour, sum(passages)::int AS passages FROM passage_hours
      WHERE hour >= ${from.toISOString()}::timestamptz AND hour < ${to.toISOString()}::timestamptz AND ${readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)} AND ${KEPT} AND ${HAS_ENOUGH}
      GROUP BY hour) h ORDER BY 1`)
  return rows
}
