import { describe, expect, it } from 'vitest'
import { visibleArea } from '../polar-region'
import { sweepVisible } from './envelope'
import { raysOff } from './ray-oracle'
import { sceneOf } from './scenes'

const FULL_TURN = 2 * Math.PI
const FAR_M = 80

describe('sweepVisible', () => {
  it.each(['blocks', 'lattice', 'slivers'] as const)('agrees with every ray where all is high: %s', (kind) => {
    for (let seed = 1; seed <= 40; seed++) {
      const scene = sceneOf(kind, seed, 5 + seed, true)
      const look = { ...scene.look, nearM: 0 }
      const pieces = sweepVisible(scene.obstacles.edges, look.start, look.span, look.farM)
      expect(raysOff(pieces, scene.obstacles, look, { slack: 1e-7 }), `seed ${seed}`).toBe(0)
    }
  })

  it('sees the whole circle among nothing', () => {
    const pieces = sweepVisible(new Float64Array(0), 0, FULL_TURN, FAR_M)
    expect(visibleArea(pieces)).toBeCloseTo(Math.PI * FAR_M ** 2, 6)
  })

  it('gives the wide shadow of a wall 0.4 m away its true shape', () => {
    const wall = Float64Array.of(-40, 0.4, 40, 0.4)
    const pieces = sweepVisible(wall, Math.PI / 4, Math.PI / 2, FAR_M)
    expect(visibleArea(pieces)).toBeCloseTo(0.16, 9)
  })

  it('sees through a closed room nowhere', () => {
    const room = Float64Array.of(-3, -2, 4, -2, 4, -2, 4, 5, 4, 5, -3, 5, -3, 5, -3, -2)
    expect(visibleArea(sweepVisible(room, 1, FULL_TURN, FAR_M))).toBeCloseTo(49, 9)
  })

  it('stays finite with the camera on a corner, on a wall and in line with one', () => {
    const wall = Float64Array.of(0, 0, 10, 0, -5, 0, 5, 0, 20, 0, 30, 0)
    expect(visibleArea(sweepVisible(wall, 0, FULL_TURN, FAR_M))).toBeCloseTo(Math.PI * FAR_M ** 2, 6)
  })
})
