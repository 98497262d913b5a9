/** A city's passages, 100 million of them: how soon the questions are answered, alone and while 10,000 more come every second. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type SQL, sql } from 'drizzle-orm'
import { asSystem, onBehalfOf } from '../../db/client'
import { passagesByHour, passageWeights } from '../../db/queries/heat'
import { passagesOfPlate } from '../../db/queries/passages'
import { people } from '../../db/schema'
import type { Caller } from '../../server/domain/access'
import { LEAST_VEHICLES } from '../../server/domain/least-vehicles'
import { PlateIndex } from '../../server/domain/plate-index'
import { platePattern } from '../../server/domain/plate-pattern'
import { seededRandom } from '../../server/domain/testing/random'
import { openCase, requireOpenCase } from '../../server/services/cases'
import { type BenchCase, resultOf, rounded } from './measure'
import { CAMERAS, DAYS, FROM, openPassageStore, type PassageStore, PLATES, SEED, TO } from './passage-store'

const ROWS = 100_000_000
const TRACED = 300
const PATTERNS = 40
const LIKE = 40
const ARRIVING = 10_000
const HEATS = 9
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SENDER = fileURLToPath(new URL('./passage-sender.ts', import.meta.url))
const RUN = fileURLToPath(new URL('../run.mjs', import.meta.url))

const quantile = (times: readonly number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(part * times.length))]
const median = (times: readonly number[]) => quantile(times, 0.5)

async function timed<T>(work: () => Promise<T> | T): Promise<[ms: number, result: T]> {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}

async function anOfficer({ connection }: PassageStore): Promise<{ officer: Caller; caseId: number }> {
  const name = `bench ${Date.now()}`
  const row = { username: name, displayName: name, role: 'officer' as const, unit: name, passwordHash: '' }
  const [{ id }] = await connection.db.insert(people).values(row).returning({ id: people.id })
  const officer: Caller = { personId: id, displayName: name, role: 'officer', unit: name, scope: null, owners: null }
  const reason = 'Grey car left the scene after hitting a cyclist'
  const given = { number: name, offenceClass: 'hit-and-run', reason, validDays: 7 } as const
  return { officer, caseId: (await openCase(asSystem(connection), officer, given)).id }
}

/** One plate over 30 days by the product's own query, under the policies of an officer with an open case. */
async function traceTimes(store: PassageStore): Promise<{ times: number[]; rows: number }> {
  const { officer, caseId } = await anOfficer(store)
  const { db } = onBehalfOf(asSystem(store.connection), officer)
  const random = seededRandom(SEED)
  const plates = Array.from({ length: TRACED }, () => store.plates[Math.floor(random() * store.plates.length)])
  const times: number[] = []
  let rows = 0
  await db.transaction(async (tx) => {
    await requireOpenCase(tx, officer, caseId)
    for (const isWarm of [false, true])
      for (const plate of plates) {
        const [ms, found] = await timed(() =>
          passagesOfPlate(tx, officer, { plate, from: new Date(FROM), to: new Date(TO) }, 10_001),
        )
        if (!isWarm) continue
        times.push(ms)
        rows += found.length
      }
  })
  return { times, rows }
}

/** A day begins where it does in the city, which is no day of UTC; the month is all there is. */
const spanOf = (days: number): [from: Date, to: Date] => {
  const from = FROM + (days === 1 ? 16 * HOUR_MS : 0)
  return [new Date(from), new Date(from + days * DAY_MS)]
}

/** As leadership asks, under its policies. */
async function heatTimes({ connection }: PassageStore, days: number) {
  const leader = { role: 'leadership', unit: 'bench', scope: null, owners: null } as const
  const { db } = onBehalfOf(asSystem(connection), leader)
  const [from, to] = spanOf(days)
  const times: number[] = []
  for (let i = 0; i < HEATS; i++) {
    const [byCamera] = await timed(() => passageWeights(db, leader, from, to))
    const [byHour] = await timed(() => passagesByHour(db, leader, from, to))
    if (i > 1) times.push(byCamera + byHour)
  }
  return median(times)
}

/** The same from the passages themselves, and in how many cameras' hours the two differ; vehicles are compared for a day, since telling them apart in a hundred million rows takes long. */
async function rawHeat({ connection }: PassageStore, days: number): Promise<{ ms: number; differing: number }> {
  const [from, to] = spanOf(days).map((at) => at.toISOString())
  const counts = (vehicles: SQL) => sql`
    SELECT camera_id, date_trunc('hour', passed_at, 'UTC') AS hour, count(*)::int AS passages, ${vehicles} AS vehicles
    FROM passages WHERE passed_at >= ${from}::timestamptz AND passed_at < ${to}::timestamptz GROUP BY 1, 2`
  const plain = counts(sql`0`)
  const raw = days === 1 ? counts(sql`count(DISTINCT plate)::int`) : plain
  const counted = sql`SELECT camera_id, hour, passages, ${days === 1 ? sql`vehicles` : sql`0`} AS vehicles FROM passage_hours WHERE hour >= ${from}::timestamptz AND hour < ${to}::timestamptz`
  const [ms] = await timed(() => connection.db.execute(sql`SELECT count(*), sum(passages) FROM (${plain}) r`))
  const { rows } = await connection.db.execute<{ differing: number }>(sql`
    SELECT count(*)::int AS differing FROM (${raw}) r FULL JOIN (${counted}) c USING (camera_id, hour)
    WHERE r.passages IS DISTINCT FROM c.passages OR r.vehicles IS DISTINCT FROM c.vehicles`)
  return { ms, differing: rows[0].differing + (await differingDays(connection)) }
}

/** How many days of cameras are not what their hours add up to. */
async function differingDays({ db }: PassageStore['connection']): Promise<number> {
  const { rows } = await db.execute<{ differing: number }>(sql`
    SELECT count(*)::int AS differing FROM passage_days d FULL JOIN (
      SELECT date_trunc('day', hour, 'UTC') AS day, camera_id, sum(passages) FILTER (WHERE vehicles >= ${LEAST_VEHICLES}) AS passages
      FROM passage_hours GROUP BY 1, 2) h USING (day, camera_id)
    WHERE d.passages IS DISTINCT FROM coalesce(h.passages, 0)`)
  return rows[0].differing
}

/** The province, which all have, and three characters of the other six; in every second the rest may be any. */
function threeKnown(random: () => number, plates: readonly string[]): string {
  const plate = plates[Math.floor(random() * plates.length)]
  const places = new Set<number>()
  while (places.size < 3) places.add(1 + Math.floor(random() * 6))
  const pattern = [...plate].map((character, i) => (i === 0 || places.has(i) ? character : '?')).join('')
  return random() < 0.5 ? pattern.replace(/\?+$/, '*') : pattern
}

async function wildcards({ connection, plates }: PassageStore, index: PlateIndex) {
  await connection.db.execute(sql`CREATE EXTENSION IF NOT EXISTS pg_trgm`)
  await connection.db.execute(sql`CREATE INDEX IF NOT EXISTS plates_trigrams ON plates USING gin (plate gin_trgm_ops)`)
  const random = seededRandom(SEED)
  const [ours, trigrams]: [number[], number[]] = [[], []]
  let differing = 0
  for (let i = 0; i < PATTERNS; i++) {
    const text = threeKnown(random, plates)
    const like = text.replaceAll('?', '_').replaceAll('*', '%')
    for (const isWarm of [false, true]) {
      const [ms, { found }] = await timed(() => index.matching(platePattern(text), 1_000_000))
      const [peerMs, { rows }] = await timed(() =>
        connection.db.execute<{ plate: string }>(sql`SELECT plate FROM plates WHERE plate LIKE ${like}`),
      )
      if (!isWarm) continue
      ours.push(ms)
      trigrams.push(peerMs)
      const same = new Set(found)
      if (rows.length !== found.length || rows.some(({ plate }) => !same.has(plate))) differing++
    }
  }
  return { ours, trigrams, differing }
}

function likenesses(plates: readonly string[], index: PlateIndex): number[] {
  const random = seededRandom(SEED + 1)
  return Array.from({ length: LIKE }, () => {
    const plate = [...plates[Math.floor(random() * plates.length)]]
    plate[2 + Math.floor(random() * 5)] = '8'
    const start = performance.now()
    index.like(plate.join(''), 1.5, 300)
    return performance.now() - start
  })
}

const saying = async (child: ChildProcess) => ((await once(child, 'message')) as [{ perS: number }])[0]

/** The questions once more while passages of the day after arrive; then those are taken away again. */
async function whileArriving(store: PassageStore, index: PlateIndex) {
  const sender = fork(RUN, [SENDER, store.url, String(TO), String(ARRIVING)])
  await saying(sender)
  const trace = await traceTimes(store)
  const wild = await wildcards(store, index)
  const like = likenesses(store.plates, index)
  const [day, month] = [await heatTimes(store, 1), await heatTimes(store, DAYS)]
  sender.send('end')
  const { perS } = await saying(sender)
  await once(sender, 'exit')
  await store.connection.db.execute(sql`DROP TABLE passages_2026_03_31`)
  await store.connection.db.execute(sql`TRUNCATE stale_hours`)
  return { trace: quantile(trace.times, 0.95), wild: median(wild.ours), like: quantile(like, 0.95), day, month, perS }
}

async function bytesPerRow({ connection, rows }: PassageStore) {
  const { rows: sizes } = await connection.db.execute<{ heap: number; all: number }>(sql`
    SELECT sum(pg_table_size(inhrelid))::float8 AS heap, sum(pg_total_relation_size(inhrelid))::float8 AS all FROM pg_inherits WHERE inhparent = 'passages'::regclass`)
  return { heap: sizes[0].heap / rows, all: sizes[0].all / rows }
}

async function run() {
  const store = await openPassageStore(ROWS)
  try {
    await store.connection.db.execute(sql`DROP TABLE IF EXISTS passages_2026_03_31`)
    const index = new PlateIndex()
    for (const plate of store.plates) index.add(plate)
    const size = await bytesPerRow(store)
    const trace = await traceTimes(store)
    const wild = await wildcards(store, index)
    const like = likenesses(store.plates, index)
    const [day, month] = [await heatTimes(store, 1), await heatTimes(store, DAYS)]
    const busy = await whileArriving(store, index)
    const [rawDay, rawMonth] = [await rawHeat(store, 1), await rawHeat(store, DAYS)]
    const p95 = quantile(trace.times, 0.95)
    const result = resultOf(
      { case: 'passages', n: ROWS, unit: 'ms', seed: SEED },
      p95,
      {
        'pg_trgm, three characters known': median(wild.trigrams),
        'raw count, a day': rawDay.ms,
        'raw count, 30 days': rawMonth.ms,
      },
      {
        'pg_trgm, three characters known': wild.differing,
        'raw count, a day': rawDay.differing,
        'raw count, 30 days': rawMonth.differing,
      },
      { 'pg_trgm, three characters known': median(wild.ours), 'raw count, a day': day, 'raw count, 30 days': month },
    )
    result.beside = {
      onePlateP50Ms: rounded(median(trace.times)),
      onePlateRows: rounded(trace.rows / TRACED),
      wildcardMs: rounded(median(wild.ours)),
      wildcardP95Ms: rounded(quantile(wild.ours, 0.95)),
      likeP50Ms: rounded(median(like)),
      likeP95Ms: rounded(quantile(like, 0.95)),
      heatDayMs: rounded(day),
      heatMonthMs: rounded(month),
      arrivingRowsPerS: rounded(busy.perS),
      onePlateP95MsArriving: rounded(busy.trace),
      wildcardMsArriving: rounded(busy.wild),
      likeP95MsArriving: rounded(busy.like),
      heatDayMsArriving: rounded(busy.day),
      heatMonthMsArriving: rounded(busy.month),
      heapBytesPerRow: rounded(size.heap),
      bytesPerRowWithIndexes: rounded(size.all),
    }
    const notes = [
      `${ROWS.toLocaleString('en')} passages of ${PLATES.toLocaleString('en')} plates at ${CAMERAS.toLocaleString('en')} cameras in ${DAYS} days; fsync on`,
    ]
    return { result, notes }
  } finally {
    await store.stop()
  }
}

export const passagesCase: BenchCase = {
  name: 'passages',
  about:
    'one plate over 30 days, wildcards, likeness and heat among 100 million passages, alone and while 10,000 a second arrive',
  packages: ['postgresql-15', 'postgresql-15-postgis-3'],
  run,
}
