import { sql } from 'drizzle-orm'
import type { Feature, Geometry } from 'geojson'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import type { Box } from './buildings'

export const BASE_LAYERS = ['area', 'road', 'building', 'place', 'border'] as const
export type BaseLayer = (typeof BASE_LAYERS)[number]

const MAJOR = ['motorway', 'trunk', 'primary', 'secondary']
const roadClassesAt = (z: number) =>
  z < 11
    ? MAJOR.slice(0, 3)
    : z < 13
      ? [...MAJOR, 'tertiary']
      : z < 14
        ? [...MAJOR, 'tertiary', 'residential', 'living_street', 'pedestrian']
        : null

const TOLERANCE_IN_PIXELS = 0.25
const degreesPerPixel = (z: number) => 360 / (512 * 2 ** z)

type Row = { id: number; geometry: string } & Record<string, unknown>

function toFeatures(rows: Row[]): Feature[] {
  return rows.map(({ geometry, id, ...properties }) => {
    for (const key of Object.keys(properties)) if (properties[key] === null) delete properties[key]
    return { type: 'Feature', id, properties, geometry: parseEwkb(geometry) as Geometry }
  })
}

/** The features of one layer of the base map that touch the box at this zoom; simplified far out, left out where too small to see. */
export async function baseFeatures(
  db: Queryable,
  layer: BaseLayer,
  z: number,
  [west, south, east, north]: Box,
): Promise<Feature[]> {
  const box = sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`
  const tolerance = degreesPerPixel(z) * TOLERANCE_IN_PIXELS
  const simplified = (column: string) =>
    z >= 15 ? sql.raw(column) : sql`ST_SimplifyPreserveTopology(${sql.raw(column)}, ${tolerance})`
  switch (layer) {
    case 'area':
      return toFeatures(
        (
          await db.execute<Row>(
            sql`SELECT id, ${simplified('geometry')} AS geometry, kind, name, name_en FROM areas WHERE geometry && ${box} AND (${z} >= 13 OR ST_Area(geometry) > ${degreesPerPixel(z) ** 2 * 16}) ORDER BY ST_Area(geometry) DESC`,
          )
        ).rows,
      )
    case 'road': {
      const classes = roadClassesAt(z)
      const wanted = classes ? sql`road_class = ANY(${sql.param(`{${classes.join(',')}}`)}::text[])` : sql`true`
      return toFeatures(
        (
          await db.execute<Row>(
            sql`SELECT id, ${simplified('geometry')} AS geometry, road_class AS class, name, name_en, CASE WHEN oneway = 'no' THEN NULL ELSE oneway END AS oneway, NULLIF(is_tunnel, false) AS tunnel, NULLIF(is_bridge, false) AS bridge FROM roads WHERE geometry && ${box} AND ${wanted} ORDER BY is_bridge, id`,
          )
        ).rows,
      )
    }
    case 'building':
      if (z < 13) return []
      return toFeatures(
        (
          await db.execute<Row>(
            sql`SELECT id, ${simplified('geometry')} AS geometry, height_m AS height FROM buildings WHERE NOT is_part AND geometry && ${box}`,
          )
        ).rows,
      )
    case 'place':
      if (z < 11) return []
      return toFeatures(
        (
          await db.execute<Row>(
            sql`SELECT id, position AS geometry, kind, name, name_en FROM places WHERE position && ${box} AND name IS NOT NULL AND (${z} >= 15 OR kind IN ('place', 'hospital', 'station', 'government', 'school', 'police'))`,
          )
        ).rows,
      )
    case 'border':
      return toFeatures(
        (
          await db.execute<Row>(
            sql`SELECT id, ST_Boundary(geometry) AS geometry, kind FROM jurisdictions WHERE geometry && ${box}`,
          )
        ).rows,
      )
  }
}
