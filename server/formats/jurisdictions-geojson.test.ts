import { describe, expect, test } from 'vitest'
import { parseCamerasGeojson } from './cameras-geojson'
import { FormatError } from './format-error'
import { parseJurisdictionsGeojson } from './jurisdictions-geojson'

const square = [
  [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ],
]
const feature = (properties: object, geometry: unknown = { type: 'Polygon', coordinates: square }) => ({
  type: 'Feature',
  properties,
  geometry,
})
const parse = (features: unknown, extra: object = {}) =>
  parseJurisdictionsGeojson(new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features, ...extra })))
const manyCorners = [[0, 0], ...Array.from({ length: 200_001 }, (_, i) => [1, i / 1e6]), [0, 0]]
const city = { code: '9901', kind: 'city', name: '清澜市', name_en: 'Qinglan' }

test('a city and its district', () => {
  const { records, remarks, read } = parse([
    feature(city),
    feature(
      { code: 990101, kind: '区', name: '鼓楼区', parent_code: '9901' },
      { type: 'MultiPolygon', coordinates: [square] },
    ),
  ])
  expect(remarks).toEqual([])
  expect(read).toBe(2)
  expect(records).toEqual([
    {
      code: '9901',
      kind: 'city',
      name: '清澜市',
      nameEn: 'Qinglan',
      parentCode: null,
      geometry: { type: 'Polygon', coordinates: square },
    },
    {
      code: '990101',
      kind: 'district',
      name: '鼓楼区',
      nameEn: null,
      parentCode: '9901',
      geometry: { type: 'MultiPolygon', coordinates: [square] },
    },
  ])
})

test('an area whose parent is missing is taken with a warning', () => {
  expect(parse([feature({ ...city, parent_code: '99' })])).toMatchObject({
    records: [{ parentCode: '99' }],
    remarks: [{ field: 'parent_code', severity: 'warning' }],
  })
})

describe('one bad feature is refused, the others are taken', () => {
  const ring = (...positions: unknown[]) => ({ type: 'Polygon', coordinates: [positions] })
  test.each([
    ['no code', feature({ ...city, code: '' }), 'code'],
    ['a code like __proto__ with a space', feature({ ...city, code: '_ proto' }), 'code'],
    ['the same code', feature({ ...city, code: 'ok' }), 'code'],
    ['an unknown kind', feature({ ...city, kind: 'toString' }), 'kind'],
    ['no name', feature({ ...city, name: '\u200B' }), 'name'],
    ['its own parent', feature({ ...city, parent_code: '9901' }), 'parent_code'],
    ['a point', feature(city, { type: 'Point', coordinates: [0, 0] }), 'geometry'],
    ['a collection', feature(city, { type: 'GeometryCollection', geometries: [] }), 'geometry'],
    ['no geometry', feature(city, null), 'geometry'],
    ['an open ring', feature(city, ring([0, 0], [1, 0], [1, 1], [0, 1])), 'geometry'],
    ['three positions', feature(city, ring([0, 0], [1, 0], [0, 0])), 'geometry'],
    ['a ring without extent', feature(city, ring([0, 0], [1, 1], [2, 2], [0, 0])), 'geometry'],
    ['text for a number', feature(city, ring([0, 0], ['1', 0], [1, 1], [0, 0])), 'geometry'],
    ['a null for a number', feature(city, ring([0, 0], [null, 0], [1, 1], [0, 0])), 'geometry'],
    ['beyond the Earth', feature(city, ring([0, 0], [181, 0], [1, 1], [0, 0])), 'geometry'],
    ['swapped axes', feature(city, ring([45, 126], [45, 127], [46, 127], [45, 126])), 'geometry'],
    ['an empty polygon', feature(city, { type: 'Polygon', coordinates: [] }), 'geometry'],
    ['an empty position', feature(city, ring([], [1, 0], [1, 1], [])), 'geometry'],
    ['too many corners', feature(city, { type: 'Polygon', coordinates: [manyCorners] }), 'geometry'],
  ])('%s', (_, bad, field) => {
    const { records, remarks, read } = parse([feature({ ...city, code: 'ok' }), bad])
    expect(read).toBe(2)
    expect(records.map(({ code }) => code)).toEqual(['ok'])
    expect(remarks).toMatchObject([{ row: 2, field, severity: 'error' }])
  })

  test('something that is no feature at all', () => {
    expect(parse([null, 5, 'x', [], {}])).toMatchObject({ records: [], read: 5 })
  })
})

test.each([
  ['not JSON', '{"type":'],
  ['a list', '[]'],
  ['a lone feature', '{"type":"Feature"}'],
  ['features that are no list', '{"type":"FeatureCollection","features":{}}'],
  [
    'another coordinate system',
    '{"type":"FeatureCollection","features":[],"crs":{"type":"name","properties":{"name":"EPSG:3857"}}}',
  ],
  ['deep nesting', '['.repeat(200_000)],
])('%s is refused as a whole', (_, text) => {
  expect(() => parseJurisdictionsGeojson(new TextEncoder().encode(text))).toThrow(FormatError)
  expect(() => parseCamerasGeojson(new TextEncoder().encode(text))).toThrow(FormatError)
})

test('WGS 84 may be declared', () => {
  expect(parse([], { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } } }).read).toBe(0)
})
