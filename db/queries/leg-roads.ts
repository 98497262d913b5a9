import { sql } from 'drizzle-orm'
import type { LineString } from 'geojson'
import type { CameraState } from '../../server/domain/camera'
import type { Reader } from '../../server/domain/readers-on-ways'
import { DRIVABLE } from '../../server/domain/road-nodes'
import type { NamedRoad } from '../../server/domain/trip-legs'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { type Box, envelope } from './buildings'
import { type CameraScope, cameraInScope } from './scope'

const inBoxes = (column: string, boxes: readonly Box[]) =>
  sql`(${sql.join(
    boxes.map((box) => sql`${sql.raw(column)} && ${envelope(box)}`),
    sql` OR `,
  )})`

/** Roads for cars that touch any of the boxes; yards and tracks last, so that a limit takes those away first. */
export async function drivableRoads(db: Queryable, boxes: readonly Box[], limit: number): Promise<NamedRoad[]> {
  const classes = sql.param(`{${[...DRIVABLE].join(',')}}`)
  const { rows } = await db.execute<Omit<NamedRoad, 'geometry'> & { geometry: string } & Record<string, unknown>>(sql`
    SELECT geometry, road_class AS "roadClass", name, name_en AS "nameEn", oneway FROM roads
    WHERE ${inBoxes('geometry', boxes)} AND road_class = ANY(${classes}::text[])
    ORDER BY road_class IN ('service', 'track'), id LIMIT ${limit}`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as LineString }))
}

export interface NamedReader extends Reader {
  code: string
  name: string | null
  nameEn: string | null
}

/** Plate readers in scope that stood in any of the boxes throughout the window, with their states in it. */
export async function readersThen(
  db: Queryable,
  caller: CameraScope,
  boxes: readonly Box[],
  from: Date,
  to: Date,
): Promise<NamedReader[]> {
  const { rows } = await db.execute<
    Omit<NamedReader, 'states'> & { from: number[]; state: CameraState[] } & Record<string, unknown>
  >(sql`
    SELECT c.id, c.code, c.name, c.source_tags->>'name:en' AS "nameEn", c.bearing, ST_X(c.position) AS lng, ST_Y(c.position) AS lat,
      coalesce(json_agg(extract(epoch FROM s.from_at)::float8 * 1000 ORDER BY s.from_at, s.id) FILTER (WHERE s.id IS NOT NULL), '[]') AS "from",
      coalesce(json_agg(s.state ORDER BY s.from_at, s.id) FILTER (WHERE s.id IS NOT NULL), '[]') AS "state"
    FROM cameras c LEFT JOIN camera_states s ON s.camera_id = c.id AND s.from_at <= ${to.toISOString()}::timestamptz AND s.from_at >= coalesce(
      (SELECT max(b.from_at) FROM camera_states b WHERE b.camera_id = c.id AND b.from_at <= ${from.toISOString()}::timestamptz), '-infinity')
    WHERE ${inBoxes('c.position', boxes)} AND c.reads_plates AND NOT c.is_planned AND NOT c.is_indoor
      AND (c.installed_at IS NULL OR c.installed_at <= ${from.toISOString()}::timestamptz)
      AND (c.retired_at IS NULL OR c.retired_at > ${to.toISOString()}::timestamptz)
      AND ${cameraInScope(sql`c.jurisdiction_id`, sql`c.ownership`, caller)}
    GROUP BY c.id ORDER BY c.id`)
  return rows.map(({ from: instants, state, ...row }) => ({
    ...row,
    states: instants.map((at, i) => ({ from: at, state: state[i] })),
  }))
}
