import { describe, expect, test } from 'vitest'
import { parseBearing } from './bearing-tag'
import { cleanText } from './clean-text'
import { parseGreatestLength, parseLength } from './length-tag'
import { readSurveillance } from './osm-surveillance'

const read = (tags: Record<string, string>) => readSurveillance({ code: 'n1', lng: 11.5, lat: 48.1, tags }, 2)

describe('bearing', () => {
  test.each([
    ['225', 225, null],
    ['0', 0, null],
    ['360', 0, null],
    ['22.5', 22.5, null],
    ['45°', 45, null],
    ['-90', 270, null],
    ['N', 0, null],
    ['nnw', 337.5, null],
    ['Southwest', 225, null],
    ['north_east', 45, null],
    ['90-270', 180, 180],
    ['270-90', 0, 180],
    ['350-10', 0, 20],
    ['10-350', 180, 340],
    ['-45-45', 0, 90],
    ['W-E', 0, 180],
    ['0-360', null, 360],
  ])('%s', (text, bearing, hfov) => {
    expect(parseBearing(text)).toMatchObject({ bearing, hfov })
  })

  test.each(['', 'up', '361', '1e3', '90-', '-', '90-90', 'N/A', '12,5', 'NaN'])('"%s" is none', (text) => {
    expect(parseBearing(text)).toBeNull()
  })

  test('a compass point is trusted less than degrees', () => {
    expect(read({ 'camera:direction': 'NE' }).camera?.provenance.bearing).toBe('catalogue')
    expect(read({ 'camera:direction': '45' }).camera?.provenance.bearing).toBe('surveyed')
  })

  test('of several directions the first that can be read is taken, with a remark', () => {
    const { camera, remarks } = read({ 'camera:direction': 'door;90-180;270' })
    expect(camera).toMatchObject({ bearing: 135, hfov: 90 })
    expect(remarks).toMatchObject([
      { row: 2, field: 'camera:direction', value: 'door;90-180;270', severity: 'warning' },
    ])
  })

  test('plain direction counts where camera:direction is missing', () => {
    expect(read({ direction: '100' }).camera?.bearing).toBe(100)
    expect(read({ direction: '100', 'camera:direction': '200' }).camera?.bearing).toBe(200)
  })
})

describe('tilt', () => {
  test.each([
    [{ 'camera:angle': '15' }, 15],
    [{ 'camera:angle': '-15°' }, 15],
    [{ 'camera:tilt': '-30' }, 30],
    [{ 'camera:tilt': '-30', 'camera:angle': '60' }, 30],
    [{ 'camera:tilt': '20' }, 0],
    [{ 'camera:angle': '120' }, null],
    [{ 'camera:angle': '' }, null],
  ])('%o', (tags, tilt) => {
    const { camera } = read(tags as Record<string, string>)
    expect(camera).toMatchObject({ tilt, hfov: null })
  })
})

test.each([
  ['3', 3],
  ['5 m', 5],
  ['11m', 11],
  ['3,5', 3.5],
  ["40'", 12.192],
  [`5'6"`, 1.6764],
  ['40 ft', 12.192],
  ['350 cm', 3.5],
  ['~5', null],
  ['5-6', null],
  ['high', null],
  ['', null],
  ['1e400', null],
])('a length of "%s"', (text, metres) => {
  expect(metres === null ? parseLength(text) : parseLength(text)?.toFixed(6)).toBe(metres?.toFixed(6) ?? null)
})

test('of several lengths the greatest hides most', () => {
  expect(parseGreatestLength('5;7')).toBe(7)
  expect(parseGreatestLength('5;high')).toBeNull()
})

test('kind and mount are taken from the first known value', () => {
  expect(read({ 'camera:type': 'dome;fixed' })).toMatchObject({
    camera: { kind: 'dome' },
    remarks: [{ field: 'camera:type' }],
  })
  expect(read({ 'camera:type': 'panning', 'camera:mount': 'street_lamp' })).toMatchObject({
    camera: { kind: 'ptz', mountKind: 'pole' },
    remarks: [],
  })
  expect(read({ 'camera:type': 'camera', 'camera:mount': 'toString' }).camera).toMatchObject({
    kind: 'fixed',
    mountKind: 'unknown',
  })
})

test('plate readers are cameras; guards and gunshot detectors are not', () => {
  expect(read({ 'surveillance:type': 'ALPR' }).camera).toMatchObject({ readsPlates: true })
  expect(read({ 'surveillance:type': 'camera;guard' }).camera).not.toBeNull()
  for (const type of ['guard', 'gunshot_detector']) {
    expect(read({ 'surveillance:type': type })).toMatchObject({
      camera: null,
      remarks: [{ severity: 'error', field: 'surveillance:type' }],
    })
  }
})

test('an impossible height is left out with a remark', () => {
  expect(read({ height: '5000' })).toMatchObject({ camera: { heightM: null }, remarks: [{ field: 'height' }] })
})

test('a tag named __proto__ stays a tag', () => {
  const tags = Object.fromEntries([
    ['__proto__', 'x'],
    ['height', '4'],
  ])
  expect(read(tags).camera?.heightM).toBe(4)
  expect(Object.keys(read(tags).camera!.sourceTags)).toEqual(['__proto__', 'height'])
})

test('names lose what cannot be seen', () => {
  expect(cleanText(' A\u202Ecd\u200B\tB\u0000 ')).toBe('Acd B')
  expect(cleanText('\u200B')).toBeNull()
})
