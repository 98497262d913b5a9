import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem } from '../../db/client'
import { findSourceByKey, type PassageSourceRow } from '../../db/queries/passage-sources'
import {
  cameraDelays,
  citySettings,
  passageHours,
  passageSourceDays,
  passageSources,
  passages,
  plates,
} from '../../db/schema'
import { seededRandom } from '../domain/testing/random'
import { PassageReader } from '../formats/passage-fields'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { rowCounts } from '../testing/row-counts'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { countStaleHours } from './count-hours'
import { runImport } from './import-run'
import { ingestPassages, tryPassages } from './ingest-passages'

const AT = Date.parse('2026-03-01T08:00:00.123Z')
const DAY_MS = 86_400_000
let city: TestCity
let whole: PassageSourceRow
let west: PassageSourceRow

type Texts = Record<string, string>
const read = (plate: string, camera: string, at: number, more: Texts = {}): Texts => ({
  plate,
  camera_code: camera,
  time: new Date(at).toISOString(),
  ...more,
})
function parsed(list: readonly Texts[]) {
  const reader = new PassageReader()
  for (const [index, texts] of list.entries()) reader.take({ row: index + 1, text: (name) => texts[name] ?? '' })
  return reader.result(list.length)
}
const send = (list: readonly Texts[], source = whole) => ingestPassages(asSystem(city.connection), source, parsed(list))
const stored = () => city.connection.db.select().from(passages)

async function addSource(name: string, jurisdictionId: number | null): Promise<PassageSourceRow> {
  const { db } = city.connection
  await db.insert(passageSources).values({ name, kind: 'key', keyHash: name, jurisdictionId })
  return (await findSourceByKey(db, name))!
}

beforeAll(async () => {
  city = await openTestCity()
  const cameras = [cameraRecord('w', { lng: 126.19 }), cameraRecord('e', { lng: 126.21 })]
  const source = { kind: 'demo', fileName: 'test', sha256: '', attribution: null }
  await runImport(city.connection, source, { jurisdictions: TWO_DISTRICTS, cameras }, [])
  const { rows } = await city.connection.db.execute<{ id: number }>(
    sql`SELECT id FROM jurisdictions WHERE code = 'west'`,
  )
  whole = await addSource('whole', null)
  west = await addSource('west', rows[0].id)
})
beforeEach(async () => {
  for (const table of [passages, plates, passageHours, passageSourceDays, cameraDelays])
    await city.connection.db.delete(table)
  await city.connection.db.execute(sql`DELETE FROM stale_hours`)
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('passages that come in', () => {
  it('are stored as they came, with the plate in its normal form and everything the device said', async () => {
    const more = {
      bearing: '90', speed_kmh: '43', lane: '2', vehicle_class: 'car', vehicle_colour: 'white', vehicle_brand: '大众', plate_colour: 'blue',
      reliability: '97', char_reliability: '测-99,A-98,1-90,2-88,3-90,4-67,5-87', claims: 'covered', source_id: 'p1',
      plate_image: 'http://10.0.0.7/p.jpg', scene_image: 'http://10.0.0.7/s.jpg',
    } // biome-ignore format: one line for what belongs together
    const result = await send([read('测a12345', 'w', AT, more)])
    expect(result).toMatchObject({ read: 1, accepted: 1, duplicates: 0, refused: 0 })
    const [row] = await stored()
    expect(row).toMatchObject({
      plate: '测A12345',
      rawPlate: '测a12345',
      bearing: 90,
      speedKmh: 43,
      lane: '2',
      vehicleBrand: '大众',
      plateColour: 'blue',
      reliability: 97,
      charReliability: [99, 98, 90, 88, 90, 67, 87],
      claims: ['covered'],
      sourceId: 'p1',
      plateImage: 'http://10.0.0.7/p.jpg',
      passageSource: whole.id,
    })
    expect(row.passedAt.getTime()).toBe(AT)
    expect(Math.abs(row.receivedAt.getTime() - Date.now())).toBeLessThan(60_000)
    expect(row.jurisdictionId).not.toBeNull()
  })

  it('are stored once, however often they are sent, in whatever order, and in two batches at once', async () => {
    const batch = Array.from({ length: 200 }, (_, i) =>
      read(`测A${10_000 + (i % 90)}`, i % 2 ? 'w' : 'e', AT + (i % 7) * 1_000 + i),
    )
    const backwards = batch.toReversed()
    const results = await Promise.all([
      send(batch),
      send(backwards),
      send([...batch.slice(50), ...batch.slice(0, 120)]),
    ])
    expect(await stored()).toHaveLength(200)
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(200)
    for (const { read: count, accepted, duplicates, refused } of results)
      expect(accepted + duplicates + refused).toBe(count)
    expect(await send(batch)).toMatchObject({ accepted: 0, duplicates: 200 })
  })

  it('of days that have no partition yet make one, early, late and out of order', async () => {
    const days = [3, -40, 0, 12, -3, -700]
    expect(await send(days.map((day) => read('测A12345', 'w', AT + day * DAY_MS)))).toMatchObject({ accepted: 6 })
    expect(await stored()).toHaveLength(6)
    const [plate] = await city.connection.db.select().from(plates)
    expect([plate.firstDay, plate.lastDay]).toEqual([
      new Date(AT - 700 * DAY_MS).toISOString().slice(0, 10),
      new Date(AT + 12 * DAY_MS).toISOString().slice(0, 10),
    ])
  })

  it('are refused one by one, each with its row and why: the others are stored', async () => {
    await city.connection.db.update(citySettings).set({ passageDays: 4_000 })
    const result = await send([
      read('测A00001', 'w', AT),
      read('测A00002', 'nowhere', AT),
      read('测A00003', 'w', Date.now() + 2 * DAY_MS),
      read('测A00004', 'w', Date.parse('2001-01-01T00:00:00Z')),
      read('', 'w', AT),
      read('测A00006', 'w', AT, { time: 'yesterday' }),
    ])
    expect(result).toMatchObject({ read: 6, accepted: 1, refused: 5 })
    expect(result.remarks.map(({ row, field }) => [row, field]).toSorted()).toEqual([
      [2, 'camera_code'],
      [3, 'time'],
      [4, 'time'],
      [5, 'plate'],
      [6, 'time'],
    ])
    const [day] = await city.connection.db.select().from(passageSourceDays)
    expect(day).toMatchObject({ read: 6, accepted: 1, duplicates: 0, refused: 5 })
    const [source] = await city.connection.db.select().from(passageSources).where(sql`id = ${whole.id}`)
    expect(source.problem).toContain('nowhere')
  })

  it('that hold what no table takes are refused, and cost the others nothing', async () => {
    const result = await send([read('测A00001', 'w', AT), read('测A0\x002', 'w', AT), read('测A00003', 'w\0', AT)])
    expect(result).toMatchObject({ read: 3, accepted: 1, refused: 2 })
    const [source] = await city.connection.db.select().from(passageSources).where(sql`id = ${whole.id}`)
    expect(source.problem).not.toContain('\0')
  })

  it('of other districts are refused to a source that answers for one', async () => {
    const result = await send([read('测A00001', 'w', AT), read('测A00002', 'e', AT)], west)
    expect(result).toMatchObject({ accepted: 1, refused: 1 })
    expect((await stored())[0].plate).toBe('测A00001')
  })

  it('are counted by the hour a moment later, each hour as the passages themselves say', async () => {
    await send([read('测A00001', 'w', AT), read('测A00001', 'w', AT + 1), read('测A00002', 'w', AT)])
    await send([read('测A00003', 'w', AT - 3_600_000), read('测A00003', 'e', AT + 5 * DAY_MS)])
    expect(await countStaleHours(asSystem(city.connection))).toBe(3)
    const counted = await city.connection.db.select().from(passageHours)
    expect(counted.map(({ passages: count, vehicles }) => [count, vehicles]).toSorted()).toEqual([
      [1, 1],
      [1, 1],
      [3, 2],
    ])
    expect(await countStaleHours(asSystem(city.connection))).toBe(0)
    await send([read('测A00009', 'w', AT)])
    await countStaleHours(asSystem(city.connection))
    const again = await city.connection.db.select().from(passageHours)
    expect(again.reduce((sum, { passages: count }) => sum + count, 0)).toBe(6)
  })

  it('tell how late each camera’s reads come at least, which only falls', async () => {
    const now = Date.now()
    await send([read('测A00001', 'w', now - 9_000), read('测A00002', 'w', now - 40_000)])
    await send([read('测A00003', 'w', now - 2_000), read('测A00004', 'e', now + 5_000)])
    await send([read('测A00005', 'w', now - 60_000)])
    const delays = await city.connection.db.select().from(cameraDelays)
    const least = Math.min(...delays.filter(({ leastMs }) => leastMs > 0).map(({ leastMs }) => leastMs))
    expect(least).toBeGreaterThanOrEqual(2_000)
    expect(least).toBeLessThan(9_000)
    expect(Math.min(...delays.map(({ leastMs }) => leastMs))).toBeLessThan(0)
  })
})

describe('a dry run', () => {
  const tried = (list: readonly Texts[], source = whole) => tryPassages(asSystem(city.connection), source, parsed(list))
  const sources = () => city.connection.db.select().from(passageSources).orderBy(passageSources.id)

  it('says of every batch what the real one then says, and writes nothing: no row, no day, no source’s last sign', async () => {
    const random = seededRandom(14)
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]
    const oneOf = (): Texts =>
      read(
        pick(['测A00001', '测a·00001', '测A00002', '测A00003', '?']),
        pick(['w', 'w', 'e', 'nowhere']),
        AT + pick([0, 1, 2, 3, -5, 9 * DAY_MS, -200 * DAY_MS, 40_000 * DAY_MS]),
        { source_id: pick(['', 'p1']), speed_kmh: pick(['43', 'fast']) },
      )
    const totals = { accepted: 0, duplicates: 0, refused: 0 }
    for (let round = 0; round < 12; round++) {
      const batch = Array.from({ length: 25 }, oneOf)
      const source = pick([whole, west])
      const [before, knownSources] = [await rowCounts(city.connection), await sources()]
      const said = await tried(batch, source)
      expect(await rowCounts(city.connection)).toEqual(before)
      expect(await sources()).toEqual(knownSources)
      expect(await send(batch, source), `round ${round}`).toEqual(said)
      expect(await tried(batch, source)).toMatchObject({ accepted: 0, refused: said.refused })
      for (const kind of ['accepted', 'duplicates', 'refused'] as const) totals[kind] += said[kind]
    }
    expect(Object.values(totals).every((count) => count > 20)).toBe(true)
  })

  it('names refused rows with their field, their value and why, and what would be dropped', async () => {
    const { remarks, ...counts } = await tried([read('测A00001', 'nowhere', AT), read('测A00001', 'w', AT)])
    expect(counts).toEqual({ read: 2, accepted: 1, duplicates: 0, refused: 1, dropped: {} })
    expect(remarks).toMatchObject([{ row: 1, field: 'camera_code', value: 'nowhere' }])
    expect(await stored()).toEqual([])
    expect(await tried([])).toMatchObject({ read: 0, accepted: 0 })
  })
})
