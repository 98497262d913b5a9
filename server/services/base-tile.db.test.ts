import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AreaRecord, BuildingRecord, PlaceRecord, RoadRecord } from '../formats/records'
import { PLAIN, square, TWO_DISTRICTS } from '../testing/fixtures'
import { readTile, type TileFeature } from '../testing/read-tile'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { afterImport } from './after-import'
import { baseTile } from './base-tile'
import { runImport } from './import-run'
import { LARGEST_ZOOM } from './vector-tile'

const [LNG, LAT] = PLAIN

const road = (sourceId: string, changes: Partial<RoadRecord> = {}): RoadRecord => ({
  sourceId,
  geometry: {
    type: 'LineString',
    coordinates: [
      [LNG - 0.001, LAT],
      [LNG + 0.001, LAT],
    ],
  },
  roadClass: 'primary',
  name: '柳林路',
  nameEn: 'Liulin Road',
  oneway: 'no',
  widthM: null,
  lanes: null,
  isTunnel: false,
  isBridge: false,
  ...changes,
})

const area = (sourceId: string, changes: Partial<AreaRecord> = {}): AreaRecord => ({
  sourceId,
  kind: 'green',
  name: '平原公园',
  nameEn: null,
  geometry: square(LNG, LAT, 0.0008),
  ...changes,
})

/** Two triangles that meet in a point: not a valid polygon, and sources hold such. */
const bowTie: AreaRecord['geometry'] = {
  type: 'Polygon',
  coordinates: [
    [
      [LNG, LAT],
      [LNG + 0.001, LAT + 0.001],
      [LNG + 0.001, LAT],
      [LNG, LAT + 0.001],
      [LNG, LAT],
    ],
  ],
}

const house: BuildingRecord = {
  sourceId: 'b1',
  geometry: square(LNG + 0.0004, LAT + 0.0003, 0.0001),
  heightM: 20,
  levels: 6,
  heightProvenance: 'surveyed',
  name: null,
  use: 'yes',
}

const hospital: PlaceRecord = {
  sourceId: 'p1',
  kind: 'hospital',
  name: '第一医院',
  nameEn: 'First Hospital',
  lng: LNG,
  lat: LAT,
}

const source = (kind: string) => ({ kind, fileName: 'test', sha256: '', attribution: null })

/** The tile of a zoom that holds the middle of the fixtures, and where a position lies in it. */
function tileAt(z: number) {
  const n = 2 ** z
  const x = ((LNG + 180) / 360) * n
  const y = ((1 - Math.asinh(Math.tan((LAT * Math.PI) / 180)) / Math.PI) / 2) * n
  return { z, x: Math.floor(x), y: Math.floor(y) }
}

function positionOf([px, py]: [number, number], { z, x, y }: ReturnType<typeof tileAt>, extent: number) {
  const n = 2 ** z
  const lng = ((x + px / extent) / n) * 360 - 180
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + py / extent)) / n))) * 180) / Math.PI
  return [lng, lat]
}

let city: TestCity

const tile = async (z: number) => {
  const { x, y } = tileAt(z)
  const found = (await baseTile(city.connection, z, x, y))!
  return { ...found, layers: readTile(found.bytes) }
}
const named = (features: TileFeature[] = []) => features.map((feature) => feature.properties['name']).toSorted()

beforeAll(async () => {
  city = await openTestCity()
  await runImport(
    city.connection,
    source('osm'),
    {
      jurisdictions: TWO_DISTRICTS,
      roads: [
        road('r1'),
        road('r2', { roadClass: 'footway', name: null, nameEn: null, isTunnel: true }),
        road('r3', { roadClass: 'residential', name: '小巷', oneway: 'forward', isBridge: true }),
      ],
      areas: [area('a1'), area('a2', { kind: 'water', name: '怪塘', geometry: bowTie })],
      buildings: [house],
      places: [
        hospital,
        { ...hospital, sourceId: 'p2', kind: 'restaurant', name: '小馆' },
        { ...hospital, sourceId: 'p3', name: null },
      ],
    },
    [],
  )
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a tile of the base map', () => {
  it('holds every layer, with names in both languages, classes and heights', async () => {
    const { layers } = await tile(LARGEST_ZOOM)
    expect(Object.keys(layers).toSorted()).toEqual(['area', 'border', 'building', 'place', 'road'])
    expect(Object.values(layers).map(({ version, extent }) => [version, extent])).toEqual(
      Object.keys(layers).map(() => [2, 4096]),
    )
    expect(layers['road'].features.map(({ properties }) => properties)).toEqual([
      { class: 'primary', name: '柳林路', name_en: 'Liulin Road' },
      { class: 'footway', tunnel: true },
      { class: 'residential', name: '小巷', name_en: 'Liulin Road', oneway: 'forward', bridge: true },
    ])
    expect(layers['building'].features).toMatchObject([{ type: 3, properties: { height: 20 } }])
    expect(layers['place'].features.map(({ properties }) => properties['kind']).toSorted()).toEqual([
      'hospital',
      'restaurant',
    ])
    expect(named(layers['area'].features)).toEqual(['平原公园', '怪塘'].toSorted())
  })

  it('draws a building where it stands, within 20 cm', async () => {
    const { layers } = await tile(LARGEST_ZOOM)
    const [{ points }] = layers['building'].features
    const corners = points.map((point) => positionOf(point, tileAt(LARGEST_ZOOM), layers['building'].extent))
    for (const [lng, lat] of house.geometry.type === 'Polygon' ? house.geometry.coordinates[0] : [])
      expect(Math.min(...corners.map(([x, y]) => Math.hypot((x - lng) * 78_000, (y - lat) * 111_000)))).toBeLessThan(
        0.2,
      )
  })

  it('leaves out far away what cannot be seen there, and keeps what is not quite valid', async () => {
    const near = (await tile(13)).layers
    expect(named(near['area'].features)).toEqual(['平原公园', '怪塘'].toSorted())
    expect(near['building'].features).toHaveLength(1)
    expect(near['road'].features.map(({ properties }) => properties['class'])).toEqual(['primary', 'residential'])
    expect(near['place'].features.map(({ properties }) => properties['kind'])).toEqual(['hospital'])
    const far = (await tile(10)).layers
    expect(Object.keys(far).toSorted()).toEqual(['border', 'road'])
    expect(far['border'].features).toHaveLength(3)
  })

  it('is empty where there is nothing, and none at an address that is no tile', async () => {
    expect(readTile((await baseTile(city.connection, 5, 0, 0))!.bytes)).toEqual({})
    for (const [z, x, y] of [
      [17, 0, 0],
      [-1, 0, 0],
      [3, 8, 0],
      [3, 0, 8],
      [3, -1, 0],
      [3, 0, -1],
      [3.5, 0, 0],
      [3, 0.5, 0],
      [Number.NaN, 0, 0],
      [3, Number.NaN, 0],
      [Number.POSITIVE_INFINITY, 0, 0],
    ])
      expect(await baseTile(city.connection, z, x, y), `${z}/${x}/${y}`).toBeNull()
  })

  it('has the same tag and bytes as long as the data is the same, also when asked many times at once', async () => {
    const { x, y } = tileAt(15)
    const all = await Promise.all(Array.from({ length: 8 }, () => baseTile(city.connection, 15, x, y)))
    const first = await tile(15)
    expect(new Set(all.map((found) => found!.etag))).toEqual(new Set([first.etag]))
    expect(first.etag).toMatch(/^"[\w-]{22}"$/)
    expect((await tile(14)).etag).not.toBe(first.etag)
  })

  it('changes with an import, and not with one that brings nothing', async () => {
    const before = await tile(15)
    await runImport(city.connection, source('osm'), { roads: [road('r1')] }, [])
    expect((await tile(15)).etag).toBe(before.etag)
    await runImport(city.connection, source('osm'), { roads: [road('r9', { name: '新路' })] }, [])
    const after = await tile(15)
    expect(after.etag).not.toBe(before.etag)
    expect(named(after.layers['road'].features)).toContain('新路')
  })

  it('shows the border of a city that is made after its first import', async () => {
    await city.close()
    city = await openTestCity()
    for (const sourceId of ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'])
      await runImport(city.connection, source('osm'), { roads: [road(sourceId)] }, [])
    expect(Object.keys((await tile(11)).layers)).toEqual(['road'])
    await afterImport(city.connection, 'osm', 'test', () => {})
    expect(Object.keys((await tile(11)).layers).toSorted()).toEqual(['border', 'road'])
  })
})
