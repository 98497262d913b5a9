import Flatbush from 'flatbush'
import { describe, expect, it } from 'vitest'
import { sweepVisible } from './envelope'
import { MeshViewer } from './expansion'
import { meshObstacles } from './obstacle-mesh'
import { visibleArea } from './polar-region'
import { raysOff } from './testing/ray-oracle'
import { latticeBlocks, randomBlocks, slivers } from './testing/scenes'

const FULL_TURN = 2 * Math.PI
const FAR_M = 80

function viewerOf(edges: Float64Array): MeshViewer {
  const edgeTree = new Flatbush(edges.length / 4)
  for (let i = 0; i < edges.length; i += 4)
    edgeTree.add(
      Math.min(edges[i], edges[i + 2]),
      Math.min(edges[i + 1], edges[i + 3]),
      Math.max(edges[i], edges[i + 2]),
      Math.max(edges[i + 1], edges[i + 3]),
    )
  edgeTree.finish()
  return new MeshViewer(meshObstacles({ edges, edgeTree }, [-100, -100, 100, 100]))
}

describe('MeshViewer', () => {
  it.each([
    ['blocks', randomBlocks],
    ['lattice of party walls', latticeBlocks],
    ['slivers and gaps of 1e-9 m', slivers],
  ] as const)('agrees with every ray and with the sweep: %s', (_, sceneOf) => {
    for (let seed = 1; seed <= 40; seed++) {
      const segments = sceneOf(seed, 5 + seed)
      const viewer = viewerOf(segments)
      for (const [start, span] of [
        [0, FULL_TURN],
        [seed, 0.1 + (seed % 6)],
      ]) {
        const pieces = viewer.view(0, 0, start, span, FAR_M)!
        const label = `seed ${seed}, span ${span}`
        expect(raysOff(pieces, segments, start, span, FAR_M, 1e-4), label).toBe(0)
        const swept = visibleArea(sweepVisible(segments, start, span, FAR_M), 0)
        expect(Math.abs(visibleArea(pieces, 0) - swept), label).toBeLessThan(0.1)
      }
    }
  })

  it('sees the whole circle on open ground', () => {
    const pieces = viewerOf(Float64Array.of(90, 90, 95, 90)).view(20, 40, 0, FULL_TURN, 60)!
    expect(visibleArea(pieces, 0)).toBeCloseTo(Math.PI * 3600, 6)
    expect(pieces.count).toBeLessThan(8)
  })

  it('answers nothing where it does not know every wall in range, and on a corner', () => {
    const viewer = viewerOf(Float64Array.of(0, 0, 5, 0))
    expect(viewer.view(0, 41, 0, FULL_TURN, 60)).toBeNull()
    expect(viewer.view(5, 0, 0, FULL_TURN, 60)).toBeNull()
    expect(viewer.view(0, 39, 0, FULL_TURN, 60)).not.toBeNull()
  })

  it('refuses bounds without extent, or above 2 km', () => {
    const nothing = { edges: new Float64Array(0), edgeTree: null }
    expect(() => meshObstacles(nothing, [0, 0, 0, 5])).toThrow(RangeError)
    expect(() => meshObstacles(nothing, [0, 0, 3000, 5])).toThrow('bounds must span more than 0 and at most 2048 m')
  })
})
