/** Days and jurisdictions add up to the hours they are made of, whatever happens to those; and who asks is shown no more of them. */
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../server/domain/access'
import { LEAST_VEHICLES } from '../server/domain/least-vehicles'
import { seededRandom } from '../server/domain/testing/random'
import { runImport } from '../server/services/import-run'
import { cameraRecord, PLAIN, TWO_DISTRICTS } from '../server/testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../server/testing/test-city'
import { onBehalfOf } from './client'
import { passagesByHour, passageWeights } from './queries/heat'
import { cameras, jurisdictions, passageHours } from './schema'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FROM = Date.UTC(2026, 0, 10)
const SEEDS = [1, 2, 3]
const OWNERS = ['public', 'enterprise', 'resident'] as const

let city: TestCity
let askers: Caller[]
let ids: { camera: number[]; jurisdiction: number[] }
const placeOf = new Map<number, string>()

beforeAll(async () => {
  city = await openTestCity()
  const records = Array.from({ length: 6 }, (_, i) =>
    cameraRecord(`c${i}`, { lng: PLAIN[0] + (i - 2.5) * 0.004, ownership: OWNERS[i % 3] }),
  )
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras: records },
    [],
  )
  const { db } = city.connection
  const [found, places] = [await db.select().from(cameras), await db.select().from(jurisdictions)]
  ids = { camera: found.map(({ id }) => id), jurisdiction: places.map(({ id }) => id) }
  for (const { id, code } of found) placeOf.set(id, String(records.find((record) => record.code === code)!.lng))
  const west = places.find(({ code }) => code === 'west')!.id
  askers = [
    await addCaller(city.connection, 'leadership'),
    await addCaller(city.connection, 'leadership', { scope: [west] }),
    await addCaller(city.connection, 'leadership', { owners: ['public', 'resident'] }),
    await addCaller(city.connection, 'leadership', { scope: [west], owners: ['enterprise'] }),
  ]
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const db = () => city.connection.db
const rows = async (query: SQL) => (await db().execute(query)).rows

/** What the sums should be, from the hours. */
async function expectSums(): Promise<void> {
  const summed = sql`coalesce(sum(passages) FILTER (WHERE vehicles >= ${LEAST_VEHICLES}), 0)::int AS passages, count(*)::int`
  expect(
    await rows(sql`SELECT day, camera_id, jurisdiction_id, passages, hours FROM passage_days ORDER BY 1, 2, 3`),
  ).toEqual(
    await rows(
      sql`SELECT date_trunc('day', hour, 'UTC') AS day, camera_id, coalesce(jurisdiction_id, 0) AS jurisdiction_id, ${summed} AS hours FROM passage_hours GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    ),
  )
  expect(
    await rows(sql`SELECT hour, jurisdiction_id, passages, cameras FROM jurisdiction_hours ORDER BY 1, 2`),
  ).toEqual(
    await rows(
      sql`SELECT hour, coalesce(jurisdiction_id, 0) AS jurisdiction_id, ${summed} AS cameras FROM passage_hours GROUP BY 1, 2 ORDER BY 1, 2`,
    ),
  )
}

const oneOf = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)]

let moves = 0

/** Hours come, change, move to another jurisdiction and go, many in one statement. */
function randomChange(random: () => number): SQL {
  const hour = () => sql`${new Date(FROM + Math.floor(random() * 96) * HOUR).toISOString()}::timestamptz`
  const place = () => (random() < 0.2 ? sql`NULL::int` : sql`${oneOf(random, ids.jurisdiction)}::int`)
  const camera = oneOf(random, ids.camera)
  const kind = random()
  if (kind < 0.6) {
    const added = Array.from({ length: 12 }, () => {
      const vehicles = Math.floor(random() * 10)
      return sql`(${oneOf(random, ids.camera)}::int, ${hour()}, ${place()}, ${vehicles + Math.floor(random() * 5)}::int, ${vehicles}::int)`
    })
    return sql`INSERT INTO passage_hours (camera_id, hour, jurisdiction_id, passages, vehicles) SELECT DISTINCT ON (c, h) * FROM (VALUES ${sql.join(added, sql`, `)}) v (c, h, j, p, n)
      ON CONFLICT (hour, camera_id) DO UPDATE SET passages = excluded.passages, vehicles = excluded.vehicles`
  }
  if (kind < 0.75) return sql`UPDATE passage_hours SET jurisdiction_id = ${place()} WHERE camera_id = ${camera}`
  if (kind < 0.85)
    return sql`UPDATE passage_hours SET hour = hour + ${++moves} * interval '100 days' WHERE hour < ${hour()} AND camera_id = ${camera}`
  if (kind < 0.98)
    return sql`DELETE FROM passage_hours WHERE hour >= ${hour()} AND camera_id <> ${camera} AND vehicles % 2 = 0`
  return sql`TRUNCATE passage_hours`
}

describe.each(SEEDS)('the sums of hours, seed %i', (seed) => {
  beforeEach(() => db().delete(passageHours))

  it('hold after every change, also of several at once', async () => {
    const random = seededRandom(seed)
    for (let round = 0; round < 25; round++) {
      const changes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomChange(random))
      await Promise.all(changes.map((change) => db().execute(change)))
      await expectSums()
    }
  })

  it('answer for any span what its hours answer, to each what they may see', async () => {
    const random = seededRandom(seed)
    const hours = ids.camera.flatMap((cameraId) =>
      Array.from({ length: 96 }, (_, n) => ({ cameraId, hour: new Date(FROM + n * HOUR) })).filter(
        () => random() < 0.7,
      ),
    )
    await db()
      .insert(passageHours)
      .values(
        hours.map(({ cameraId, hour }) => {
          const vehicles = Math.floor(random() * 12)
          return { cameraId, hour, passages: vehicles * 2, vehicles, jurisdictionId: null }
        }),
      )
    await db().execute(
      sql`UPDATE passage_hours h SET jurisdiction_id = c.jurisdiction_id FROM cameras c WHERE c.id = h.camera_id`,
    )
    for (let round = 0; round < 40; round++) {
      const [from, to] = [Math.floor(random() * 100) - 2, Math.floor(random() * 100)]
        .sort((a, b) => a - b)
        .map((n) => new Date(FROM + n * HOUR))
      const asker = oneOf(random, askers)
      await expectSameAsHours(asker, from, to)
    }
    await expectSameAsHours(askers[0], new Date(FROM), new Date(FROM + 4 * DAY))
  })
})

async function expectSameAsHours(asker: Caller, from: Date, to: Date): Promise<void> {
  const theirs = onBehalfOf(city.connection, asker).db
  const { rows: read } = await theirs.execute<{ camera: number; hour: number; passages: number; vehicles: number }>(
    sql`SELECT camera_id AS camera, extract(epoch FROM hour)::float8 * 1000 AS hour, passages, vehicles FROM passage_hours
      WHERE hour >= ${from.toISOString()}::timestamptz AND hour < ${to.toISOString()}::timestamptz`,
  )
  const [byPlace, byHour] = [new Map<string, number>(), new Map<number, number>()]
  for (const { camera, hour, passages, vehicles } of read) {
    const counted = vehicles >= LEAST_VEHICLES ? passages : 0
    byPlace.set(placeOf.get(camera)!, (byPlace.get(placeOf.get(camera)!) ?? 0) + counted)
    if (counted > 0) byHour.set(hour, (byHour.get(hour) ?? 0) + counted)
  }
  const weights = await passageWeights(theirs, asker, from, to)
  expect(new Map(weights.map(({ lng, weight }) => [String(lng), weight]))).toEqual(byPlace)
  const profile = await passagesByHour(theirs, asker, from, to)
  expect(profile).toEqual([...byHour].sort(([a], [b]) => a - b).map(([hour, passages]) => ({ hour, passages })))
}
