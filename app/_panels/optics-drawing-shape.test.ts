import { describe, expect, it } from 'vitest'
import type { FootprintCamera } from '../../server/domain/footprint'
import { opticsShape, rayEnd, sectorPath, ticksOf } from './optics-drawing-shape'

const gapFiller: FootprintCamera = {
  kind: 'fixed',
  lng: 126.5,
  lat: 45.8,
  heightM: 5,
  mountKind: 'pole',
  bearing: 90,
  tilt: 15,
  hfov: null,
  vfov: null,
  focalMm: 4,
  sensorWidthMm: 4.8,
  sensorHeightMm: 3.6,
  pixelsWide: 704,
  pixelsHigh: 576,
  rangeM: null,
}
const settings = { standard: '2025' as const, targetHeightM: 1.5 }

describe('opticsShape', () => {
  it('shows that a wide SD camera identifies nobody: the level ends inside its dead zone', () => {
    const shape = opticsShape(gapFiller, settings)
    expect(shape.deadZoneM).toBeCloseTo(6.12, 2)
    expect(shape.nearM).toBeCloseTo(4.29, 2)
    expect(shape.upperEdgeM).toBe(Number.POSITIVE_INFINITY)
    const validate = shape.levels.find(({ level }) => level === 'validate')!
    expect(validate.depthM).toBeCloseTo(1.17, 2)
    expect(validate.farM).toBe(0)
    expect(shape.segments.map(({ level }) => level)).toEqual(['discern', 'outline', 'overview'])
  })

  it('says how much longer a lens would identify, and that lens then does', () => {
    const { longerLens } = opticsShape(gapFiller, settings)
    expect(longerLens).toBeGreaterThan(5)
    const longer = opticsShape({ ...gapFiller, focalMm: 4 * longerLens! * 1.1 }, settings)
    expect(longer.longerLens).toBe(1)
    expect(longer.levels.find(({ level }) => level === 'validate')!.farM).toBeGreaterThan(longer.nearM)
  })

  it('finds no lens for a picture without a rectilinear one', () => {
    expect(opticsShape({ ...gapFiller, kind: 'panoramic', hfov: 360, vfov: 90 }, settings).longerLens).toBeNull()
  })

  it('lays the levels end to end, finest first, from the near edge to where the coarsest ends', () => {
    for (const standard of ['2025', '2015'] as const) {
      const { segments, levels, nearM } = opticsShape(
        { ...gapFiller, focalMm: 12, pixelsWide: 2560 },
        { ...settings, standard },
      )
      expect(segments[0].fromM).toBe(nearM)
      for (const [i, segment] of segments.slice(1).entries()) expect(segment.fromM).toBe(segments[i].toM)
      expect(segments.at(-1)!.toM).toBe(levels[0].farM)
    }
  })

  it('ends where the picture ends when the horizon is not in it', () => {
    const lookingDown = opticsShape({ ...gapFiller, tilt: 60 }, settings)
    expect(lookingDown.upperEdgeM).toBeCloseTo(3.5 / Math.tan(((60 - 24.23) * Math.PI) / 180), 1)
    for (const { farM } of lookingDown.levels) expect(farM).toBeLessThanOrEqual(lookingDown.upperEdgeM)
  })

  it('draws the whole dead zone and the range that counts, and never too little', () => {
    const shape = opticsShape(gapFiller, settings)
    expect(shape.spanM).toBeGreaterThan(2 * shape.deadZoneM)
    expect(opticsShape({ ...gapFiller, tilt: 90 }, settings)).toMatchObject({ deadZoneM: 0, nearM: 0 })
    expect(opticsShape({ ...gapFiller, tilt: 90 }, settings).spanM).toBe(10)
    expect(opticsShape({ ...gapFiller, rangeM: 5_000 }, settings).spanM).toBe(250)
  })
})

describe('the drawing', () => {
  it('lets rays end on the ground or at the edge', () => {
    expect(rayEnd({ heightM: 5, spanM: 100 }, 45)).toEqual([expect.closeTo(5, 9), 0])
    expect(rayEnd({ heightM: 5, spanM: 100 }, 0)).toEqual([100, 5])
    expect(rayEnd({ heightM: 5, spanM: 10 }, -45)).toEqual([10, expect.closeTo(15, 9)])
    expect(rayEnd({ heightM: 5, spanM: 10 }, 95)).toEqual([0, 0])
  })

  it.each([
    [10, [0, 2, 4, 6, 8, 10]],
    [33, [0, 5, 10, 15, 20, 25, 30]],
    [250, [0, 50, 100, 150, 200, 250]],
  ])('marks %d m at round distances', (span, ticks) => {
    expect(ticksOf(span)).toEqual(ticks)
  })

  it('draws sectors north up and clockwise, and all round as a ring', () => {
    expect(sectorPath(0, 180, 0, 10)).toBe('M0 0L-10 0A10 10 0 0 1 10 0L0 0A0 0 0 0 0 0 0Z')
    expect(sectorPath(45, 270, 0, 10)).toContain('A10 10 0 1 1 0 10')
    expect(sectorPath(null, 360, 2, 10)).toBe(
      'M0 -10A10 10 0 1 1 0 10A10 10 0 1 1 0 -10ZM0 -2A2 2 0 1 1 0 2A2 2 0 1 1 0 -2Z',
    )
  })
})
