import { type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import { LEAST_VEHICLES } from '../../server/domain/least-vehicles'
import type { Queryable } from '../client'
import { type CameraScope, cameraInScope, inScope, readInScope } from './scope'

/** A place with a weight; what hexagons are counted from. */
export type WeightedPoint = { lng: number; lat: number; weight: number } & Record<string, unknown>

const KEPT = sql`hour >= (SELECT passages_kept_from())`

const HAS_ENOUGH = sql`vehicles >= ${LEAST_VEHICLES}`

const DAY_MS = 86_400_000
const at = (instant: Date | number): SQL => sql`${new Date(instant).toISOString()}::timestamptz`

/** From when on passages are kept. Asked apart, so that the planner knows what lies in a span. UTC epoch milliseconds. */
async function keptFrom(db: Queryable): Promise<number> {
  const { rows } = await db.execute<{ at: number }>(
    sql`SELECT extract(epoch FROM passages_kept_from())::float8 * 1000 AS at`,
  )
  return rows[0].at
}

/** Passages per camera in a span of whole hours, from the rollups: its whole days of UTC from their sums, what is left from hours. No plate is touched. Without an hour of enough vehicles, 0. */
export async function passageWeights(
  db: Queryable,
  caller: CameraScope,
  from: Date,
  to: Date,
): Promise<WeightedPoint[]> {
  const first = Math.max(from.getTime(), await keptFrom(db))
  const daysFrom = Math.ceil(first / DAY_MS) * DAY_MS
  const daysTo = Math.max(daysFrom, Math.floor(to.getTime() / DAY_MS) * DAY_MS)
  const mayRead = readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)
  const hours = (start: number, end: number) => sql`
    SELECT camera_id, CASE WHEN ${HAS_ENOUGH} THEN passages ELSE 0 END AS passages FROM passage_hours
    WHERE hour >= ${at(start)} AND hour < ${at(end)} AND ${mayRead}`
  const { rows } = await db.execute<WeightedPoint>(sql`
    SELECT ST_X(c.position) AS lng, ST_Y(c.position) AS lat, h.weight
    FROM (SELECT camera_id, sum(passages)::int AS weight FROM (
        SELECT camera_id, passages FROM passage_days WHERE day >= ${at(daysFrom)} AND day < ${at(daysTo)} AND ${mayRead}
        UNION ALL ${hours(first, Math.min(daysFrom, to.getTime()))} UNION ALL ${hours(daysTo, to.getTime())}) s
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
  const counted =
    caller.owners === null
      ? sql`jurisdiction_hours WHERE passages > 0 AND ${inScope(sql`jurisdiction_id`, caller)}`
      : sql`passage_hours WHERE ${HAS_ENOUGH} AND ${readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)}`
  const { rows } = await db.execute<{ hour: number; passages: number }>(sql`
    SELECT extract(epoch FROM hour)::float8 * 1000 AS hour, sum(passages)::int AS passages
    FROM ${counted} AND hour >= ${at(from)} AND hour < ${at(to)} AND ${KEPT} GROUP BY hour ORDER BY hour`)
  return rows
}
