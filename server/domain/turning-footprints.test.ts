import { describe, expect, it } from 'vitest'
import { type FootprintCamera, footprintOf, homeFootprint } from './footprint'
import { liveFootprint, sweepFootprint } from './turning-footprints'

const squarePtz: FootprintCamera = {
  kind: 'ptz',
  lng: 126.5,
  lat: 45.8,
  heightM: 9,
  mountKind: 'pole',
  bearing: 200,
  tilt: 12,
  hfov: 57.8,
  vfov: 34.5,
  focalMm: null,
  sensorWidthMm: null,
  sensorHeightMm: null,
  pixelsWide: 3840,
  pixelsHigh: 2160,
  rangeM: null,
}
const tan = (degrees: number) => Math.tan((degrees * Math.PI) / 180)

describe('sweepFootprint', () => {
  it('is what coverage counts for cameras that turn', () => {
    expect(footprintOf(squarePtz)).toEqual(sweepFootprint(squarePtz))
    expect(sweepFootprint(squarePtz)).toMatchObject({ cone: 'sweep', bearing: null, hfov: 360, nearM: 0, deadZoneM: 0 })
  })

  it('assumes that it turns all round where no limits are stated', () => {
    expect(sweepFootprint(squarePtz).assumed).toEqual(['hfov'])
    expect(sweepFootprint({ ...squarePtz, sweepFrom: 100, sweepTo: 300 }).assumed).toEqual([])
  })

  it.each([
    [100, 300, 200, 200],
    [300, 100, 20, 160],
    [350, 10, 0, 20],
    [90, 90, null, 360],
  ])('turns clockwise from %d° to %d°: middle %s°, %d° wide', (sweepFrom, sweepTo, bearing, hfov) => {
    expect(sweepFootprint({ ...squarePtz, sweepFrom, sweepTo })).toMatchObject({ bearing, hfov })
  })

  it('reaches as far as full zoom does, where that is known', () => {
    const reachAt = (hfov: number) => Math.sqrt((3840 / (2 * tan(hfov / 2) * 500)) ** 2 - 7.5 ** 2)
    const validateM = (camera: FootprintCamera) =>
      sweepFootprint(camera).ranges.find(({ level }) => level === 'validate')!.farM
    expect(validateM(squarePtz)).toBeCloseTo(0, 9)
    expect(validateM({ ...squarePtz, teleHfov: 2.8 })).toBeCloseTo(reachAt(2.8), 6)
    expect(sweepFootprint({ ...squarePtz, teleHfov: 2.8 }).farM).toBe(200)
  })

  it('does not rest on an assumed wide angle when full zoom and limits are known', () => {
    const unknownLens = { ...squarePtz, hfov: null, vfov: null, teleHfov: 2.8, sweepFrom: 0, sweepTo: 90 }
    expect(sweepFootprint(unknownLens).assumed).toEqual(['vfov'])
  })
})

describe('homeFootprint', () => {
  it('is the cone a camera rests in, by its own bearing, tilt and opening angle', () => {
    const home = homeFootprint(squarePtz)!
    expect(home).toMatchObject({ cone: 'home', bearing: 200, hfov: 57.8, assumed: [] })
    expect(home.nearM).toBeCloseTo(7.5 / tan(12 + 34.5 / 2), 9)
    expect(home.deadZoneM).toBeCloseTo(9 / tan(12 + 34.5 / 2), 9)
  })

  it('is not known without a bearing, and for a fixed camera is its only one', () => {
    expect(homeFootprint({ ...squarePtz, bearing: null })).toBeNull()
    const fixed = { ...squarePtz, kind: 'fixed' as const }
    expect(homeFootprint(fixed)).toEqual(footprintOf(fixed))
  })

  it('lies within the sweep', () => {
    const home = homeFootprint({ ...squarePtz, teleHfov: 3 })!
    const sweep = sweepFootprint({ ...squarePtz, teleHfov: 3 })
    expect(home.farM).toBeLessThanOrEqual(sweep.farM)
    for (const [i, range] of home.ranges.entries()) expect(range.farM).toBeLessThanOrEqual(sweep.ranges[i].farM)
  })
})

describe('liveFootprint', () => {
  const aim = { bearing: 20, tilt: 4, hfov: 6, at: 0 }

  it('is where the camera says it looks, with the vfov that the picture has at that zoom', () => {
    const live = liveFootprint(squarePtz, aim)
    const vfov = (2 * Math.atan((tan(3) * 2160) / 3840) * 180) / Math.PI
    expect(live).toMatchObject({ cone: 'live', bearing: 20, hfov: 6, assumed: [] })
    expect(live.nearM).toBeCloseTo(7.5 / tan(4 + vfov / 2), 9)
  })

  it('does not rest on what was assumed of its home', () => {
    const assumed = { ...squarePtz, provenance: { tilt: 'default', bearing: 'default' } as const }
    expect(liveFootprint(assumed, aim).assumed).toEqual([])
    expect(liveFootprint({ ...assumed, provenance: { heightM: 'default' } }, aim).assumed).toEqual(['heightM'])
  })

  it('refuses an impossible aim', () => {
    expect(() => liveFootprint(squarePtz, { ...aim, bearing: 360 })).toThrow('bearing must be')
    expect(() => liveFootprint(squarePtz, { ...aim, tilt: -3 })).toThrow('tilt must be')
    expect(() => liveFootprint(squarePtz, { ...aim, hfov: 0 })).toThrow('hfov must be')
  })
})

describe('at night', () => {
  it('nothing reaches farther than the light', () => {
    const lit = { ...squarePtz, nightRangeM: 30, teleHfov: 2.8 }
    for (const footprint of [sweepFootprint(lit, { isNight: true }), homeFootprint(lit, { isNight: true })!]) {
      expect(footprint.farM).toBe(30)
      expect(Math.max(...footprint.ranges.map((range) => range.farM))).toBe(30)
      expect(footprint.assumed).not.toContain('nightRangeM')
    }
    expect(sweepFootprint(lit).farM).toBe(200)
  })

  it('a range that the owner states is no light', () => {
    expect(homeFootprint({ ...squarePtz, nightRangeM: 30, rangeM: 90 }, { isNight: true })!.farM).toBe(30)
  })

  it.each(['fixed', 'dome', 'ptz', 'panoramic'] as const)(
    'a %s not known to see at night sees nothing, and says so',
    (kind) => {
      const footprint = footprintOf({ ...squarePtz, kind }, { isNight: true })
      expect(footprint.farM).toBe(footprint.nearM)
      expect(footprint.ranges.every((range) => range.farM === 0)).toBe(true)
      expect(footprint.assumed).toContain('nightRangeM')
      expect(footprintOf({ ...squarePtz, kind }).assumed).not.toContain('nightRangeM')
    },
  )

  it('refuses a light without reach', () => {
    expect(() => footprintOf({ ...squarePtz, nightRangeM: 0 }, { isNight: true })).toThrow(
      'nightRangeM must be above 0',
    )
  })
})
