import { sql } from 'drizzle-orm'
import type { LineString } from 'geojson'
import { LEAST_VEHICLES } from '../../server/domain/least-vehicles'
import type { MeasuredRoad } from '../../server/domain/reader-roads'
import { DRIVABLE } from '../../server/domain/road-nodes'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { type CameraScope, inScope, readInScope } from './scope'

export type ReadHour = { cameraId: number; hour: number; passages: number } & Record<string, unknown>

/** The hours in which these cameras read enough vehicles, from the rollup; UTC epoch milliseconds. */
export async function readHours(
  db: Queryable,
  caller: CameraScope,
  ids: readonly number[],
  from: Date,
  to: Date,
): Promise<ReadHour[]> {
  const { rows } = await db.execute<ReadHour>(sql`
    SELECT camera_id AS "cameraId", extract(epoch FROM hour)::float8 * 1000 AS hour, passages FROM passage_hours
    WHERE hour >= ${from.toISOString()}::timestamptz AND hour < ${to.toISOString()}::timestamptz AND camera_id = ANY(${sql.param(`{${ids.join(',')}}`)}::int[])
      AND ${readInScope(sql`jurisdiction_id`, sql`camera_id`, caller)} AND hour >= (SELECT passages_kept_from()) AND vehicles >= ${LEAST_VEHICLES}`)
  return rows
}

/** Older hours are kept no longer; UTC epoch milliseconds. */
export async function passagesKeptFrom(db: Queryable): Promise<number> {
  const { rows } = await db.execute<{ at: number }>(
    sql`SELECT extract(epoch FROM passages_kept_from())::float8 * 1000 AS at`,
  )
  return rows[0].at
}

const COLUMNS = sql`r.id, r.geometry, r.road_class AS "roadClass", r.name, r.name_en AS "nameEn", r.oneway, r.is_tunnel AS "isTunnel"`
const FOR_CARS = sql`r.road_class = ANY(${sql.param(`{${[...DRIVABLE].join(',')}}`)}::text[])`
type RoadRow = Omit<MeasuredRoad, 'geometry'> & { geometry: string } & Record<string, unknown>

const roadsOf = ({ rows }: { rows: RoadRow[] }): MeasuredRoad[] =>
  rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as LineString }))

const METRES_PER_DEGREE = 111_000

/** The roads for cars whose box comes within so many metres of one of these cameras. */
export async function roadsNearCameras(
  db: Queryable,
  ids: readonly number[],
  withinM: number,
): Promise<MeasuredRoad[]> {
  const dLat = withinM / METRES_PER_DEGREE
  return roadsOf(
    await db.execute<RoadRow>(sql`
      SELECT ${COLUMNS} FROM roads r WHERE ${FOR_CARS} AND r.id IN (
        SELECT near.id FROM cameras c JOIN roads near
          ON near.geometry && ST_Expand(c.position, ${dLat} / cos(radians(ST_Y(c.position))), ${dLat})
        WHERE c.id = ANY(${sql.param(`{${ids.join(',')}}`)}::int[])) ORDER BY r.id`),
  )
}

/** The roads for cars that have one of these names. */
export async function roadsNamed(db: Queryable, names: readonly string[]): Promise<MeasuredRoad[]> {
  return roadsOf(
    await db.execute<RoadRow>(sql`
      SELECT ${COLUMNS} FROM roads r WHERE ${FOR_CARS} AND r.name IN (SELECT jsonb_array_elements_text(${JSON.stringify(names)}::jsonb)) ORDER BY r.id`),
  )
}

/** How many different names the roads for cars have that begin in the caller's jurisdictions. */
export async function streetNameCount(db: Queryable, caller: CameraScope): Promise<number> {
  const isMine =
    caller.scope === null
      ? sql`true`
      : sql`EXISTS (SELECT 1 FROM jurisdictions j WHERE ${inScope(sql`j.id`, caller)} AND ST_Covers(j.geometry, ST_StartPoint(r.geometry)))`
  const { rows } = await db.execute<{ count: number }>(
    sql`SELECT count(DISTINCT r.name)::int AS count FROM roads r WHERE ${FOR_CARS} AND r.name IS NOT NULL AND ${isMine}`,
  )
  return rows[0].count
}
