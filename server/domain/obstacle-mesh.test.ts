import { describe, expect, it } from 'vitest'
import { localFrame } from './frame'
import { BORDER, nextEdge } from './half-edges'
import { meshObstacles, type ObstacleMesh, STEP_BASE, triangleAt } from './obstacle-mesh'
import { heightOver, indexObstacles, type Outline, outlinesAt } from './obstacles'
import { seededRandom } from './testing/random'

const frame = localFrame([11.576, 48.1375])

function overlappingBlocks(seed: number, count: number): Outline[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const [x, y, w, h] = [200 * random() - 110, 200 * random() - 110, 2 + 30 * random(), 2 + 30 * random()]
    const ring = [
      frame.toLngLat(x, y),
      frame.toLngLat(x + w, y),
      frame.toLngLat(x + w, y + h),
      frame.toLngLat(x, y + h),
    ]
    const heightM = random() < 0.2 ? null : Math.ceil(8 * random())
    return {
      heightM,
      role: random() < 0.2 ? 'part' : 'building',
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    }
  })
}

const towns = Array.from({ length: 12 }, (_, seed) => indexObstacles(overlappingBlocks(seed, 5 * seed), frame))
const meshes = towns.map((town) => meshObstacles(town, [-100, -90, 100, 90]))

function doubleArea({ x, y, corner }: ObstacleMesh, t: number): number {
  const [a, b, c] = corner.subarray(t * 3, t * 3 + 3)
  return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])
}

describe('meshObstacles', () => {
  it('covers its bounds with triangles that turn left, without gap or overlap', () => {
    for (const mesh of meshes) {
      const areas = Array.from({ length: mesh.corner.length / 3 }, (_, t) => doubleArea(mesh, t) / 2)
      expect(Math.min(...areas)).toBeGreaterThan(0)
      expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(200 * 180, 6)
    }
  })

  it('links every edge to itself on the other side, walls or not', () => {
    for (const { corner, twin } of meshes)
      twin.forEach((coded, e) => {
        if (coded === BORDER) return
        const other = coded < BORDER ? STEP_BASE - coded : coded
        expect(twin[other]).toBe(coded < BORDER ? STEP_BASE - e : e)
        expect([corner[e], corner[nextEdge(e)]]).toEqual([corner[nextEdge(other)], corner[other]])
      })
  })

  it('is Delaunay but for its walls', () => {
    for (const { x, y, corner, twin } of meshes)
      twin.forEach((f, e) => {
        if (f < 0) return
        const [a, b, c, d] = [corner[e], corner[f], corner[nextEdge(nextEdge(e))], corner[nextEdge(nextEdge(f))]]
        const angle = (apex: number) => {
          const [ux, uy, vx, vy] = [x[a] - x[apex], y[a] - y[apex], x[b] - x[apex], y[b] - y[apex]]
          return Math.atan2(Math.abs(ux * vy - uy * vx), ux * vx + uy * vy)
        }
        // Opposite angles of a Delaunay edge sum to half a turn at most.
        expect(angle(c) + angle(d)).toBeLessThan(Math.PI + 1e-4)
      })
  })

  it('knows the height over every triangle, and walls only where it changes', () => {
    meshes.forEach(({ x, y, corner, twin, heights }, i) => {
      heights.forEach((height, t) => {
        const [a, b, c] = corner.subarray(t * 3, t * 3 + 3)
        const [centreX, centreY] = [(x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3]
        const longest = Math.max(Math.hypot(x[a] - x[b], y[a] - y[b]), Math.hypot(x[b] - x[c], y[b] - y[c]))
        // Triangles a few grid cells high lie on outlines as drawn, on one side or the other.
        if (doubleArea(meshes[i], t) / longest < 1e-3) return
        expect(height).toBe(heightOver(towns[i], outlinesAt(towns[i], centreX, centreY)))
      })
      twin.forEach((coded, e) => {
        const other = coded < BORDER ? STEP_BASE - coded : coded
        if (coded !== BORDER) expect(coded < BORDER).toBe(heights[Math.floor(e / 3)] !== heights[Math.floor(other / 3)])
      })
    })
  })

  it('finds the triangle of a point', () => {
    const random = seededRandom(3)
    for (const mesh of meshes)
      for (let i = 0; i < 50; i++) {
        const [px, py] = [200 * random() - 100, 180 * random() - 90]
        const t = triangleAt(mesh, px, py)
        for (let e = t * 3; e < t * 3 + 3; e++) {
          const [a, b] = [mesh.corner[e], mesh.corner[nextEdge(e)]]
          const turn = (mesh.x[b] - mesh.x[a]) * (py - mesh.y[a]) - (mesh.y[b] - mesh.y[a]) * (px - mesh.x[a])
          expect(turn).toBeGreaterThanOrEqual(0)
        }
      }
  })
})
