import { describe, expect, test } from 'vitest'
import { parseNumber, parsePosition } from './number-text'
import { parseTime } from './time-text'
import { isShiftedIn, toWgs84 } from './to-wgs84'

describe('positions', () => {
  test.each([
    ['GCJ02', 126.54104, 45.804982],
    ['BD09', 126.547659, 45.810596],
    ['WGS84', 126.535, 45.803],
  ] as const)('Harbin from %s', (crs, lng, lat) => {
    const position = toWgs84(lng, lat, crs)
    expect(position.lng).toBeCloseTo(126.535, 5)
    expect(position.lat).toBeCloseTo(45.803, 5)
    expect(position.isShifted).toBe(crs !== 'WGS84')
  })

  test.each([
    ['Hong Kong', 114.17, 22.3],
    ['Lo Wu', 114.113, 22.528],
    ['Macau', 113.545, 22.19],
    ['Taipei', 121.56, 25.03],
    ['Vladivostok', 131.9, 43.12],
    ['Seoul', 127, 37.5],
    ['Ulaanbaatar', 106.9, 47.9],
    ['Hanoi', 105.85, 21.03],
    ['Munich', 11.57, 48.14],
  ])('%s is not shifted', (_, lng, lat) => {
    expect(isShiftedIn(lng, lat)).toBe(false)
    expect(toWgs84(lng, lat, 'GCJ02')).toEqual({ lng, lat, isShifted: false })
  })

  test.each([
    ['Beijing', 116.4, 39.9],
    ['Kashgar', 75.98, 39.47],
    ['Shenzhen', 114.057, 22.543],
    ['Zhuhai', 113.575, 22.27],
    ['Sanya', 109.5, 18.25],
    ['Heihe', 127.5, 50.24],
    ['Hunchun', 130.36, 42.86],
    ['Dalian', 121.6, 38.9],
    ['Lhasa', 91.1, 29.65],
  ])('%s is shifted', (_, lng, lat) => {
    expect(isShiftedIn(lng, lat)).toBe(true)
  })

  test('what is no position says why', () => {
    expect(parsePosition('116.4', '39.9')).toEqual({ lng: 116.4, lat: 39.9 })
    expect(parsePosition('39.9', '116.4')).toMatchObject({ field: 'lat', why: expect.stringContaining('swapped') })
    expect(parsePosition('NaN', '1')).toMatchObject({ field: 'lng' })
  })
})

test.each(['', 'NaN', 'Infinity', '1e400', '0x10', '1,5', '12abc', '--1', '１e4e'])('"%s" is no number', (text) => {
  expect(parseNumber(text)).toBeNull()
})

test.each([
  ['12.5', 12.5],
  ['-3', -3],
  ['1e2', 100],
  ['１２．５', 12.5],
  ['.5', 0.5],
])('"%s" is a number', (text, value) => {
  expect(parseNumber(text)).toBe(value)
})

test.each([
  ['2026-01-15T07:00:21.510+01:00', Date.UTC(2026, 0, 15, 6, 0, 21, 510)],
  ['2026-01-15T07:00:21Z', Date.UTC(2026, 0, 15, 7, 0, 21)],
  ['2026-01-15 07:00:21', Date.UTC(2026, 0, 14, 23, 0, 21)],
  ['2026/1/5 7:00', Date.UTC(2026, 0, 4, 23)],
  ['2026-01', Date.UTC(2025, 11, 31, 16)],
  ['20260115070021', Date.UTC(2026, 0, 14, 23, 0, 21)],
  ['1768431621', 1_768_431_621_000],
  ['1768431621000', 1_768_431_621_000],
])('the time %s', (text, at) => {
  expect(parseTime(text)?.at).toBe(at)
})

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '2026-01-15T25:00',
  '2026-01-15T07:60',
  '0000-00-00',
  '2026-01-15T07:00+99:00',
  '99999999999999',
])('"%s" is no time', (text) => {
  expect(parseTime(text)).toBeNull()
})

test('local time may be another than China’s', () => {
  expect(parseTime('2019-01', 0)).toEqual({ at: Date.UTC(2019, 0, 1), hasZone: false })
})
