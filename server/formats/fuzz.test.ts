import { describe, expect, test } from 'vitest'
import { parseCamerasCsv } from './cameras-csv'
import { parseCamerasGeojson } from './cameras-geojson'
import { FormatError } from './format-error'
import { parseIncidentsCsv } from './incidents-csv'
import { parseJurisdictionsGeojson } from './jurisdictions-geojson'
import { parseOsmPbf } from './osm-pbf'
import { parsePassagesCsv } from './passages-csv'
import { parsePassagesNdjson } from './passages-ndjson'
import type { Parsed } from './records'
import { hasRealData, readRealData } from './test-data'
import { broken, poisoned } from './testing/broken'
import { parseMotorVehicles } from './viid-motor-vehicles'

const ROUNDS = 400
const encoder = new TextEncoder()
const CAMERAS =
  'code,name,kind,lng,lat,bearing,height_m\nA1,Gate,dome,126.2,45.4,90,4\nA2,"Big ""B""",ptz,126.3,45.5,NE,5 m\nA3,,fixed,126.4,45.6,90-270,\n'
const PASSAGES =
  'plate,camera_code,time,speed\n测A12345,A1,2026-01-15T07:00:21+08:00,43\n测AD12345,A2,2026-01-15 07:01:00,51\n'
const NDJSON =
  '{"plate":"测A12345","camera_code":"A1","time":"2026-01-15T07:00:21+08:00","speed":43}\n{"plate":"测AD12345","camera_code":"A2","time":1768431621}\n'
const VIID = JSON.stringify({
  MotorVehicleListObject: {
    MotorVehicleObject: [1, 2, 3].map((n) => ({
      MotorVehicleID: `v${n}`,
      DeviceID: `A${n}`,
      PlateNo: '测A12345',
      PassTime: '20260115070021',
      Speed: '43',
      SubImageList: { SubImageInfoObject: [{ Type: '04', StoragePath: 'x' }] },
    })),
  },
})
const INCIDENTS =
  'id,kind,title,lng,lat,started_at\n1,theft,Bike,126.2,45.4,2026-01\n2,fire,"Smoke, roof",126.3,45.5,2026-01-02T03:04:05Z\n'
const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ],
}
const AREAS = JSON.stringify({
  type: 'FeatureCollection',
  features: [1, 2, 3].map((n) => ({
    type: 'Feature',
    id: `n${n}`,
    properties: { code: `${n}`, kind: 'city', name: 'x' },
    geometry: n === 3 ? { type: 'Point', coordinates: [1, 2] } : SQUARE,
  })),
})
function holdsBadNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsBadNumber)
}

/** Runs `parse` on broken copies; it may only succeed without loss, or throw FormatError. */
function attack(
  bytes: Uint8Array,
  parse: (bytes: Uint8Array) => Parsed<unknown>[],
  spoil = broken,
): { accepted: number; refusedFiles: number } {
  let [accepted, refusedFiles] = [0, 0]
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const input = spoil(bytes, seed)
    try {
      for (const { records, remarks, read } of parse(input)) {
        const refused = remarks.filter(({ severity }) => severity === 'error').length
        if (records.length + refused !== read)
          expect.fail(`seed ${seed}: ${records.length} taken + ${refused} refused ≠ ${read} read`)
        for (const record of records) if (holdsBadNumber(record)) expect.fail(`seed ${seed}: ${JSON.stringify(record)}`)
        accepted += records.length
      }
    } catch (error) {
      if (!(error instanceof FormatError)) throw new Error(`seed ${seed} crashed`, { cause: error })
      refusedFiles++
    }
  }
  return { accepted, refusedFiles }
}

describe(`${ROUNDS} broken files each: no crash, no loss, no number that is none`, () => {
  test.each([
    ['cameras.csv', CAMERAS, (bytes: Uint8Array) => [parseCamerasCsv(bytes, { crs: 'GCJ02' })]],
    ['passages.csv', PASSAGES, (bytes: Uint8Array) => [parsePassagesCsv(bytes)]],
    ['passages.ndjson', NDJSON, (bytes: Uint8Array) => [parsePassagesNdjson(bytes)]],
    ['incidents.csv', INCIDENTS, (bytes: Uint8Array) => [parseIncidentsCsv(bytes)]],
  ])('%s', (_, text, parse) => {
    const { accepted, refusedFiles } = attack(encoder.encode(text), parse)
    expect(accepted).toBeGreaterThan(50)
    expect(refusedFiles).toBeGreaterThan(5)
  })

  test('GA/T 1400 vehicles', () => {
    const parse = (bytes: Uint8Array) => [parseMotorVehicles(bytes)]
    expect(attack(encoder.encode(VIID), parse).refusedFiles).toBeGreaterThan(ROUNDS / 4)
    expect(attack(encoder.encode(VIID), parse, poisoned).accepted).toBeGreaterThan(ROUNDS)
  })

  test.each([
    ['jurisdictions.geojson', (bytes: Uint8Array) => [parseJurisdictionsGeojson(bytes)]],
    ['cameras.geojson', (bytes: Uint8Array) => [parseCamerasGeojson(bytes)]],
  ])('%s', (_, parse) => {
    expect(attack(encoder.encode(AREAS), parse).refusedFiles).toBeGreaterThan(ROUNDS / 2)
    expect(attack(encoder.encode(AREAS), parse, poisoned).accepted).toBeGreaterThan(ROUNDS / 4)
  })

  test.skipIf(!hasRealData)('an OSM extract (skipped without ../shared/data)', { timeout: 30_000 }, () => {
    const bytes = readRealData('nyc/nyc-westvillage.osm.pbf')
    const { refusedFiles } = attack(bytes, (input) => {
      const { buildings, roads, areas, places, cameras } = parseOsmPbf(input)
      return [buildings, roads, areas, places, cameras]
    })
    expect(refusedFiles).toBeGreaterThan(ROUNDS / 2)
  })
})
