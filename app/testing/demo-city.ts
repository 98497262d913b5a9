/** What the tests need to know of the running demo city, read from its database. */
import { type SQL, sql } from 'drizzle-orm'
import { connect } from '../../db/client'
import { openDatabase } from '../../db/open-database'
import { DATA_FOLDER } from './browser'

/** Runs a statement in the running city's database. */
export async function changeDatabase<T extends Record<string, unknown>>(query: SQL): Promise<T[]> {
  const { url } = await openDatabase({ databaseUrl: process.env.DATABASE_URL || null, dataFolder: DATA_FOLDER })
  const connection = connect(url)
  const { rows } = await connection.db.execute<T>(query)
  await connection.close()
  return rows as T[]
}

const firstRow = async <T extends Record<string, unknown>>(query: SQL): Promise<T> =>
  (await changeDatabase<T>(query))[0]

/** A plate whose day holds many passages, all at cameras with recordings. */
export const findBusyPlate = () =>
  firstRow<{ plate: string }>(sql`
    SELECT p.plate FROM passages p JOIN cameras c ON c.id = p.camera_id
    GROUP BY p.plate HAVING bool_and(c.stream_path <> 'clip-00') AND count(*) BETWEEN 12 AND 40 ORDER BY count(*) DESC, p.plate LIMIT 1`)

/** A working fixed camera on a pole in the middle of the city that sees some street. */
export const findFixedCamera = () =>
  firstRow<{ id: number; lng: number; lat: number }>(sql`
    SELECT c.id, ST_X(position) AS lng, ST_Y(position) AS lat FROM cameras c JOIN viewsheds v ON v.camera_id = c.id
    WHERE kind = 'fixed' AND state = 'working' AND bearing IS NOT NULL AND mount_kind = 'pole' AND NOT reads_plates AND retired_at IS NULL AND v.area_m2 > 2500
    ORDER BY position <-> (SELECT ST_SetSRID(ST_Centroid(ST_Extent(geometry)::geometry), 4326) FROM roads WHERE road_class = 'primary'), c.id LIMIT 1`)

/** A fixed SD camera with a wide lens, of which everything is known. */
export const findGapFiller = () =>
  firstRow<{ id: number; lng: number; lat: number }>(sql`
    SELECT id, ST_X(position) AS lng, ST_Y(position) AS lat FROM cameras
    WHERE kind = 'fixed' AND pixels_wide = 704 AND focal_mm = 4 AND height_m < 7 AND tilt < 25 AND bearing IS NOT NULL AND retired_at IS NULL
    ORDER BY hfov IS NULL, id LIMIT 1`)

/** A PTZ with limits and a known zoom. */
export const findPtz = () =>
  firstRow<{ id: number; lng: number; lat: number }>(sql`
    SELECT id, ST_X(position) AS lng, ST_Y(position) AS lat FROM cameras
    WHERE kind = 'ptz' AND sweep_from IS NOT NULL AND tele_hfov IS NOT NULL AND bearing IS NOT NULL AND retired_at IS NULL ORDER BY id LIMIT 1`)

/** A working PTZ whose mount the media server turns, and whose home is known. */
export const findSteerable = () =>
  firstRow<{ id: number; lng: number; lat: number }>(sql`
    SELECT id, ST_X(position) AS lng, ST_Y(position) AS lat FROM cameras
    WHERE kind = 'ptz' AND stream_path LIKE 'clip-%~%' AND state = 'working' AND bearing IS NOT NULL AND retired_at IS NULL ORDER BY id LIMIT 1`)

/** The district with most cameras out of order. */
export const findDistrictWithFault = () =>
  firstRow<{ id: number }>(sql`
    SELECT j.id FROM jurisdictions j JOIN cameras c ON ST_Covers(j.geometry, c.position)
    WHERE j.kind = 'district' AND c.state IN ('fault', 'offline') AND c.retired_at IS NULL
    GROUP BY j.id ORDER BY count(*) DESC, j.id LIMIT 1`)

/** A place in a square with most cameras about it, which see it or are kept from it. */
export const findBlockedPoint = () =>
  firstRow<{ lng: number; lat: number }>(sql`
    SELECT ST_X(c.position) + 0.0003 AS lng, ST_Y(c.position) AS lat FROM cameras c
    JOIN cameras near ON near.id <> c.id AND ST_DWithin(near.position::geography, c.position::geography, 90) AND near.retired_at IS NULL
    WHERE c.state = 'working' AND c.kind <> 'fixed' AND NOT c.is_indoor
    GROUP BY c.id ORDER BY count(*) DESC, c.id LIMIT 1`)

/** Working cameras with a stream, in the order of their numbers. */
export const findWatchable = (count: number) =>
  changeDatabase<{ id: number; lng: number; lat: number }>(sql`
    SELECT id, ST_X(position) AS lng, ST_Y(position) AS lat FROM cameras
    WHERE stream_path IS NOT NULL AND state = 'working' AND retired_at IS NULL AND NOT is_planned ORDER BY id LIMIT ${count}`)
