import { sql } from 'drizzle-orm'
import type { Queryable } from '../client'
import { citySettings } from '../schema'

export type Extent = [west: number, south: number, east: number, north: number]

/** Where the city is: its jurisdictions, else its cameras, else its roads; null when it holds nothing yet. */
export async function cityExtent(db: Queryable): Promise<Extent | null> {
  const { rows } = await db.execute<{ west: number | null; south: number; east: number; north: number }>(sql`
    SELECT ST_XMin(e) AS west, ST_YMin(e) AS south, ST_XMax(e) AS east, ST_YMax(e) AS north
    FROM (SELECT coalesce((SELECT ST_Extent(geometry) FROM jurisdictions), (SELECT ST_Extent(position) FROM cameras), (SELECT ST_Extent(geometry) FROM roads)) AS e) AS extents`)
  const { west, south, east, north } = rows[0]
  return west === null ? null : [west, south, east, north]
}

/** The middle of the city's extent; the anchor of its hexagons. */
export async function cityCenter(db: Queryable): Promise<[number, number]> {
  const extent = await cityExtent(db)
  return extent ? [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2] : [0, 0]
}

/** Every city has settings; one that was never named gets a name that says so. */
export async function ensureSettings(db: Queryable): Promise<void> {
  await db.insert(citySettings).values({ name: '未命名城市', nameEn: 'Unnamed city' }).onConflictDoNothing()
}

export async function readSettings(db: Queryable) {
  const [settings] = await db.select().from(citySettings)
  return settings ?? null
}
