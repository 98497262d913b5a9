import { and, eq, sql } from 'drizzle-orm'
import type { LineString, MultiPolygon, Polygon } from 'geojson'
import type { Street } from '../../server/domain/streets'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { blindSpotRuns } from '../schema'
import { type Outline, outlinesTouching } from './buildings'

const INSIDE = (jurisdictionId: number) => sql`(SELECT geometry FROM jurisdictions WHERE id = ${jurisdictionId})`

/** The streets that touch a jurisdiction. */
export async function streetsIn(db: Queryable, jurisdictionId: number): Promise<Street[]> {
  const { rows } = await db.execute<Omit<Street, 'geometry'> & { geometry: string } & Record<string, unknown>>(sql`
    SELECT geometry, road_class AS "roadClass", width_m AS "widthM", lanes, is_tunnel AS "isTunnel", name
    FROM roads WHERE geometry && ${INSIDE(jurisdictionId)} ORDER BY id`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as LineString }))
}

/** English names of the streets that have both. */
export async function englishStreetNames(db: Queryable, jurisdictionId: number): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ name: string; nameEn: string }>(sql`
    SELECT DISTINCT ON (name) name, name_en AS "nameEn" FROM roads WHERE geometry && ${INSIDE(jurisdictionId)} AND name IS NOT NULL AND name_en IS NOT NULL ORDER BY name, id`)
  return new Map(rows.map((row) => [row.name, row.nameEn]))
}

/** What the cameras that exist see of a jurisdiction. */
export async function viewshedGeometriesIn(db: Queryable, jurisdictionId: number): Promise<(Polygon | MultiPolygon)[]> {
  const { rows } = await db.execute<{ geometry: string }>(sql`
    SELECT v.geometry FROM viewsheds v JOIN cameras c ON c.id = v.camera_id
    WHERE v.geometry && ${INSIDE(jurisdictionId)} AND c.retired_at IS NULL AND NOT c.is_planned ORDER BY c.id`)
  return rows.map((row) => parseEwkb(row.geometry) as Polygon | MultiPolygon)
}

export const outlinesIn = (db: Queryable, jurisdictionId: number): Promise<Outline[]> =>
  outlinesTouching(db, INSIDE(jurisdictionId))

/** Changes with the shape of the stored result. */
const RESULT_VERSION = 2

/** Changes whenever anything that a jurisdiction's blind spots are computed from does. */
export async function blindSpotInputHash(db: Queryable, jurisdictionId: number): Promise<string> {
  const { rows } = await db.execute<{ hash: string }>(sql`
    SELECT md5(concat_ws('|', ${RESULT_VERSION}::text,
      (SELECT md5(ST_AsBinary(geometry)) FROM jurisdictions WHERE id = ${jurisdictionId}),
      (SELECT max(id) FROM import_runs WHERE kind IN ('osm', 'demo')),
      (SELECT md5(string_agg(v.input_hash || c.is_planned || (c.retired_at IS NULL), ',' ORDER BY c.id)) FROM viewsheds v JOIN cameras c ON c.id = v.camera_id
        WHERE v.geometry && ${INSIDE(jurisdictionId)}))) AS hash`)
  return rows[0].hash
}

export async function findBlindSpotRun(db: Queryable, jurisdictionId: number, question: string) {
  const [run] = await db
    .select()
    .from(blindSpotRuns)
    .where(and(eq(blindSpotRuns.jurisdictionId, jurisdictionId), eq(blindSpotRuns.question, question)))
  return run ?? null
}

export async function storeBlindSpotRun(db: Queryable, run: typeof blindSpotRuns.$inferInsert): Promise<void> {
  const { jurisdictionId: _id, question: _question, ...values } = run
  await db
    .insert(blindSpotRuns)
    .values(run)
    .onConflictDoUpdate({ target: [blindSpotRuns.jurisdictionId, blindSpotRuns.question], set: values })
}
