import type { Position } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../domain/access'
import { localFrame } from '../domain/frame'
import type { RoadRecord } from '../formats/records'
import { cameraRecord, PLAIN, square, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { cordonOf } from './cordon'
import { drawArea } from './edit-area'
import { runImport } from './import-run'
import { watchAreasInBox } from './watch-areas-in-box'

let city: TestCity
let planner: Caller
let cordonId: number
const FRAME = localFrame(PLAIN)
const at = (x: number, y: number): Position => FRAME.toLngLat(x, y)

const road = (sourceId: string, coordinates: Position[], changes: Partial<RoadRecord> = {}): RoadRecord => ({
  sourceId,
  geometry: { type: 'LineString', coordinates },
  ...{ roadClass: 'primary', name: '人民大道', nameEn: 'Renmin Avenue', oneway: 'no' },
  ...{ widthM: null, lanes: null, isTunnel: false, isBridge: false },
  ...changes,
})
const gantry = (code: string, x: number, y: number, bearing: number, readsPlates = true) => {
  const [lng, lat] = at(x, y)
  return cameraRecord(code, { lng, lat, bearing, readsPlates, hfov: 40 })
}
const fields = { name: 'c', weight: 1, requiredLevel: null, reason: null }
const ring = [at(-200, -200), at(200, -200), at(200, 200), at(-200, 200)]

beforeAll(async () => {
  city = await openTestCity()
  planner = await addCaller(city.connection, 'planner')
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      roads: [
        road('w1', [at(-900, 0), at(0, 0)]),
        road('w2', [at(0, 0), at(900, 0)], { oneway: 'forward' }),
        road('w3', [at(0, 0), at(0, 90)], { roadClass: 'residential', name: '学府路', nameEn: null }),
        road('w4', [at(0, 900), at(0, 150)], { roadClass: 'footway' }),
      ],
      areas: [{ sourceId: 'a1', kind: 'square', name: '广场', nameEn: null, geometry: square(...PLAIN, 0.0002) }],
      places: [{ sourceId: 'p1', kind: 'police', name: '派出所', nameEn: null, lng: PLAIN[0], lat: PLAIN[1] }],
      cameras: [gantry('in', -180, 0, 270), gantry('plain', -180, 0, 270, false), gantry('away', 230, 0, 90)],
    },
    [],
  )
  cordonId = (await drawArea(city.connection, planner, 'cordon', { ...fields, ring })).id
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a drawn cordon', () => {
  it('is captured where a plate reader faces the traffic, and names the reader', async () => {
    const { crossings, directions, captured, readers } = await cordonOf(city.connection, planner, cordonId)
    expect(crossings.map((crossing) => [Math.round(crossing.bearing), crossing.in, crossing.out])).toEqual([
      [270, null, []],
      [90, [1], []],
    ])
    expect([directions, captured]).toEqual([3, 1])
    expect(readers).toEqual([{ id: 1, code: 'in', name: 'camera in', nameEn: null }])
  })

  it('is found only where it is a cordon that was not removed', async () => {
    const { id } = await drawArea(city.connection, planner, 'watch', { ...fields, ring })
    await expect(cordonOf(city.connection, planner, id)).rejects.toThrow(/no cordon/)
    await expect(cordonOf(city.connection, { ...planner, scope: [] }, cordonId)).rejects.toThrow(/no cordon/)
  })
})

describe('watch areas', () => {
  it('are found in a box of the map', async () => {
    const box = [126.19, 45.41, 126.21, 45.43] as const
    const areas = await watchAreasInBox(city.connection, planner, box)
    expect(areas.map(({ subject, name }) => [subject, name])).toEqual([
      ['junction', '人民大道 × 学府路'],
      ['square', '广场'],
      ['key-site', '派出所'],
      ['drawn', 'c'],
    ])
    expect(await watchAreasInBox(city.connection, planner, [126.1, 45.3, 126.11, 45.31])).toEqual([])
    await expect(watchAreasInBox(city.connection, planner, [126, 45, 127, 46])).rejects.toThrow(/^box: /)
  })
})
