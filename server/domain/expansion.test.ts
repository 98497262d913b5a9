import { describe, expect, it } from 'vitest'
import { type Look, MeshViewer } from './expansion'
import { meshObstacles } from './obstacle-mesh'
import { indexLocalOutlines } from './obstacles'
import { visibleArea } from './polar-region'
import { sweepVisible } from './testing/envelope'
import { raysOff } from './testing/ray-oracle'
import { SCENE_FRAME, SCENE_KINDS, type Scene, sceneOf } from './testing/scenes'

const FULL_TURN = 2 * Math.PI
const AROUND: Look = {
  x: 0,
  y: 0,
  start: 0,
  span: FULL_TURN,
  nearM: 0,
  farM: 80,
  heightM: 6,
  targetHeightM: 1.5,
}
const viewerOf = ({ obstacles }: Pick<Scene, 'obstacles'>) =>
  new MeshViewer(meshObstacles(obstacles, [-110, -110, 110, 110]))
const square = (x: number, y: number, size: number) => [x, y, x + size, y, x + size, y + size, x, y + size]

describe('MeshViewer', () => {
  it.each(SCENE_KINDS.filter((kind) => kind !== 'corners'))(
    'agrees with every ray among %s, in 2.5 dimensions',
    (kind) => {
      for (let seed = 1; seed <= 40; seed++) {
        const scene = sceneOf(kind, seed, 4 + seed)
        const pieces = viewerOf(scene).view(scene.look)!
        expect(raysOff(pieces, scene.obstacles, scene.look), `seed ${seed}`).toBe(0)
      }
    },
  )

  it.each(['blocks', 'lattice', 'slivers'] as const)('agrees with the sweep where all is high: %s', (kind) => {
    for (let seed = 1; seed <= 40; seed++) {
      const scene = sceneOf(kind, seed, 4 + seed, true)
      const look = { ...scene.look, nearM: 0 }
      const swept = visibleArea(sweepVisible(scene.obstacles.edges, look.start, look.span, look.farM))
      expect(Math.abs(visibleArea(viewerOf(scene).view(look)!) - swept), `seed ${seed}`).toBeLessThan(0.1)
    }
  })

  it('sees the whole circle on open ground, in few pieces', () => {
    const open = { obstacles: indexLocalOutlines([{ rings: [square(90, 90, 5)] }], SCENE_FRAME) }
    const pieces = viewerOf(open).view({ ...AROUND, x: 20, y: 40, farM: 60 })!
    expect(visibleArea(pieces)).toBeCloseTo(Math.PI * 3600, 6)
    expect(pieces.count).toBeLessThan(8)
  })

  it('sees the ground behind a low roof again where its shadow ends', () => {
    const low = {
      obstacles: indexLocalOutlines([{ rings: [[10, -50, 20, -50, 20, 50, 10, 50]], heightM: 3 }], SCENE_FRAME),
    }
    // k = (6 − 1.5) / (6 − 3) = 1.5: hidden from 10 m to 30 m east.
    const look = { ...AROUND, start: -0.01, span: 0.02 }
    const hidden = (30 ** 2 - 10 ** 2) * Math.tan(0.01)
    expect(visibleArea(viewerOf(low).view(look)!)).toBeCloseTo(0.01 * 6400 - hidden, 6)
  })

  it('sees nothing from inside what is as high as itself', () => {
    const inside = { obstacles: indexLocalOutlines([{ rings: [square(-5, -5, 10)], heightM: 6 }], SCENE_FRAME) }
    expect(viewerOf(inside).view(AROUND)!.count).toBe(0)
  })

  it('answers nothing where it does not know every wall in range, and on a wall', () => {
    const viewer = viewerOf({ obstacles: indexLocalOutlines([{ rings: [square(0, 0, 5)] }], SCENE_FRAME) })
    expect(viewer.view({ ...AROUND, y: 51, farM: 60 })).toBeNull()
    expect(viewer.view({ ...AROUND, x: 5 })).toBeNull()
    expect(viewer.view({ ...AROUND, x: 5, y: 2 })).toBeNull()
    expect(viewer.view({ ...AROUND, x: -1, y: 39, farM: 60 })).not.toBeNull()
  })

  it('refuses bounds without extent, or above 2 km', () => {
    const nothing = indexLocalOutlines([], SCENE_FRAME)
    expect(() => meshObstacles(nothing, [0, 0, 0, 5])).toThrow(RangeError)
    expect(() => meshObstacles(nothing, [0, 0, 3000, 5])).toThrow('bounds must span more than 0 and at most 2048 m')
  })
})
