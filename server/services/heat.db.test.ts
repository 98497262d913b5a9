import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jurisdictions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { binIntoHexagons } from '../domain/hexagons'
import { LEAST_VEHICLES } from '../domain/least-vehicles'
import { seededRandom } from '../domain/testing/random'
import type { CameraRecord, IncidentRecord, PassageRecord } from '../formats/records'
import { cameraRecord, PLAIN, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { type HeatSubject, heat, passageProfile } from './heat'
import { runImport } from './import-run'

const HOUR = 3_600_000
const MIDNIGHT = Date.UTC(2026, 0, 15)
const SEED = 11
const EDGE_M = 120

/** 60 cameras over both districts and ten hours of passages, few at some cameras and many at others. */
function randomTraffic(): { cameras: CameraRecord[]; passages: PassageRecord[]; incidents: IncidentRecord[] } {
  const random = seededRandom(SEED)
  const cameras = Array.from({ length: 60 }, (_, i) =>
    cameraRecord(`c${i}`, { lng: 126.182 + random() * 0.036, lat: 45.412 + random() * 0.016, isPlanned: i >= 55 }),
  )
  const passages = cameras.flatMap(({ code }, i) =>
    Array.from({ length: i % 6 === 0 ? 1 + Math.floor(random() * 4) : Math.floor(random() * 60) }, (_, n) =>
      passageRecord(
        `测A${10_000 + Math.floor(random() * 400)}`,
        code,
        MIDNIGHT + Math.floor(random() * 10 * HOUR),
        `${n}`,
      ),
    ),
  )
  const incidents = Array.from({ length: 40 }, (_, i) => ({
    sourceId: `i${i}`,
    kind: 'theft',
    title: 'theft',
    titleEn: null,
    lng: 126.182 + random() * 0.036,
    lat: 45.412 + random() * 0.016,
    startedAt: MIDNIGHT + i * HOUR,
    endedAt: null,
  }))
  return { cameras, passages, incidents }
}

let city: TestCity
let leader: Caller
let westLeader: Caller
const { cameras, passages, incidents } = randomTraffic()
const inWest = ({ lng }: { lng: number }) => lng < PLAIN[0]
const cameraOf = new Map(cameras.map((camera) => [camera.code, camera]))

const ask = (subject: HeatSubject, from: number, to: number, caller = leader) =>
  heat(city.connection, caller, { subject, from, to, edgeM: EDGE_M })

/** The same counts without a database: each point by itself into the same hexagons. */
function countedByHand(points: readonly { lng: number; lat: number }[]): Map<string, number> {
  return new Map(binIntoHexagons(points, { edgeM: EDGE_M, origin: [126.2, 45.42] }).map(({ id, count }) => [id, count]))
}
/** The passages of every camera and hour in which that camera read enough different vehicles. */
function countable(list: readonly PassageRecord[]): PassageRecord[] {
  const hourOf = ({ cameraCode, at }: PassageRecord) => `${cameraCode} ${Math.floor(at / HOUR)}`
  const vehicles = new Map<string, Set<string>>()
  for (const passage of list)
    vehicles.set(hourOf(passage), (vehicles.get(hourOf(passage)) ?? new Set()).add(passage.plate))
  return list.filter((passage) => vehicles.get(hourOf(passage))!.size >= LEAST_VEHICLES)
}
const shownByHand = (list: readonly PassageRecord[]) => countedByHand(placesOf(countable(list)))
const sumOf = (shown: Map<string, number>) => [...shown.values()].reduce((sum, count) => sum + count, 0)
const counts = (cells: readonly { id: string; count: number }[]) => new Map(cells.map(({ id, count }) => [id, count]))
const placesOf = (list: readonly PassageRecord[]) => list.map(({ cameraCode }) => cameraOf.get(cameraCode)!)
const within = (from: number, to: number) => passages.filter(({ at }) => at >= from && at < to)

beforeAll(async () => {
  city = await openTestCity()
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras, passages, incidents },
    [],
  )
  const [west] = await city.connection.db.select().from(jurisdictions).where(eq(jurisdictions.code, 'west'))
  leader = await addCaller(city.connection, 'leadership')
  westLeader = await addCaller(city.connection, 'leadership', { scope: [west.id] })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe(`counts in hexagons, seed ${SEED}`, () => {
  it('are those of the passages themselves, and a hexagon with few vehicles is withheld, also from the total', async () => {
    const { cells, withheld, total } = await ask('passages', MIDNIGHT, MIDNIGHT + 24 * HOUR)
    const shown = shownByHand(passages)
    expect(counts(cells)).toEqual(shown)
    expect(withheld).toBe(countedByHand(placesOf(passages)).size - shown.size)
    expect(withheld).toBeGreaterThan(0)
    expect(total).toBe(sumOf(shown))
    expect(total).toBeLessThan(passages.length)
  })

  it('withhold one vehicle that passed many times', async () => {
    const often = Array.from({ length: 30 }, (_, n) =>
      passageRecord('测A77777', 'c0', MIDNIGHT + 48 * HOUR + n * 60_000, `often ${n}`),
    )
    await runImport(
      city.connection,
      { kind: 'passages', fileName: 'often', sha256: '', attribution: null },
      { passages: often },
      [],
    )
    expect(await ask('passages', MIDNIGHT + 47 * HOUR, MIDNIGHT + 50 * HOUR)).toEqual({
      cells: [],
      withheld: 1,
      total: 0,
    })
  })

  it('are those of the hours that were asked', async () => {
    const [from, to] = [MIDNIGHT + 2 * HOUR, MIDNIGHT + 5 * HOUR]
    const { cells, total } = await ask('passages', from, to)
    const shown = shownByHand(within(from, to))
    expect(counts(cells)).toEqual(shown)
    expect(total).toBe(sumOf(shown))
    expect(await ask('passages', to, from)).toEqual({ cells: [], withheld: 0, total: 0 })
  })

  it('are those of the jurisdictions one answers for', async () => {
    const { cells, total } = await ask('passages', MIDNIGHT, MIDNIGHT + 24 * HOUR, westLeader)
    const mine = shownByHand(passages.filter(({ cameraCode }) => inWest(cameraOf.get(cameraCode)!)))
    expect(counts(cells)).toEqual(mine)
    expect(total).toBe(sumOf(mine))
  })

  it('leave out no incident, however lonely, and no camera that stands', async () => {
    const happened = await ask('incidents', MIDNIGHT, MIDNIGHT + 20 * HOUR)
    expect(happened.withheld).toBe(0)
    expect(counts(happened.cells)).toEqual(countedByHand(incidents.slice(0, 20)))
    const standing = await ask('cameras', 0, 0, westLeader)
    expect(counts(standing.cells)).toEqual(
      countedByHand(cameras.filter((camera) => inWest(camera) && !camera.isPlanned)),
    )
  })
})

describe('the hourly profile', () => {
  it('has one figure for each hour, zero where nothing passed', async () => {
    const profile = await passageProfile(city.connection, leader, MIDNIGHT - 2 * HOUR, MIDNIGHT + 12 * HOUR)
    expect(profile.map(({ hour }) => hour)).toEqual(Array.from({ length: 14 }, (_, i) => MIDNIGHT + (i - 2) * HOUR))
    expect(profile.map((row) => row.passages)).toEqual(
      profile.map(({ hour }) => countable(within(hour, hour + HOUR)).length),
    )
    expect(profile.filter((row) => row.passages === 0).length).toBe(4)
    const total = profile.reduce((sum, row) => sum + row.passages, 0)
    expect(total).toBeLessThan(passages.length)
    expect((await ask('passages', MIDNIGHT, MIDNIGHT + 12 * HOUR)).total).toBe(total)
  })

  it('is that of the jurisdictions one answers for', async () => {
    const profile = await passageProfile(city.connection, westLeader, MIDNIGHT, MIDNIGHT + 10 * HOUR)
    expect(profile.reduce((sum, row) => sum + row.passages, 0)).toBe(
      placesOf(countable(passages)).filter(inWest).length,
    )
  })
})
