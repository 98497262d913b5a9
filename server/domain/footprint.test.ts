import { describe, expect, it } from 'vitest'
import { type FootprintCamera, footprintOf } from './footprint'

const lonelyPole: FootprintCamera = {
  kind: 'fixed',
  lng: 126.5,
  lat: 45.8,
  heightM: 6,
  mountKind: 'pole',
  bearing: 90,
  tilt: 15,
  hfov: null,
  vfov: null,
  focalMm: 4,
  sensorWidthMm: 5.37,
  sensorHeightMm: 3.02,
  pixelsWide: 1920,
  pixelsHigh: 1080,
  rangeM: null,
}

describe('footprintOf', () => {
  it('is a sector from the picture`s lower edge to the range of the outline level', () => {
    const footprint = footprintOf(lonelyPole)
    expect(footprint.bearing).toBe(90)
    expect(footprint.hfov).toBeCloseTo(67.7, 0)
    expect(footprint.nearM).toBeCloseTo(6.27, 1)
    expect(footprint.farM).toBeCloseTo((35.75 - 4.5 * Math.sin(Math.PI / 12)) / Math.cos(Math.PI / 12), 1)
    expect(footprint.assumed).toEqual([])
  })

  it('lets the owner`s range win over density and cap', () => {
    expect(footprintOf({ ...lonelyPole, rangeM: 30 }).farM).toBe(30)
    expect(footprintOf({ ...lonelyPole, rangeM: 250 }).farM).toBe(250)
  })

  it('lets the upper edge of the picture bound a stated range, but not when that edge is assumed', () => {
    const lookingDown = { ...lonelyPole, tilt: 30, rangeM: 100 }
    expect(footprintOf(lookingDown).farM).toBeCloseTo(4.5 / Math.tan(((30 - 20.68) * Math.PI) / 180), 0)
    expect(footprintOf({ ...lookingDown, provenance: { tilt: 'default' } }).farM).toBe(100)
  })

  it('caps what no owner states', () => {
    const long = { ...lonelyPole, focalMm: 50, tilt: 1 }
    expect(footprintOf(long).farM).toBe(200)
    expect(footprintOf(long, { capM: 120 }).farM).toBe(120)
  })

  it.each([
    [{}, 6.27, 8.36, Number.POSITIVE_INFINITY],
    [{ focalMm: 6, pixelsWide: 2560, pixelsHigh: 1440, tilt: 12 }, 9.18, 12.23, Number.POSITIVE_INFINITY],
    [
      {
        sensorWidthMm: 7.18,
        sensorHeightMm: 4.04,
        focalMm: 12,
        pixelsWide: 3840,
        pixelsHigh: 2160,
        heightM: 6.5,
        tilt: 10,
      },
      16.6,
      18.3,
      760,
    ],
    [
      { sensorWidthMm: 4.8, sensorHeightMm: 3.6, pixelsWide: 704, pixelsHigh: 576, heightM: 5 },
      4.29,
      6.12,
      Number.POSITIVE_INFINITY,
    ],
  ])('begins and ends where the published test cameras do: %o', (changes, nearM, deadZoneM, upperEdgeM) => {
    const camera = { ...lonelyPole, ...changes }
    const targetHeightM = camera.heightM === 6.5 ? 0.6 : 1.5
    const footprint = footprintOf({ ...camera, rangeM: 5_000 }, { targetHeightM })
    expect(Math.abs(footprint.nearM - nearM)).toBeLessThan(0.06)
    expect(Math.abs(footprint.deadZoneM - deadZoneM)).toBeLessThan(0.06)
    expect(Math.abs(footprint.farM - Math.min(5_000, upperEdgeM))).toBeLessThan(15)
  })

  it('gives a range per level, 0 where the dead zone swallows it', () => {
    const gapFiller = {
      ...lonelyPole,
      heightM: 5,
      sensorWidthMm: 4.8,
      sensorHeightMm: 3.6,
      pixelsWide: 704,
      pixelsHigh: 576,
    }
    const ranges = footprintOf(gapFiller, { standard: '2015' }).ranges
    expect(ranges.map((range) => range.level)).toEqual([
      'monitor',
      'detect',
      'observe',
      'recognise',
      'identify',
      'inspect',
    ])
    expect(ranges[1].farM).toBeCloseTo(23.4, 1)
    expect(ranges.slice(3).map((range) => range.farM)).toEqual([0, 0, 0])
  })

  it.each(['dome', 'ptz'] as const)('is all round without a dead zone for a %s, which is assumed', (kind) => {
    const footprint = footprintOf({ ...lonelyPole, kind })
    expect(footprint).toMatchObject({ bearing: null, hfov: 360, nearM: 0, assumed: ['hfov'] })
  })

  it('is all round for a panoramic camera and for an unknown bearing', () => {
    expect(footprintOf({ ...lonelyPole, kind: 'panoramic', hfov: 360 })).toMatchObject({ hfov: 360, assumed: [] })
    expect(footprintOf({ ...lonelyPole, bearing: null })).toMatchObject({ hfov: 360, assumed: ['bearing'] })
  })

  it('is a sector for a panoramic camera that says which half it sees', () => {
    const half = footprintOf({ ...lonelyPole, kind: 'panoramic', bearing: 300, hfov: 180 })
    expect(half).toMatchObject({ cone: 'fixed', bearing: 300, hfov: 180 })
  })

  it('names every field that rests on a default', () => {
    const bare = { ...lonelyPole, focalMm: null, pixelsWide: null, provenance: { heightM: 'default' as const } }
    expect(footprintOf(bare).assumed).toEqual(['heightM', 'hfov', 'pixelsHigh', 'pixelsWide', 'vfov'])
  })

  it('refuses impossible cameras by field and value', () => {
    expect(() => footprintOf({ ...lonelyPole, bearing: 360 })).toThrow(
      'bearing must be at least 0 and below 360 degrees, got 360',
    )
    expect(() => footprintOf({ ...lonelyPole, tilt: 91 })).toThrow('tilt must be 0 … 90 degrees, got 91')
    expect(() => footprintOf({ ...lonelyPole, heightM: -1 })).toThrow('heightM must be 0 or more, got -1')
    expect(() => footprintOf({ ...lonelyPole, rangeM: 0 })).toThrow('rangeM must be above 0, got 0')
    expect(() => footprintOf(lonelyPole, { standard: '2015', level: 'outline' })).toThrow(RangeError)
  })
})
