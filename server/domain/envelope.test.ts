import { describe, expect, it } from 'vitest'
import { sweepVisible } from './envelope'
import { visibleArea } from './polar-region'
import { distanceAlong } from './testing/pieces'
import { castRay } from './testing/ray-oracle'
import { latticeBlocks, randomBlocks, slivers } from './testing/scenes'

const FULL_TURN = 2 * Math.PI
const FAR_M = 80

/** Rays whose distance differs by more than 1 cm, other than right beside a corner. */
function raysOff(segments: Float64Array, start: number, span: number): number {
  const pieces = sweepVisible(segments, start, span, FAR_M)
  let off = 0
  for (let ray = 0; ray < 720; ray++) {
    const angle = start + (span * (ray + 0.5 + 1e-4)) / 720
    const expected = [-1e-7, 0, 1e-7].map((turn) => castRay(segments, angle + turn, FAR_M))
    const seen = distanceAlong(pieces, angle)
    if (seen < Math.min(...expected) - 0.01 || seen > Math.max(...expected) + 0.01) off++
  }
  return off
}

describe('sweepVisible', () => {
  it.each([
    ['blocks', randomBlocks],
    ['lattice of party walls', latticeBlocks],
    ['slivers and gaps of 1e-9 m', slivers],
  ] as const)('agrees with every ray: %s', (_, sceneOf) => {
    for (let seed = 1; seed <= 40; seed++) {
      const segments = sceneOf(seed, 5 + seed)
      expect(raysOff(segments, 0, FULL_TURN), `seed ${seed}`).toBe(0)
      expect(raysOff(segments, seed, 0.1 + (seed % 6)), `seed ${seed}, sector`).toBe(0)
    }
  })

  it('sees the whole circle among nothing', () => {
    const pieces = sweepVisible(new Float64Array(0), 0, FULL_TURN, FAR_M)
    expect(visibleArea(pieces, 0)).toBeCloseTo(Math.PI * FAR_M ** 2, 6)
  })

  it('gives the wide shadow of a wall 0.4 m away its true shape', () => {
    const wall = Float64Array.of(-40, 0.4, 40, 0.4)
    const pieces = sweepVisible(wall, Math.PI / 4, Math.PI / 2, FAR_M)
    expect(visibleArea(pieces, 0)).toBeCloseTo(0.16, 9)
  })

  it('sees through a closed room nowhere', () => {
    const room = Float64Array.of(-3, -2, 4, -2, 4, -2, 4, 5, 4, 5, -3, 5, -3, 5, -3, -2)
    expect(visibleArea(sweepVisible(room, 1, FULL_TURN, FAR_M), 0)).toBeCloseTo(49, 9)
  })

  it('stays finite with the camera on a corner, on a wall and in line with one', () => {
    const wall = Float64Array.of(0, 0, 10, 0, -5, 0, 5, 0, 20, 0, 30, 0)
    expect(visibleArea(sweepVisible(wall, 0, FULL_TURN, FAR_M), 0)).toBeCloseTo(Math.PI * FAR_M ** 2, 6)
  })
})
