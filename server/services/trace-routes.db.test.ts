import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, onBehalfOf } from '../../db/client'
import { audit, cameraDelays } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { RoadRecord } from '../formats/records'
import { cameraRecord, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { plateMark } from './audit'
import { closeCase, openCase } from './cases'
import { runImport } from './import-run'
import { traceRoutes } from './trace-routes'

const PLATE = '测A12345'
const AT = Date.parse('2026-03-01T08:00:00Z')
const MINUTE = 60_000
const GOOD_CASE = {
  offenceClass: 'hit-and-run',
  reason: 'Grey car left the scene after hitting a cyclist',
  validDays: 7,
} as const
/** The middle of the plain, and two streets round a block of some 300 m, in the west of it. */
const LAT = 45.42
const [WEST, CORNER, OTHER, EAST] = [126.188, 126.19, 126.194, 126.196]
const road = (sourceId: string, coordinates: [number, number][]): RoadRecord => ({
  ...{
    sourceId,
    geometry: { type: 'LineString', coordinates },
    roadClass: 'residential',
    name: sourceId,
    nameEn: null,
  },
  ...{ oneway: 'no', widthM: null, lanes: null, isTunnel: false, isBridge: false },
})
const around = (lat: number): [number, number][] => [[CORNER, LAT], [CORNER, lat], [OTHER, lat], [OTHER, LAT]] // biome-ignore format: a line is a street
const ROADS = [
  road('in', [[WEST, LAT], [CORNER, LAT]]), // biome-ignore format: a line is a street
  road('north', around(LAT + 0.001)),
  road('south', around(LAT - 0.001)),
  road('out', [[OTHER, LAT], [EAST, LAT]]), // biome-ignore format: a line is a street
  road('on', [[EAST, LAT], [126.203, LAT]]), // biome-ignore format: a line is a street
  road('far', [[126.21, LAT], [126.212, LAT]]), // biome-ignore format: a line is a street
]
const camera = (code: string, lng: number, lat = LAT) =>
  cameraRecord(code, { lng, lat, bearing: 270, readsPlates: true })
const window = { from: AT - MINUTE, to: AT + 30 * MINUTE }

/** Read in the west, 600 m east of it, and 5 s later in the west again: one with a look-alike that drove by, one the device was unsure of, one with nothing. */
const LATER = AT + 120 * MINUTE
const [ALIKE, UNSURE, CLONED] = ['测B8D345', '测C77777', '测E44444']
const ODD_PLATES = [ALIKE, UNSURE, CLONED]
const LOOK_ALIKE = '测BBD345'
const oddTrip = (plate: string) => [
  passageRecord(plate, 'first', LATER),
  {
    ...passageRecord(plate, 'last', LATER + 2 * MINUTE),
    ...(plate === UNSURE && { charReliability: [99, 98, 97, 40, 96, 95, 97] }),
  },
  passageRecord(plate, 'first', LATER + 2 * MINUTE + 5_000),
]

let city: TestCity
let officer: Caller
let caseId: number
const legsFor = (caller: Caller, plate = PLATE, id = caseId) =>
  traceRoutes(city.connection, caller, { caseId: id, plate, ...window })

beforeAll(async () => {
  city = await openTestCity()
  const cameras = [
    camera('first', WEST + 0.0005),
    camera('last', EAST - 0.0005),
    camera('silent', (CORNER + OTHER) / 2, LAT + 0.001),
    camera('down', (CORNER + OTHER) / 2, LAT - 0.001),
    camera('far', 126.211),
    camera('beyond', 126.2025),
  ]
  const states = (['first', 'last', 'silent', 'down'] as const).map((cameraCode) => ({
    ...{ cameraCode, state: cameraCode === 'down' ? ('offline' as const) : ('working' as const), at: AT - 60 * MINUTE },
  }))
  const passages = [
    passageRecord(PLATE, 'first', AT),
    passageRecord(PLATE, 'last', AT + 2 * MINUTE),
    passageRecord(PLATE, 'first', AT + 2 * MINUTE + 5_000),
    passageRecord(PLATE, 'far', AT + 10 * MINUTE),
    passageRecord('测A99999', 'last', AT + MINUTE),
    ...ODD_PLATES.flatMap((plate) => oddTrip(plate)),
    passageRecord(LOOK_ALIKE, 'beyond', LATER + 1.5 * MINUTE),
  ]
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras, cameraStates: states, roads: ROADS, passages },
    [],
  )
  officer = await addCaller(city.connection, 'officer')
  caseId = (await openCase(city.connection, officer, { number: 'L-1', ...GOOD_CASE })).id
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('the ways between the passages of a trip', () => {
  it('are weighed with what readers then did: one worked and read nothing, one was down', async () => {
    const { legs, cameras, isCut } = await legsFor(officer)
    expect(legs[0].verdict.kind).toBe('feasible')
    expect(legs[0].ways.map(({ along }) => along.map(({ name }) => name).join())).toEqual([
      'in,south,out',
      'in,north,out',
    ])
    const idOf = (code: string) => cameras.find((row) => row.code === code)!.id
    expect(legs[0].ways[1].silent).toEqual([idOf('silent')])
    expect(legs[0].ways[0].down).toEqual([idOf('down')])
    expect(cameras.map(({ code }) => code).sort()).toEqual(['down', 'silent'])
    expect(isCut).toEqual({ passages: false, roads: false })
  })

  it('are none where the time is too short, and unknown where no road is known', async () => {
    const { legs } = await legsFor(officer)
    expect(legs.map(({ verdict }) => verdict.kind)).toEqual(['feasible', 'infeasible', 'unknown'])
  })

  it('allow for what a camera’s clock is off, as told by how early its reads came', async () => {
    const last = await city.connection.db.query.cameras.findFirst({ where: (row, { eq: is }) => is(row.code, 'last') })
    const aheadMs = 2 * MINUTE
    await city.connection.db.insert(cameraDelays).values({ cameraId: last!.id, hour: new Date(AT), leastMs: -aheadMs })
    const { legs } = await legsFor(officer)
    await city.connection.db.delete(cameraDelays)
    expect(legs[1].verdict).toMatchObject({ kind: 'feasible', observedS: 125 })
  })

  it('leave a row in the audit that does not hold the plate, each time', async () => {
    await city.connection.db.delete(audit)
    await legsFor(officer, '测a·12345')
    const rows = await city.connection.db.select().from(audit).where(eq(audit.action, 'passages-read'))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ caseId, object: plateMark(PLATE), reason: GOOD_CASE.reason })
    expect(JSON.stringify(rows)).not.toContain('12345')
  })

  it('are shown under an open case of the own unit only, and of what its own jurisdictions read', async () => {
    const stranger = await addCaller(city.connection, 'officer', { unit: 'unit B' })
    await expect(legsFor(stranger)).rejects.toThrow(/not open for your unit/)
    const east = await city.connection.db.query.jurisdictions.findFirst({
      where: (row, { eq: is }) => is(row.code, 'east'),
    })
    const local = await addCaller(city.connection, 'officer', { scope: [east!.id] })
    expect(await legsFor(local)).toMatchObject({ passages: [{ at: AT + 10 * MINUTE }], legs: [], cameras: [] })
    const other = await openCase(city.connection, officer, { number: 'L-2', ...GOOD_CASE })
    await closeCase(city.connection, officer, other.id)
    await expect(legsFor(officer, PLATE, other.id)).rejects.toThrow(/not open for your unit/)
  })

  it('need a second person for what one may not read alone, and are nothing for a plate nobody read', async () => {
    const long = { caseId, plate: PLATE, from: AT - 40 * 24 * 60 * MINUTE, to: AT + MINUTE }
    await expect(traceRoutes(city.connection, officer, long)).rejects.toThrow(/second person/)
    expect(await legsFor(officer, '测A00000')).toMatchObject({ passages: [], legs: [], cameras: [] })
  })
})

describe('a leg that nobody can drive', () => {
  const oddLegs = async (plate: string, caller = officer) => {
    const asked = { caseId, plate, from: LATER - MINUTE, to: LATER + 30 * MINUTE }
    const { legs } = await traceRoutes(onBehalfOf(asSystem(city.connection), caller), caller, asked)
    expect(legs.map(({ verdict }) => verdict.kind)).toEqual(['feasible', 'infeasible'])
    return legs[1].misread
  }
  const searched = () => city.connection.db.select().from(audit).where(eq(audit.action, 'plates-searched'))

  it('is likely a misread where a look-alike drove by, which is not named but on record', async () => {
    await city.connection.db.delete(audit)
    const misread = await oddLegs(ALIKE)
    expect(misread).toEqual({ passage: 1, character: 3, because: 'look-alike' })
    const rows = await searched()
    expect(rows.map(({ caseId: under, object }) => [under, object])).toEqual([
      [caseId, [`≈${ALIKE}`, LOOK_ALIKE].map(plateMark).join(', ')],
    ])
    expect(JSON.stringify(rows)).not.toMatch(/测B/)
  })

  it('is likely one where the device was unsure, and not where nothing says so', async () => {
    expect(await oddLegs(UNSURE)).toEqual({ passage: 1, character: 4, because: 'unsure' })
    expect(await oddLegs(CLONED)).toBeNull()
  })

  it('is explained by nothing that the caller’s own jurisdictions did not read', async () => {
    const west = await city.connection.db.query.jurisdictions.findFirst({
      where: (row, { eq: is }) => is(row.code, 'west'),
    })
    expect(await oddLegs(ALIKE, await addCaller(city.connection, 'officer', { scope: [west!.id] }))).toBeNull()
  })

  it('is looked at for no trip that holds', async () => {
    await city.connection.db.delete(audit)
    await traceRoutes(city.connection, officer, { caseId, plate: PLATE, from: AT, to: AT + 2 * MINUTE + 1 })
    expect(await searched()).toEqual([])
  })
})
