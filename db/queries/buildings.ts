import { sql } from 'drizzle-orm'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'

export interface Outline {
  id: number
  geometry: Polygon | MultiPolygon
  heightM: number | null
}

export type Box = readonly [west: number, south: number, east: number, north: number]

/** Every building outline that touches the box, in id order. */
export async function outlinesInBox(db: Queryable, [west, south, east, north]: Box): Promise<Outline[]> {
  const { rows } = await db.execute<{ id: number; geometry: string; heightM: number | null }>(sql`
    SELECT id, geometry, height_m AS "heightM" FROM buildings
    WHERE geometry && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326) ORDER BY id`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as Polygon | MultiPolygon }))
}
