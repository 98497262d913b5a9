import { eq, sql } from 'drizzle-orm'
import type { MultiPolygon, Polygon } from 'geojson'
import type { CameraState } from '../../server/domain/camera'
import type { CoveragePurpose } from '../../server/domain/coverage-purpose'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { viewsheds } from '../schema'
import { type Box, envelope } from './buildings'
import { type CameraScope, cameraInScope } from './scope'

const MOST_VIEWSHEDS = 3_000

export interface ViewshedRow {
  cameraId: number
  state: CameraState
  geometry: Polygon | MultiPolygon
  areaM2: number
  isAssumed: boolean
}

/** Viewsheds that touch the box, of cameras that exist (not planned, not retired), largest first where there are too many. */
export async function viewshedsInBox(
  db: Queryable,
  caller: CameraScope,
  [west, south, east, north]: Box,
): Promise<ViewshedRow[]> {
  const { rows } = await db.execute<Omit<ViewshedRow, 'geometry'> & { geometry: string } & Record<string, unknown>>(sql`
    SELECT v.camera_id AS "cameraId", c.state, v.geometry, v.area_m2 AS "areaM2", cardinality(v.assumed) > 0 AS "isAssumed"
    FROM viewsheds v JOIN cameras c ON c.id = v.camera_id
    WHERE v.geometry && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)
      AND c.retired_at IS NULL AND NOT c.is_planned AND ${cameraInScope(sql`c.jurisdiction_id`, sql`c.ownership`, caller)}
    ORDER BY v.area_m2 DESC LIMIT ${MOST_VIEWSHEDS}`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as Polygon | MultiPolygon }))
}

/** The near edge of a camera's stored viewshed; null where none is stored. */
export async function storedView(db: Queryable, cameraId: number): Promise<{ nearM: number | null }> {
  const [row] = await db.select({ nearM: viewsheds.nearM }).from(viewsheds).where(eq(viewsheds.cameraId, cameraId))
  return row ?? { nearM: null }
}

const counted = (caller: CameraScope, purpose: CoveragePurpose) => sql`c.retired_at IS NULL AND NOT c.is_planned
  AND ${cameraInScope(sql`c.jurisdiction_id`, sql`c.ownership`, caller)}
  AND (${purpose === 'designed'} OR c.state NOT IN ('offline', 'fault'))`

/** At most `most` outlines of viewsheds in scope that touch the box. */
export async function viewshedOutlines(
  db: Queryable,
  caller: CameraScope,
  box: Box,
  purpose: CoveragePurpose,
  most: number,
): Promise<(Polygon | MultiPolygon)[]> {
  const { rows } = await db.execute<{ geometry: string }>(sql`
    SELECT v.geometry FROM viewsheds v JOIN cameras c ON c.id = v.camera_id
    WHERE v.geometry && ${envelope(box)} AND ${counted(caller, purpose)} ORDER BY c.id LIMIT ${most}`)
  return rows.map((row) => parseEwkb(row.geometry) as Polygon | MultiPolygon)
}

/** The union of viewsheds in scope within an area, and of how many. For a server only: the embedded database loses overlays that fail. */
export async function unionOfViewsheds(
  db: Queryable,
  caller: CameraScope,
  within: Polygon | MultiPolygon,
  purpose: CoveragePurpose,
): Promise<{ geometry: MultiPolygon; count: number }> {
  const area = sql`ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(within)}), 4326))`
  const { rows } = await db.execute<{ geometry: string | null; count: number }>(sql`
    SELECT ST_Multi(ST_CollectionExtract(ST_ForcePolygonCCW(ST_Intersection(ST_Union(valid.geometry), ${area})), 3)) AS geometry,
      count(*) FILTER (WHERE ST_Intersects(valid.geometry, ${area})) AS count
    FROM viewsheds v JOIN cameras c ON c.id = v.camera_id,
      LATERAL (SELECT CASE WHEN ST_IsValid(v.geometry) THEN v.geometry ELSE ST_MakeValid(v.geometry) END AS geometry) valid
    WHERE v.geometry && ${area} AND ${counted(caller, purpose)}`)
  if (rows.length !== 1) throw new Error('the union of viewsheds came back without a row')
  const [{ geometry, count }] = rows
  return {
    geometry: geometry ? (parseEwkb(geometry) as MultiPolygon) : { type: 'MultiPolygon', coordinates: [] },
    count,
  }
}
