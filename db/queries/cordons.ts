import { sql } from 'drizzle-orm'
import type { LineString, MultiLineString } from 'geojson'
import type { CordonRoad } from '../../server/domain/cordons'
import { boxOfArea } from '../../server/domain/drawn-area'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { cameras } from '../schema'
import type { Box } from './buildings'
import type { CameraRow } from './cameras'
import { type CameraScope, cameraInScope } from './scope'

const envelope = ([west, south, east, north]: Box) => sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`

/** The roads that touch a box. */
export async function roadsInBox(db: Queryable, box: Box): Promise<(CordonRoad & { isTunnel: boolean })[]> {
  const { rows } = await db.execute<
    Omit<CordonRoad, 'geometry'> & { geometry: string; isTunnel: boolean } & Record<string, unknown>
  >(sql`
    SELECT geometry, road_class AS "roadClass", name, name_en AS "nameEn", oneway, is_tunnel AS "isTunnel"
    FROM roads WHERE geometry && ${envelope(box)} ORDER BY id`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as LineString }))
}

const METRES_PER_DEGREE = 111_000

/** The roads that come within so many metres of a ring. */
export async function roadsNearRings(db: Queryable, rings: MultiLineString, withinM: number): Promise<CordonRoad[]> {
  const [, south, , north] = boxOfArea(rings)
  const within = withinM / METRES_PER_DEGREE / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  const { rows } = await db.execute<Omit<CordonRoad, 'geometry'> & { geometry: string } & Record<string, unknown>>(sql`
    SELECT r.geometry, r.road_class AS "roadClass", r.name, r.name_en AS "nameEn", r.oneway
    FROM roads r, (SELECT ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(rings)}), 4326) AS lines) ring
    WHERE ST_DWithin(r.geometry, ring.lines, ${within}) ORDER BY r.id`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as LineString }))
}

/** The cameras in scope that read plates, in a box when one is given: built, not retired, out of doors. */
export function plateCameras(db: Queryable, caller: CameraScope, box?: Box): Promise<CameraRow[]> {
  return db
    .select()
    .from(cameras)
    .where(
      sql`${box ? sql`${cameras.position} && ${envelope(box)}` : sql`true`} AND reads_plates AND NOT is_planned AND NOT is_indoor AND retired_at IS NULL
        AND ${cameraInScope(cameras.jurisdictionId, cameras.ownership, caller)}`,
    )
    .orderBy(cameras.id)
}
