/** A statement that is planned once answers to each what that one may see: the plan is kept, not the answer. */
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '../server/domain/access'
import { openCase } from '../server/services/cases'
import { runImport } from '../server/services/import-run'
import { cameraRecord, PLAIN, passageRecord, TWO_DISTRICTS } from '../server/testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../server/testing/test-city'
import { type Connection, connect, onBehalfOf } from './client'
import { openCaseContext } from './guarded-pool'
import { passagesOfPlate } from './queries/passages'
import { jurisdictions } from './schema'

const AT = Date.UTC(2026, 0, 15, 4)
const PLATE = '澧A10001'
/** As often as PostgreSQL plans anew before it keeps a plan, and more. */
const TIMES = 8

let city: TestCity
/** All ask through one and the same connection. */
let one: Connection
beforeAll(async () => {
  city = await openTestCity()
  one = connect(city.url, { max: 1 })
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: [-0.004, 0.004].map((east, i) => cameraRecord(`c${i}`, { lng: PLAIN[0] + east, readsPlates: true })),
      passages: [0, 1].map((i) => passageRecord(PLATE, `c${i}`, AT + i * 60_000)),
    },
    [],
  )
})
afterAll(async () => {
  await one.close()
  await city.close()
  await stopTestDatabase()
})

/** The codes of the cameras whose passages are read. */
const read = (caller: Caller, caseId: number | null): Promise<string[]> =>
  onBehalfOf(one, caller).db.transaction(async (tx) => {
    if (caseId !== null) await tx.execute(openCaseContext(caseId))
    const window = { plate: PLATE, from: new Date(AT - 1), to: new Date(AT + 120_000) }
    return (await passagesOfPlate(tx, { scope: null, owners: null }, window, 10)).map(({ cameraCode }) => cameraCode)
  })

it('gives each asker their own rows, in any order and many times over', async () => {
  const [west] = (await one.db.select().from(jurisdictions)).filter(({ code }) => code === 'west')
  const officer = await addCaller(city.connection, 'officer')
  const colleague = await addCaller(city.connection, 'officer', { unit: 'unit B' })
  const western = await addCaller(city.connection, 'officer', { scope: [west.id] })
  const leader = await addCaller(city.connection, 'leadership')
  const given = { number: 'A-1', offenceClass: 'hit-and-run', reason: 'Grey car left the scene after a crash', validDays: 7 } as const // biome-ignore format: one case
  const { id } = await openCase(city.connection, officer, given)
  for (let i = 0; i < TIMES; i++) {
    expect(await read(officer, id)).toEqual(['c0', 'c1'])
    expect(await read(colleague, id)).toEqual([])
    expect(await read(western, id)).toEqual(['c0'])
    expect(await read(officer, null)).toEqual([])
    expect(await read(leader, id)).toEqual([])
    expect(await read(officer, id)).toEqual(['c0', 'c1'])
  }
})

it('is planned once by a connection to a server, and on a session that processes share not kept at all', async () => {
  const { rows } = await one.db.execute<{ n: number }>(
    sql`SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE '/* planned once */%FROM passages p%'`,
  )
  expect(rows[0].n).toBe(one.isEmbedded ? 0 : 1)
})
