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

/** What a city is called until it is named. */
export const UNNAMED_CITY = { name: '未命名城市', nameEn: 'Unnamed city' }

/** Every city has settings; one that was never named gets a name that says so. */
export async function ensureSettings(db: Queryable): Promise<void> {
  await db.insert(citySettings).values(UNNAMED_CITY).onConflictDoNothing()
}

export async function readSettings(db: Queryable) {
  const [settings] = await db.select().from(citySettings)
  return settings ?? null
}

export interface CityContents {
  isDemo: boolean
  hasCameras: boolean
  hasPeople: boolean
  hasAdministrator: boolean
  /** Nothing was ever imported, drawn or signed up. */
  isEmpty: boolean
}

/** What a start must know before it fills anything. */
export async function cityContents(db: Queryable): Promise<CityContents> {
  const { rows } = await db.execute<CityContents & Record<string, unknown>>(sql`
    SELECT coalesce((SELECT is_demo FROM city_settings), false) AS "isDemo", "hasCameras", "hasPeople", "hasAdministrator",
      NOT ("hasCameras" OR "hasPeople" OR "hasGround") AS "isEmpty"
    FROM (SELECT EXISTS (SELECT 1 FROM cameras) AS "hasCameras", EXISTS (SELECT 1 FROM people) AS "hasPeople",
      EXISTS (SELECT 1 FROM people WHERE role = 'administrator' AND is_active) AS "hasAdministrator",
      EXISTS (SELECT 1 FROM buildings) OR EXISTS (SELECT 1 FROM roads) OR EXISTS (SELECT 1 FROM jurisdictions) AS "hasGround") AS contents`)
  return rows[0]
}
