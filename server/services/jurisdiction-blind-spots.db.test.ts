import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cameras, jurisdictions } from '../../db/schema'
import type { Caller } from '../domain/access'
import { unpackCounts } from '../domain/count-runs'
import { TILE_CELLS } from '../domain/coverage-tiles'
import type { BuildingRecord, RoadRecord } from '../formats/records'
import { cameraRecord, square, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { editCamera, retireCamera, undoLastEdit } from './edit-camera'
import { runImport } from './import-run'
import { DESIGNED, jurisdictionBlindSpots } from './jurisdiction-blind-spots'
import { jurisdictionShares } from './jurisdiction-shares'
import { placeShape } from './place-shape'
import { refreshCoverage } from './refresh-coverage'
import { watchedTiles } from './watched-tiles'

const road = (sourceId: string, fromLng: number, name: string): RoadRecord => ({
  sourceId,
  geometry: {
    type: 'LineString',
    coordinates: [
      [fromLng, 45.42],
      [fromLng + 0.01, 45.42],
    ],
  },
  roadClass: 'residential',
  name,
  nameEn: `${name} Street`,
  oneway: 'no',
  widthM: 8,
  lanes: 2,
  isTunnel: false,
  isBridge: false,
})

const house: BuildingRecord = {
  sourceId: 'b1',
  geometry: square(126.1875, 45.4205, 0.0001),
  heightM: 20,
  levels: 6,
  heightProvenance: 'surveyed',
  name: null,
  use: 'yes',
}

let city: TestCity
let planner: Caller
const id: Record<string, number> = {}

const source = (kind: string) => ({ kind, fileName: 'test', sha256: '', attribution: null })
const blindSpotsOf = (code: string, caller = planner) => jurisdictionBlindSpots(city.connection, caller, id[code])
const cameraNamed = async (code: string) =>
  (await city.connection.db.select().from(cameras).where(eq(cameras.code, code)))[0]

beforeAll(async () => {
  city = await openTestCity()
  planner = await addCaller(city.connection, 'planner')
  await runImport(
    city.connection,
    source('demo'),
    {
      jurisdictions: TWO_DISTRICTS,
      buildings: [house],
      roads: [road('west', 126.185, 'Willow'), road('east', 126.205, 'Elm')],
      cameras: [
        cameraRecord('w1', { lng: 126.188 }),
        cameraRecord('w2', { lng: 126.191 }),
        cameraRecord('e1', { lng: 126.21 }),
      ],
    },
    [],
  )
  await refreshCoverage(city.connection)
  for (const row of await city.connection.db.select().from(jurisdictions)) id[row.code] = row.id
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe("a jurisdiction's blind spots", () => {
  it('are the stretches of its own streets that its cameras do not see, longest first and by name', async () => {
    const west = await blindSpotsOf('west')
    expect(west.streetM).toBeGreaterThan(700)
    expect(west.streetM).toBeLessThan(850)
    expect(west.share).toBeGreaterThan(0.05)
    expect(west.share).toBeLessThan(0.5)
    expect(west.cameraCount).toBe(2)
    expect(west.spotCount).toBe(west.spots.length)
    expect(west.spots.map((spot) => spot.rank)).toEqual(west.spots.map((_, i) => i + 1))
    expect(new Set(west.spots.map((spot) => spot.streetName))).toEqual(new Set(['Willow']))
    expect(west.spots[0].streetNameEn).toBe('Willow Street')
    expect(west.byStreet.map((street) => street.name)).toEqual(['Willow'])
  })

  it('add up over the city', async () => {
    const [whole, west, east] = [await blindSpotsOf('city'), await blindSpotsOf('west'), await blindSpotsOf('east')]
    expect(Math.abs(whole.streetM - west.streetM - east.streetM)).toBeLessThan(10)
    expect(Math.abs(whole.seenM2 - west.seenM2 - east.seenM2)).toBeLessThan(0.02 * whole.seenM2)
    expect(whole.cameraCount).toBe(3)
  })

  it('say where buildings are unknown, and only there', async () => {
    expect((await blindSpotsOf('east')).assumed).toContain('no-building-data')
    expect((await blindSpotsOf('west')).assumed).not.toContain('no-building-data')
  })

  it('are found on the map by their streets and places, each in its own jurisdiction', async () => {
    const ask = (code: string, kind: 'street' | 'area', place: string, caller = planner) =>
      placeShape(city.connection, caller, { jurisdictionId: id[code], place: { kind, id: place } })
    expect(await ask('west', 'street', 'Willow')).toEqual({
      type: 'MultiLineString',
      coordinates: [road('west', 126.185, 'Willow').geometry.coordinates],
    })
    await expect(ask('west', 'street', 'Elm')).rejects.toThrow(/no street "Elm"/)
    await expect(ask('west', 'area', 'square:1')).rejects.toThrow(/no area/)
    for (const area of (await blindSpotsOf('west')).byArea)
      expect((await ask('west', 'area', area.id)).type).toMatch(/Polygon$/)
    const stranger = await addCaller(city.connection, 'planner', { unit: 'unit X', scope: [9_999] })
    await expect(ask('west', 'street', 'Willow', stranger)).rejects.toThrow(/no jurisdiction/)
  })

  it('lie in cells that must be seen, which a planner of the place is told of tile by tile', async () => {
    const box = [126.18, 45.415, 126.199, 45.425] as const
    const cellsOf = async (caller: Caller) =>
      (await watchedTiles(city.connection, caller, box)).reduce(
        (sum, { counts }) =>
          sum + unpackCounts(Buffer.from(counts!, 'base64'), TILE_CELLS).filter((count) => count > 0).length,
        0,
      )
    const { areaM2 } = await blindSpotsOf('west')
    expect(Math.abs((await cellsOf(planner)) - areaM2)).toBeLessThan(0.01 * areaM2)
    expect(await cellsOf(await addCaller(city.connection, 'planner', { unit: 'unit Y', scope: [9_999] }))).toBe(0)
    await expect(watchedTiles(city.connection, planner, [126, 45, 126.1, 45.1])).rejects.toThrow(/at most 36 tiles/)
  })

  it('are computed once for the same inputs', async () => {
    const first = await blindSpotsOf('west')
    const again = await blindSpotsOf('west')
    expect(again).toEqual(JSON.parse(JSON.stringify(first)))
    expect(again.computedAt).toBe(first.computedAt)
  })

  it('grow when a camera is retired, and shrink again when that is undone', async () => {
    const before = await blindSpotsOf('west')
    const { id: cameraId, version } = await cameraNamed('w2')
    await retireCamera(city.connection, planner, cameraId, version)
    const without = await blindSpotsOf('west')
    expect(without.share).toBeLessThan(before.share!)
    expect(without.unseenStreetM).toBeGreaterThan(before.unseenStreetM)
    expect(without.cameraCount).toBe(1)
    await undoLastEdit(city.connection, planner, cameraId, version + 1)
    const { computedAt: _first, ...after } = await blindSpotsOf('west')
    const { computedAt: _second, ...was } = before
    expect(after).toEqual(was)
  })

  it('follow a camera that is turned, is only planned, or leaves for another district', async () => {
    const shares = [(await blindSpotsOf('west')).share]
    const edit = async (changes: Parameters<typeof editCamera>[4]) => {
      const { id: cameraId, version } = await cameraNamed('w1')
      await editCamera(city.connection, planner, cameraId, version, changes)
      shares.push((await blindSpotsOf('west')).share)
    }
    await edit({ bearing: 45 })
    await edit({ bearing: 90, isPlanned: true })
    await edit({ isPlanned: false })
    await edit({ lng: 126.207, lat: 45.42 })
    const [all, turned, planned, real, gone] = shares
    expect(turned).toBeLessThan(all!)
    expect(planned).toBeLessThan(turned!)
    expect(real).toBe(all)
    expect(gone).toBe(planned)
    expect((await blindSpotsOf('east')).cameraCount).toBe(2)
  })

  it('are computed anew when buildings are imported', async () => {
    const before = await blindSpotsOf('east')
    await runImport(
      city.connection,
      source('osm'),
      { buildings: [{ ...house, sourceId: 'b2', geometry: square(126.2104, 45.42, 0.0001) }] },
      [],
    )
    await refreshCoverage(city.connection)
    const after = await blindSpotsOf('east')
    expect(after.assumed).not.toContain('no-building-data')
    expect(after.seenM2).toBeLessThan(before.seenM2)
  })

  it('stand side by side with those of every other jurisdiction in scope', async () => {
    const shares = await jurisdictionShares(city.connection, planner, DESIGNED)
    expect(shares.map(({ kind }) => kind)).toEqual(['city', 'district', 'district'])
    const west = await blindSpotsOf('west')
    expect(shares.find(({ id: each }) => each === id['west'])).toMatchObject({
      seenM2: west.seenM2,
      areaM2: west.areaM2,
      unseenStreetM: west.unseenStreetM,
      spotCount: west.spotCount,
    })
    const westerner = await addCaller(city.connection, 'leadership', { scope: [id['west']] })
    expect((await jurisdictionShares(city.connection, westerner, DESIGNED)).map((share) => share.id)).toEqual([
      id['west'],
    ])
  })

  it('are not for those who answer for other ground', async () => {
    const westerner = await addCaller(city.connection, 'planner', { scope: [id['west']] })
    expect((await blindSpotsOf('west', westerner)).jurisdictionId).toBe(id['west'])
    for (const code of ['east', 'city'])
      await expect(blindSpotsOf(code, westerner)).rejects.toMatchObject({ reason: 'not-found' })
    await expect(jurisdictionBlindSpots(city.connection, planner, 9_999)).rejects.toMatchObject({ reason: 'not-found' })
  })
})
