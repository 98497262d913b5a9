import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { addRings, addViewshed, type CoverageGrid, coveredShare, createGrid, removeViewshed } from './coverage'
import { localFrame } from './frame'
import { localPolygons } from './raster'
import { seededRandom } from './testing/random'

const FRAME = localFrame([126.535, 45.803])
const newGrid = (cellM = 1) => createGrid(FRAME, [-60, -50, 60, 50], cellM)

function polygonOf(...rings: number[][][]): Polygon {
  return { type: 'Polygon', coordinates: rings.map((ring) => [...ring, ring[0]].map(([x, y]) => FRAME.toLngLat(x, y))) }
}

/** Star-shaped, spiky, partly outside the grid, every other one with a hole. */
function star(seed: number): Polygon {
  const random = seededRandom(seed)
  const [x, y] = [120 * random() - 60, 100 * random() - 50]
  const corners = 5 + Math.floor(60 * random())
  const ring = Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners
    const reach = 4 + 40 * random() ** 3
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
  const hole = [0, 1, 2, 3, 4].map((i) => [x + 2 * Math.cos(-i * 1.25), y + 2 * Math.sin(-i * 1.25)])
  return seed % 2 === 0 ? polygonOf(ring) : polygonOf(ring, hole)
}

/** Oracle: every cell centre against every edge. */
function countsByCentre(grid: CoverageGrid, polygons: Polygon[]): number[] {
  const locals = polygons.flatMap((polygon) => localPolygons(polygon, FRAME))
  return Array.from(grid.counts, (_, cell) => {
    const x = grid.minX + ((cell % grid.columns) + 0.5) * grid.cellM
    const y = grid.minY + (Math.floor(cell / grid.columns) + 0.5) * grid.cellM
    return locals.filter((rings) => isInside(rings, x, y)).length
  })
}

function isInside(rings: Float64Array[], x: number, y: number): boolean {
  let inside = false
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const crosses = ring[i + 1] > y !== ring[j + 1] > y
      if (crosses && x < ring[i] + ((y - ring[i + 1]) / (ring[j + 1] - ring[i + 1])) * (ring[j] - ring[i]))
        inside = !inside
    }
  return inside
}

describe('coverage', () => {
  it('counts what a test of every cell centre counts', () => {
    for (const cellM of [1, 2.5]) {
      const polygons = Array.from({ length: 20 }, (_, seed) => star(seed))
      const grid = newGrid(cellM)
      for (const polygon of polygons) addViewshed(grid, polygon)
      expect(Array.from(grid.counts)).toEqual(countsByCentre(grid, polygons))
    }
  })

  it('restores every bit when a viewshed is removed, whatever came between', () => {
    const grid = newGrid()
    for (let seed = 0; seed < 10; seed++) addViewshed(grid, star(seed))
    const before = Uint16Array.from(grid.counts)
    addViewshed(grid, star(77))
    addViewshed(grid, star(78))
    removeViewshed(grid, star(77))
    removeViewshed(grid, star(78))
    expect(grid.counts).toEqual(before)
  })

  it('gives every cell to exactly one of two polygons that share a side', () => {
    const grid = newGrid()
    addRings(grid, [[-70, -70, 3.5, -70, 11.5, 70, -70, 70]])
    addRings(grid, [[3.5, -70, 80, -70, 80, 70, 11.5, 70]])
    expect(new Set(grid.counts)).toEqual(new Set([1]))
  })

  it('tells the share that is seen, of everything or within a mask', () => {
    const grid = newGrid()
    expect(grid.counts).toHaveLength(120 * 100)
    addRings(grid, [[0, -50, 60, -50, 60, 50, 0, 50]])
    addRings(grid, [[0, 0, 60, 0, 60, 50, 0, 50]])
    expect(coveredShare(grid)).toBe(0.5)
    expect(coveredShare(grid, null, 2)).toBe(0.25)
    const northEast = Uint8Array.from(grid.counts, (count) => (count === 2 ? 1 : 0))
    expect(coveredShare(grid, northEast)).toBe(1)
    expect(coveredShare(grid, new Uint8Array(12000))).toBeNull()
  })

  it('refuses a grid without extent and a mask of another size', () => {
    expect(() => createGrid(FRAME, [0, 0, 0, 5])).toThrow(RangeError)
    expect(() => newGrid(0)).toThrow('cellM must be above 0, got 0')
    expect(() => coveredShare(newGrid(), new Uint8Array(3))).toThrow('mask must have a value per cell (12000), got 3')
  })
})
