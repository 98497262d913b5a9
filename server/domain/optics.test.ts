import { describe, expect, it } from 'vitest'
import type { Optics } from './camera'
import { DENSITY_LEVELS, resolveOptics } from './optics'

const UNKNOWN: Optics = {
  hfov: null,
  vfov: null,
  focalMm: null,
  sensorWidthMm: null,
  sensorHeightMm: null,
  pixelsWide: null,
  pixelsHigh: null,
  rangeM: null,
}

describe('DENSITY_LEVELS', () => {
  it('go from coarse to fine', () => {
    for (const levels of Object.values(DENSITY_LEVELS)) {
      const densities = levels.map((level) => level.pixelsPerM)
      expect(densities).toEqual([...densities].sort((a, b) => a - b))
    }
  })
})

describe('resolveOptics', () => {
  it('assumes the market`s median where nothing is said', () => {
    const optics = resolveOptics(UNKNOWN, 'fixed')
    expect(optics.hfov).toBeCloseTo(43.1, 1)
    expect(optics.pixelsWide).toBe(2560)
    expect(Object.values(optics.provenance)).toEqual(['default', 'default', 'default', 'default'])
  })

  it('computes angles from lens and sensor, and takes a stated angle first', () => {
    const lens = {
      ...UNKNOWN,
      focalMm: 4,
      sensorWidthMm: 5.37,
      sensorHeightMm: 3.02,
      pixelsWide: 1920,
      pixelsHigh: 1080,
    }
    const computed = resolveOptics(lens, 'fixed')
    expect(computed.hfov).toBeCloseTo(67.7, 0)
    expect(computed.provenance).toEqual({
      hfov: 'optics',
      vfov: 'optics',
      pixelsWide: 'catalogue',
      pixelsHigh: 'catalogue',
    })
    const stated = resolveOptics({ ...lens, hfov: 90 }, 'fixed', { hfov: 'surveyed' })
    expect(stated.hfov).toBe(90)
    expect(stated.provenance.hfov).toBe('surveyed')
  })

  it('derives a missing vfov from the picture`s shape', () => {
    const optics = resolveOptics({ ...UNKNOWN, hfov: 90, pixelsWide: 1600, pixelsHigh: 1600 }, 'fixed')
    expect(optics.vfov).toBeCloseTo(90, 9)
    expect(optics.provenance.vfov).toBe('optics')
  })

  it('marks an angle as assumed when only the focal length is known', () => {
    expect(resolveOptics({ ...UNKNOWN, focalMm: 4 }, 'fixed').provenance.hfov).toBe('default')
  })

  it('refuses impossible values by name', () => {
    expect(() => resolveOptics({ ...UNKNOWN, hfov: 361 }, 'fixed')).toThrow(
      'hfov must be above 0 and at most 360 degrees, got 361',
    )
    expect(() => resolveOptics({ ...UNKNOWN, focalMm: 0 }, 'fixed')).toThrow('focalMm must be above 0, got 0')
  })
})
