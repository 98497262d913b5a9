import { sql } from 'drizzle-orm'
import type { MultiPolygon, Polygon } from 'geojson'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'

export interface Outline {
  geometry: Polygon | MultiPolygon
  heightM: number | null
  role: 'building' | 'part' | 'zone'
}

export type Box = readonly [west: number, south: number, east: number, north: number]

type OutlineRow = Omit<Outline, 'geometry'> & { geometry: string } & Record<string, unknown>

export const envelope = ([west, south, east, north]: Box) =>
  sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`

/** Everything that hides ground in the box, in a fixed order: buildings, their parts, and ground that must not be seen. */
export async function outlinesInBox(db: Queryable, box: Box): Promise<Outline[]> {
  const geometry = envelope(box)
  const { rows } = await db.execute<OutlineRow>(sql`
    SELECT geometry, height_m AS "heightM", CASE WHEN is_part THEN 'part' ELSE 'building' END AS role, id
      FROM buildings WHERE geometry && ${geometry}
    UNION ALL SELECT geometry, NULL, 'zone', id FROM drawn_areas
      WHERE kind IN ('privacy', 'prohibited') AND removed_at IS NULL AND geometry && ${geometry}
    ORDER BY role, id`)
  return rows.map(({ geometry, heightM, role }) => ({
    geometry: parseEwkb(geometry) as Polygon | MultiPolygon,
    heightM,
    role,
  }))
}

/** Whether any building is known there: where none is, nothing is known about what hides ground. */
export async function hasBuildings(db: Queryable, box: Box): Promise<boolean> {
  const { rows } = await db.execute(sql`SELECT 1 FROM buildings WHERE geometry && ${envelope(box)} LIMIT 1`)
  return rows.length > 0
}
