import { expect, test } from 'vitest'
import { CAMERA_COLUMNS, parseCamerasCsv } from './cameras-csv'
import { parseCamerasGeojson } from './cameras-geojson'
import { parseOsmPbf } from './osm-pbf'
import type { CoordinateSystem } from './records'
import { hasRealData, readRealData } from './test-data'

const parse = (text: string, crs: CoordinateSystem = 'WGS84') =>
  parseCamerasCsv(new TextEncoder().encode(text), { crs })

test('a full row becomes a full record', () => {
  const header = CAMERA_COLUMNS.map(({ name }) => name).join(',')
  const { records, remarks } = parse(
    `${header}\n99010101001320000001,East gate,dome,126.22,45.42,4.5,pole,90-270,15,,30,2.8,5.37,3.02,2560,1440,60,35,350,80,2.1,yes,public,一类,yes,no,,Station,city/gate-1,city/gate-1-small,North hall,2026-01-31\n`,
  )
  expect(remarks).toEqual([])
  expect(records).toMatchObject([
    {
      code: '99010101001320000001',
      name: 'East gate',
      kind: 'dome',
      lng: 126.22,
      lat: 45.42,
      heightM: 4.5,
      mountKind: 'pole',
      bearing: 180,
      hfov: 180,
      tilt: 15,
      vfov: 30,
      focalMm: 2.8,
      sensorWidthMm: 5.37,
      sensorHeightMm: 3.02,
      pixelsWide: 2560,
      pixelsHigh: 1440,
      rangeM: 60,
      nightRangeM: 35,
      sweepFrom: 350,
      sweepTo: 80,
      teleHfov: 2.1,
      isUnderRoof: true,
      ownership: 'public',
      pointClass: 1,
      readsPlates: true,
      isIndoor: false,
      isPlanned: false,
      operator: 'Station',
      streamPath: 'city/gate-1',
      subStreamPath: 'city/gate-1-small',
      mediaServer: 'North hall',
      installedAt: Date.UTC(2026, 0, 30, 16),
      sourceCrs: 'WGS84',
    },
  ])
  expect(records[0].provenance).toEqual({
    position: 'catalogue',
    heightM: 'catalogue',
    bearing: 'catalogue',
    hfov: 'catalogue',
    tilt: 'catalogue',
    vfov: 'catalogue',
    focalMm: 'catalogue',
    sensor: 'catalogue',
    pixels: 'catalogue',
    rangeM: 'catalogue',
    nightRangeM: 'catalogue',
    sweep: 'catalogue',
    teleHfov: 'catalogue',
  })
})

test('half a sweep is left out with a warning', () => {
  const { records, remarks } = parse('code,lng,lat,kind,sweep_from\nA1,126.2,45.4,ptz,90\n')
  expect(records[0]).toMatchObject({ sweepFrom: null, sweepTo: null })
  expect(remarks).toMatchObject([{ row: 2, field: 'sweep_from', severity: 'warning' }])
})

test('Chinese headers and words are read; GCJ-02 becomes WGS 84', () => {
  const { records, remarks } = parse(
    '编码,名称,类型,经度,纬度,朝向,安装方式,是否卡口\nA1,东门,球机,126.541040,45.804982,东南向,立杆,是\n',
    'GCJ02',
  )
  expect(remarks).toEqual([])
  expect(records[0]).toMatchObject({
    code: 'A1',
    name: '东门',
    kind: 'ptz',
    bearing: 135,
    mountKind: 'pole',
    readsPlates: true,
    sourceCrs: 'GCJ02',
  })
  expect(records[0].lng).toBeCloseTo(126.535, 5)
  expect(records[0].sourceTags).toMatchObject({ lng: '126.541040' })
})

test('Hong Kong in GCJ-02 is taken as it stands, with a warning', () => {
  const { records, remarks } = parse('code,lng,lat\nA1,114.17,22.3\n', 'GCJ02')
  expect(records[0]).toMatchObject({ lng: 114.17, lat: 22.3 })
  expect(remarks).toMatchObject([{ severity: 'warning', field: 'lng', row: 2 }])
})

test.each([
  ['A1,NaN,45', 'lng'],
  ['A1,1e400,45', 'lng'],
  ['A1,181,45', 'lng'],
  ['A1,45,126', 'lat'],
  ['A1,,', 'lng'],
  [',126,45', 'code'],
  ['A 1,126,45', 'code'],
  ['A\u200B1,126,45', 'code'],
  [`${'x'.repeat(65)},126,45`, 'code'],
])('%j is refused', (line, field) => {
  const { records, remarks, read } = parse(`code,lng,lat\n${line}\nB,126,45\n`)
  expect(read).toBe(2)
  expect(records.map(({ code }) => code)).toEqual(['B'])
  expect(remarks).toMatchObject([{ row: 2, field, severity: 'error' }])
})

test('of two cameras with one code the second is refused', () => {
  const { records, remarks } = parse('code,lng,lat\nA,126,45\nＡ,126,46\n')
  expect(records).toHaveLength(1)
  expect(remarks).toMatchObject([
    { row: 3, field: 'code', why: 'row 2 has the same code; a code belongs to one camera' },
  ])
})

test('optional values that make no sense are left out, with a warning each', () => {
  const { records, remarks } = parse(
    'code,lng,lat,kind,bearing,height_m,hfov,installed_at\nA,126,45,satellite,400,-3,0,soon\n',
  )
  expect(records[0]).toMatchObject({ kind: 'fixed', bearing: null, heightM: null, hfov: null, installedAt: null })
  expect(remarks.map(({ field, severity }) => `${severity} ${field}`).sort()).toEqual(
    ['bearing', 'height_m', 'hfov', 'installed_at', 'kind'].map((field) => `warning ${field}`),
  )
})

test.each(['rtsp://admin:secret@10.0.0.1/1', '../etc/passwd', '/abs', 'a//b', 'a/../b', 'a b'])(
  'the stream "%s" is left out and not shown',
  (stream) => {
    const parsed = parse(`code,lng,lat,stream_path,sub_stream_path\nA,126,45,${stream},${stream}\n`)
    expect(parsed.records[0]).toMatchObject({ streamPath: null, subStreamPath: null })
    expect(JSON.stringify(parsed)).not.toContain(stream)
  },
)

test.skipIf(!hasRealData)(
  'the Munich cameras read from GeoJSON as they do from the extract (skipped without ../shared/data)',
  () => {
    const { records, read } = parseCamerasGeojson(readRealData('munich/cameras.geojson'))
    expect([read, records.length]).toEqual([209, 209])
    const fromExtract = new Map(
      parseOsmPbf(readRealData('munich/munich-altstadt.osm.pbf')).cameras.records.map((camera) => [
        camera.code,
        camera,
      ]),
    )
    for (const camera of records) expect(fromExtract.get(camera.code)).toEqual(camera)
  },
)
