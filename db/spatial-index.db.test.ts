/** Under a policy only leakproof operators reach an index: with it a map asks an index, without it every row. */
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from '../server/services/import-run'
import { TWO_DISTRICTS } from '../server/testing/fixtures'
import { openTestCity, stopTestDatabase, type TestCity } from '../server/testing/test-city'
import type { Queryable } from './client'
import { contextOf } from './guarded-pool'

const CAMERAS = 20_000

let city: TestCity
let district: number

beforeAll(async () => {
  city = await openTestCity()
  const { db } = city.connection
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS },
    [],
  )
  const { rows } = await db.execute<{ id: number }>(sql`SELECT id FROM jurisdictions WHERE code = 'west'`)
  district = rows[0].id
  await db.execute(sql`
    INSERT INTO cameras (code, kind, position, height_m, mount_kind, ownership, point_class, provenance, source_kind, source_crs, jurisdiction_id)
    SELECT 'row ' || n, 'fixed', ST_SetSRID(ST_MakePoint(126.18 + 0.0001 * (n % 200), 45.41 + 0.0001 * (n / 200)), 4326), 5, 'pole', 'public', 1, '{}', 'import', 'WGS84', ${district}
    FROM generate_series(1, ${CAMERAS}::int) n`)
  await db.execute(sql`ANALYZE cameras`)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

class Rollback extends Error {}
async function inVain(work: (tx: Queryable) => Promise<void>): Promise<void> {
  const { db } = city.connection
  await db
    .transaction(async (tx) => {
      await work(tx)
      throw new Rollback()
    })
    .catch((error: Error) => {
      if (!(error instanceof Rollback)) throw error
    })
}

/** How the database means to find the cameras of a small box, for a planner of the district. */
async function planOf(tx: Queryable): Promise<string> {
  await tx.execute(sql.raw(contextOf({ role: 'planner', unit: 'A', scope: [district], owners: null })))
  const asked: SQL = sql`EXPLAIN SELECT id FROM cameras WHERE position && ST_MakeEnvelope(126.19, 45.42, 126.191, 45.421, 4326)`
  const { rows } = await tx.execute<{ 'QUERY PLAN': string }>(asked)
  await tx.execute(sql`RESET ROLE`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

describe('a box of the map, under the policy on cameras', () => {
  it('is found by the spatial index', () =>
    inVain(async (tx) => {
      const plan = await planOf(tx)
      expect(plan).toMatch(/Index Scan (using|on) cameras_position/)
      expect(plan).toContain('sightline.scope')
    }))

  it('would be looked for in every row if the operator could leak', () =>
    inVain(async (tx) => {
      await tx.execute(sql`ALTER FUNCTION geometry_overlaps(geometry, geometry) NOT LEAKPROOF`)
      const plan = await planOf(tx)
      expect(plan).not.toContain('cameras_position')
      expect(plan).toMatch(/Seq Scan on cameras/)
    }))
})
