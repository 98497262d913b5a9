/** Cameras to be watched together: those along a street, about a place, or named. Only such as have a stream and are in scope. */
import { and, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { cameras } from '../schema'
import type { CameraRow } from './cameras'
import { type CameraScope, cameraInScope } from './scope'

const watchable = (caller: CameraScope) =>
  sql`c.stream_path IS NOT NULL AND c.retired_at IS NULL AND NOT c.is_planned AND ${cameraInScope(sql`c.jurisdiction_id`, sql`c.ownership`, caller)}`

const idsOf = ({ rows }: { rows: { id: number }[] }) => rows.map(({ id }) => id)

/**
 * The cameras whose viewshed touches the street of this name in the jurisdiction, from one end of it to the other; those that work
 * go before the others where there are too many.
 */
export async function camerasAlongStreet(
  db: Queryable,
  caller: CameraScope,
  { jurisdictionId, name, most }: { jurisdictionId: number; name: string; most: number },
): Promise<number[]> {
  return idsOf(
    await db.execute<{ id: number }>(sql`
      WITH street AS MATERIALIZED (
        SELECT ST_Collect(r.geometry) AS line FROM roads r JOIN jurisdictions j ON j.id = ${jurisdictionId}
        WHERE r.name = ${name} AND r.geometry && j.geometry AND ST_Intersects(r.geometry, j.geometry)),
      seeing AS (
        SELECT c.id, c.position, street.line FROM street, viewsheds v JOIN cameras c ON c.id = v.camera_id
        WHERE street.line IS NOT NULL AND v.geometry && street.line AND ST_Intersects(v.geometry, street.line)
          AND ${watchable(caller)}
        ORDER BY c.state NOT IN ('offline', 'fault') DESC, v.area_m2 DESC, c.id LIMIT ${most})
      SELECT id FROM seeing ORDER BY ST_LineLocatePoint(ST_LongestLine(line, line), position), id`),
  )
}

/** Those that see the place, then those near it, each nearest first. */
export async function camerasAround(
  db: Queryable,
  caller: CameraScope,
  { lng, lat, withinM, most }: { lng: number; lat: number; withinM: number; most: number },
): Promise<number[]> {
  const place = sql`ST_SetSRID(ST_MakePoint(${lng}, ${lat}), 4326)`
  return idsOf(
    await db.execute<{ id: number }>(sql`
      SELECT c.id FROM cameras c LEFT JOIN viewsheds v ON v.camera_id = c.id
      WHERE c.position && ST_Expand(${place}, ${withinM / 111_320} / cos(radians(${lat})), ${withinM / 111_320})
        AND ST_DWithin(c.position::geography, ${place}::geography, ${withinM}) AND ${watchable(caller)}
      ORDER BY coalesce(ST_Covers(v.geometry, ${place}), false) DESC, c.position::geography <-> ${place}::geography, c.id
      LIMIT ${most}`),
  )
}

export const camerasWithStreams = (db: Queryable, caller: CameraScope, ids: readonly number[]): Promise<CameraRow[]> =>
  db
    .select()
    .from(cameras)
    .where(
      and(
        inArray(cameras.id, [...ids]),
        isNotNull(cameras.streamPath),
        isNull(cameras.retiredAt),
        cameraInScope(cameras.jurisdictionId, cameras.ownership, caller),
      ),
    )
