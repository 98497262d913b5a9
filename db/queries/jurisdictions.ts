import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../server/domain/access'
import type { Queryable } from '../client'
import { jurisdictions } from '../schema'
import type { Extent } from './city'
import { inScope } from './scope'

/** [west, south, east, north] */
const EXTENT = sql<Extent>`json_build_array(ST_XMin(${jurisdictions.geometry}), ST_YMin(${jurisdictions.geometry}), ST_XMax(${jurisdictions.geometry}), ST_YMax(${jurisdictions.geometry}))`

export async function listJurisdictions(db: Queryable, caller: Pick<Caller, 'scope'>) {
  const { id, code, kind, name, nameEn, parentId } = jurisdictions
  return db
    .select({ id, code, kind, name, nameEn, parentId, extent: EXTENT })
    .from(jurisdictions)
    .where(inScope(id, caller))
    .orderBy(sql`array_position(ARRAY['city', 'district', 'station'], ${kind})`, code)
}

export async function findJurisdiction(db: Queryable, caller: Pick<Caller, 'scope'>, id: number) {
  const [row] = await db
    .select()
    .from(jurisdictions)
    .where(and(eq(jurisdictions.id, id), inScope(jurisdictions.id, caller)))
  return row ?? null
}

/** One jurisdiction over everything there is: the start for a city that has drawn none yet. */
export async function createCityFromExtent(db: Queryable, name: string): Promise<void> {
  await db.execute(sql`
    INSERT INTO jurisdictions (code, kind, name, name_en, geometry)
    SELECT 'city', 'city', ${name}, ${name}, ST_SetSRID(ST_Expand(ST_Extent(geometry), 0.0005)::geometry, 4326)
    FROM (SELECT geometry FROM roads UNION ALL SELECT geometry FROM buildings UNION ALL SELECT position FROM cameras) everything HAVING count(*) > 0`)
}

const MADE_UP_CITY = sql`SELECT id FROM jurisdictions WHERE code = 'city' AND import_run_id IS NULL`

/** Takes the made-up city away once real jurisdictions come, unless people or cases stand in it. */
export async function dropMadeUpCity(tx: Queryable): Promise<void> {
  for (const table of ['cameras', 'drawn_areas'])
    await tx.execute(
      sql`UPDATE ${sql.identifier(table)} SET jurisdiction_id = NULL WHERE jurisdiction_id IN (${MADE_UP_CITY})`,
    )
  await tx.execute(sql`
    DELETE FROM jurisdictions j WHERE id IN (${MADE_UP_CITY})
      AND NOT EXISTS (SELECT 1 FROM people WHERE jurisdiction_id = j.id) AND NOT EXISTS (SELECT 1 FROM cases WHERE jurisdiction_id = j.id)`)
}

/** Names a city that has no name yet after its jurisdiction. */
export async function nameCityAfterJurisdiction(tx: Queryable, unnamed: string): Promise<void> {
  await tx.execute(sql`
    UPDATE city_settings SET name = j.name, name_en = coalesce(j.name_en, j.name)
    FROM jurisdictions j WHERE j.kind = 'city' AND city_settings.name_en = ${unnamed}`)
}

const SMALLEST_AT = (position: SQL) => sql`(
  SELECT j.id FROM jurisdictions j WHERE ST_Covers(j.geometry, ${position})
  ORDER BY array_position(ARRAY['station', 'district', 'city'], j.kind), j.id DESC LIMIT 1)`

const PLACES = {
  cameras: sql`position`,
  incidents: sql`position`,
  drawn_areas: sql`ST_PointOnSurface(drawn_areas.geometry)`,
}

/** How many got another jurisdiction. */
export type Reassigned = Record<keyof typeof PLACES, number>

/** Whoever copies a camera's jurisdiction onto what it reads holds this shared, whoever changes it alone. */
export const JURISDICTION_LOCK = 719_404

/** Gives cameras, incidents and drawn areas the smallest jurisdiction that holds them, and passages that of their camera. */
export async function assignJurisdictions(tx: Queryable): Promise<Reassigned> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${JURISDICTION_LOCK})`)
  const reassigned: Reassigned = { cameras: 0, incidents: 0, drawn_areas: 0 }
  for (const [table, place] of Object.entries(PLACES) as [keyof Reassigned, SQL][]) {
    const { rowCount } = await tx.execute(
      sql`UPDATE ${sql.identifier(table)} t SET jurisdiction_id = found.id FROM (SELECT id AS row_id, ${SMALLEST_AT(place)} AS id FROM ${sql.identifier(table)}) found WHERE found.row_id = t.id AND found.id IS DISTINCT FROM t.jurisdiction_id`,
    )
    reassigned[table] = rowCount ?? 0
  }
  for (const table of ['passages', 'passage_hours'])
    await tx.execute(
      sql`UPDATE ${sql.identifier(table)} t SET jurisdiction_id = c.jurisdiction_id FROM cameras c WHERE c.id = t.camera_id AND c.jurisdiction_id IS DISTINCT FROM t.jurisdiction_id`,
    )
  return reassigned
}
