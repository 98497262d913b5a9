import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { LineString } from 'geojson'
import type { Street } from '../../server/domain/streets'
import type { Queryable } from '../client'
import { parseEwkb } from '../ewkb'
import { blindSpotRuns } from '../schema'
import { type Box, envelope } from './buildings'

const INSIDE = (jurisdictionId: number) => sql`(SELECT geometry FROM jurisdictions WHERE id = ${jurisdictionId})`

async function streetsWhere(db: Queryable, where: SQL): Promise<Street[]> {
  const { rows } = await db.execute<Omit<Street, 'geometry'> & { geometry: string } & Record<string, unknown>>(sql`
    SELECT geometry, road_class AS "roadClass", width_m AS "widthM", lanes, is_tunnel AS "isTunnel", name
    FROM roads WHERE ${where} ORDER BY id`)
  return rows.map((row) => ({ ...row, geometry: parseEwkb(row.geometry) as LineString }))
}

/** The streets that touch the box of a jurisdiction. */
export const streetsIn = (db: Queryable, jurisdictionId: number) =>
  streetsWhere(db, sql`geometry && ${INSIDE(jurisdictionId)}`)

/** The streets that touch a box. */
export const streetsInBox = (db: Queryable, box: Box) => streetsWhere(db, sql`geometry && ${envelope(box)}`)

/** The stretches of a street that touch a jurisdiction. */
export const streetNamed = (db: Queryable, jurisdictionId: number, name: string) =>
  streetsWhere(db, sql`name = ${name} AND ST_Intersects(geometry, ${INSIDE(jurisdictionId)})`)

/** English names of the streets that have both. */
export async function englishStreetNames(db: Queryable, jurisdictionId: number): Promise<Map<string, string>> {
  const { rows } = await db.execute<{ name: string; nameEn: string }>(sql`
    SELECT DISTINCT ON (name) name, name_en AS "nameEn" FROM roads WHERE geometry && ${INSIDE(jurisdictionId)} AND name IS NOT NULL AND name_en IS NOT NULL ORDER BY name, id`)
  return new Map(rows.map((row) => [row.name, row.nameEn]))
}

/** Changes with the shape of the stored result. */
const RESULT_VERSION = 3

/** Changes whenever anything that a jurisdiction's blind spots are computed from does; `coverage` stands for what is seen. */
export async function blindSpotInputHash(db: Queryable, jurisdictionId: number, coverage: string): Promise<string> {
  const { rows } = await db.execute<{ hash: string }>(sql`
    SELECT md5(concat_ws('|', ${RESULT_VERSION}::text, ${coverage}::text,
      (SELECT md5(ST_AsBinary(geometry)) FROM jurisdictions WHERE id = ${jurisdictionId}),
      (SELECT max(id) FROM import_runs WHERE kind IN ('osm', 'demo')),
      (SELECT md5(string_agg(w::text, ',' ORDER BY w.subject)) FROM watch_rules w),
      (SELECT md5(string_agg(d.id || '.' || d.version, ',' ORDER BY d.id)) FROM drawn_areas d))) AS hash`)
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
