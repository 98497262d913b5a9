import { describe, expect, it } from 'vitest'
import { addPieces, addRing, countRaster, resolveCounts } from './count-raster'
import { type Look, MeshViewer } from './expansion'
import { meshObstacles } from './obstacle-mesh'
import { indexLocalOutlines } from './obstacles'
import { visibleOutline } from './polar-outline'
import { keptPieces, visibleArea } from './polar-region'
import { stretchesAlong } from './testing/pieces'
import { seededRandom } from './testing/random'
import { SCENE_FRAME, SCENE_KINDS, sceneOf } from './testing/scenes'

const BOUNDS = [-90, -90, 90, 90] as const

function seenIn(kind: (typeof SCENE_KINDS)[number], seed: number) {
  const scene = sceneOf(kind, seed, 4 + (seed % 30))
  // Off the lattice, so that no wall lies on cell centres.
  const look: Look = { ...scene.look, x: scene.look.x + 0.013, y: scene.look.y + 0.007 }
  const viewer = new MeshViewer(meshObstacles(scene.obstacles, [-110, -110, 110, 110]))
  return { look, pieces: keptPieces(viewer.view(look)!) }
}

/** The same with every coordinate on half metres, as the centres of cells are. */
function onLattice(kind: (typeof SCENE_KINDS)[number], seed: number) {
  const { look, obstacles } = sceneOf(kind, seed, 4 + (seed % 30))
  const rings = Array.from({ length: obstacles.firstEdge.length - 1 }, (_, outline) => {
    const edges = obstacles.edges.subarray(obstacles.firstEdge[outline] * 4, obstacles.firstEdge[outline + 1] * 4)
    return Array.from({ length: edges.length / 2 }, (_, i) => edges[4 * (i >> 1) + (i % 2)]).map(toHalf)
  })
  const outlines = rings.map((ring, i) => ({ rings: [ring], heightM: obstacles.heightM[i], role: obstacles.role[i] }))
  const viewer = new MeshViewer(meshObstacles(indexLocalOutlines(outlines, SCENE_FRAME), [-110, -110, 110, 110]))
  const at: Look = { ...look, x: toHalf(look.x), y: toHalf(look.y), farM: Math.min(look.farM, 80) }
  const seen = viewer.view(at)
  return { look: at, pieces: seen ? keptPieces(seen) : NOTHING }
}

/** About a centre, metres. */
const AROUND = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [1e-4 * Math.cos(0.1 + k), 1e-4 * Math.sin(0.1 + k)])

const toHalf = (value: number) => Math.round(value - 0.5) + 0.5
const NOTHING: ReturnType<typeof keptPieces> = { count: 0, corners: new Float64Array(0), marks: new Int32Array(0) }

/** Oracle: the centre of every cell, on the ray that leads to it. */
function holds(pieces: ReturnType<typeof seenIn>['pieces'], dx: number, dy: number): boolean {
  const distance = Math.hypot(dx, dy)
  return stretchesAlong(pieces, Math.atan2(dy, dx)).some(([from, to]) => distance >= from && distance < to)
}

const KINDS = SCENE_KINDS.filter((kind) => kind !== 'corners')

describe('addPieces', () => {
  it.each(KINDS)('counts each cell whose centre is seen once, and no other: %s', (kind) => {
    for (let seed = 1; seed <= 6; seed++) {
      const { look, pieces } = seenIn(kind, seed)
      const raster = countRaster(SCENE_FRAME, BOUNDS, 1)
      addPieces(raster, pieces, look.x, look.y, 1)
      let unlike = 0
      resolveCounts(raster).forEach((count, cell) => {
        const dx = (cell % raster.columns) + raster.minX + 0.5 - look.x
        const dy = Math.floor(cell / raster.columns) + raster.minY + 0.5 - look.y
        if (count !== (holds(pieces, dx, dy) ? 1 : 0)) unlike++
      })
      // A centre within rounding of a side may fall either way.
      expect(unlike, `seed ${seed}`).toBeLessThanOrEqual(1)
    }
  })

  it.each(KINDS)('counts no cell twice where camera and corners lie on one lattice with the centres: %s', (kind) => {
    for (let seed = 1; seed <= 15; seed++) {
      const { look, pieces } = onLattice(kind, seed)
      const raster = countRaster(SCENE_FRAME, BOUNDS, 1)
      addPieces(raster, pieces, look.x, look.y, 1)
      const counts = resolveCounts(raster)
      expect(
        counts.every((count) => count <= 1),
        `seed ${seed}`,
      ).toBe(true)
      // A centre on a ray belongs to one of the two pieces beside it: none is lost between them.
      let lost = 0
      counts.forEach((count, cell) => {
        if (count > 0) return
        const dx = (cell % raster.columns) + raster.minX + 0.5 - look.x
        const dy = Math.floor(cell / raster.columns) + raster.minY + 0.5 - look.y
        if (AROUND.every(([x, y]) => holds(pieces, dx + x, dy + y))) lost++
      })
      expect(lost, `seed ${seed}`).toBe(0)
    }
  })

  it.each(KINDS)('agrees with the area and with the outline: %s', (kind) => {
    for (let seed = 1; seed <= 20; seed++) {
      const { look, pieces } = seenIn(kind, seed)
      const [byPieces, byOutline] = [countRaster(SCENE_FRAME, BOUNDS, 1), countRaster(SCENE_FRAME, BOUNDS, 1)]
      addPieces(byPieces, pieces, look.x, look.y, 1)
      for (const ring of visibleOutline(pieces, 0.002).flat())
        addRing(
          byOutline,
          ring.map((value, i) => value + (i % 2 === 0 ? look.x : look.y)),
          1,
        )
      const [counts, others] = [resolveCounts(byPieces), resolveCounts(byOutline)]
      const unlike = counts.reduce((sum, count, cell) => sum + Math.abs(count - others[cell]), 0)
      expect(unlike, `seed ${seed}`).toBeLessThanOrEqual(6)
      const area = visibleArea(pieces)
      const cells = counts.reduce((sum, count) => sum + count, 0)
      expect(Math.abs(cells - area), `seed ${seed}`).toBeLessThan(6 + 0.02 * area)
    }
  })

  it('counts in an odd number of columns what it counts in an even one', () => {
    const { look, pieces } = seenIn('blocks', 3)
    const even = countRaster(SCENE_FRAME, [-20, -20, 20, 20], 1)
    const odd = countRaster(SCENE_FRAME, [-20, -20, 19, 20], 1)
    for (const raster of [even, odd]) addPieces(raster, pieces, look.x, look.y, 1)
    const [wide, narrow] = [resolveCounts(even), resolveCounts(odd)]
    expect(wide.filter((_, cell) => cell % 40 < 39)).toEqual(narrow)
    expect(narrow.some((count) => count > 0)).toBe(true)
  })

  it('takes away exactly what it added, in any order, wherever the raster cuts views off', () => {
    const random = seededRandom(5)
    const raster = countRaster(SCENE_FRAME, [-40, -20, 30, 50], 0.7)
    const views = KINDS.flatMap((kind) => [1, 2, 3].map((seed) => seenIn(kind, seed)))
    for (const { pieces, look } of views) addPieces(raster, pieces, look.x, look.y, 1)
    expect(Math.max(...resolveCounts(raster))).toBeGreaterThan(5)
    for (const { pieces, look } of views.sort(() => random() - 0.5)) addPieces(raster, pieces, look.x, look.y, -1)
    expect(raster.differences.every((difference) => difference === 0)).toBe(true)
  })

  it('counts in a tile what it counts in the whole', () => {
    const { pieces, look } = seenIn('roofs', 3)
    const whole = countRaster(SCENE_FRAME, BOUNDS, 1)
    const tile = countRaster(SCENE_FRAME, [-10, 20, 40, 70], 1)
    for (const raster of [whole, tile]) addPieces(raster, pieces, look.x, look.y, 1)
    const [all, part] = [resolveCounts(whole), resolveCounts(tile)]
    for (let row = 0; row < tile.rows; row++)
      for (let column = 0; column < tile.columns; column++)
        expect(part[row * tile.columns + column]).toBe(all[(row + 110) * whole.columns + column + 80])
  })
})
