import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../domain/testing/random'
import { type PtzRanges, positionOf, vectorOf } from './ptz-ranges'

const RANGES: PtzRanges = { pan: [-180, 180], tilt: [90, -10], hfov: [60, 3] }

describe('a device’s numbers', () => {
  it('mean what was stated of their ends', () => {
    expect(positionOf({ x: -1, y: -1, zoom: 0 }, RANGES)).toEqual({ pan: -180, tilt: 90, hfov: expect.closeTo(60, 9) })
    expect(positionOf({ x: 1, y: 1, zoom: 1 }, RANGES)).toEqual({ pan: 180, tilt: -10, hfov: expect.closeTo(3, 9) })
    expect(positionOf({ x: 0, y: 0, zoom: 0 }, RANGES)).toMatchObject({ pan: 0, tilt: 40 })
  })

  it('go to degrees and back, wherever the camera looks', () => {
    const random = seededRandom(20261122)
    for (let i = 0; i < 500; i++) {
      const vector = { x: 2 * random() - 1, y: 2 * random() - 1, zoom: random() }
      const back = vectorOf(positionOf(vector, RANGES), RANGES)
      for (const axis of ['x', 'y', 'zoom'] as const) expect(back[axis]).toBeCloseTo(vector[axis], 9)
    }
  })

  it('double the focal length half way to a lens three times as long', () => {
    const ranges: PtzRanges = { ...RANGES, hfov: [60, (2 * Math.atan(Math.tan(Math.PI / 6) / 3) * 180) / Math.PI] }
    const { hfov } = positionOf({ x: 0, y: 0, zoom: 0.5 }, ranges)
    expect(Math.tan((hfov * Math.PI) / 360)).toBeCloseTo(Math.tan(Math.PI / 6) / 2, 9)
  })

  it('end where the camera can turn no farther', () => {
    expect(vectorOf({ pan: 20, tilt: -80, hfov: 0.5 }, { ...RANGES, pan: [-10, 10] })).toEqual({ x: 1, y: 1, zoom: 1 })
  })
})
