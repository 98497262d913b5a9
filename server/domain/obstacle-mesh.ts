/** A triangulation of open and built ground with a height per triangle: the ground that views expand over. */
import { BORDER, type HalfEdges, NO_WALL, nextEdge, type WalledTriangles } from './half-edges'
import { triangleHeights } from './mesh-heights'
import { renumbered } from './mesh-order'
import { heightOver, type Obstacles, outlinesAt } from './obstacles'
import { NO_OWNER, type PlanarWalls, planarise } from './planarise'
import type { Bounds } from './raster'
import { makeDelaunay, triangulate } from './triangulate'

export interface ObstacleMesh extends HalfEdges {
  readonly bounds: Bounds
  /** Corner positions, metres in the obstacles' frame. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** Metres above ground per triangle: 0 open ground, Infinity where the height of what stands there is not known. */
  readonly heights: Float64Array
  /** Metres above ground of walls thinner than the grid, by half-edge. */
  readonly blades: ReadonlyMap<number, number>
  /** The triangle that holds each node of a 25 m grid over the bounds, row by row: where the search for a point starts. */
  readonly starts: Int32Array
}

/** In `twin`: STEP_BASE minus the half-edge beyond, where the height changes or a blade stands. */
export const STEP_BASE = -2

/** Walls are cut on a grid of 1/16384 m (0.06 mm): views differ from uncut walls by some 0.01 m² at 100 m. */
const GRID = 2 ** 14
/** So that numbers of grid cells stay exact in products. */
const LARGEST_M = 2 ** 11
const START_M = 25

/**
 * Triangulates what lies within bounds, at most 2 km either way, rounded outwards to metres, without the outlines in `ignored`. Nothing is known
 * beyond: cut cities into tiles. Only edges at which the height changes count as walls: party walls vanish.
 */
export function meshObstacles(
  obstacles: Obstacles,
  asked: Bounds,
  ignored: ReadonlySet<number> = new Set(),
): ObstacleMesh {
  const [minX, minY, maxX, maxY] = wholeMetres(asked)
  const bounds: Bounds = [minX, minY, maxX, maxY]
  if (!(maxX > minX && maxY > minY && maxX - minX <= LARGEST_M && maxY - minY <= LARGEST_M))
    throw new RangeError(`bounds must span more than 0 and at most ${LARGEST_M} m, got ${asked.join(',')}`)
  const { segments, owners } = clippedEdges(obstacles, bounds, ignored)
  // Rounded as the ends of walls at the border are, which must lie on it: heights would leak around them.
  pushBorder(segments, owners, Math.round((maxX - minX) * GRID), Math.round((maxY - minY) * GRID))
  const planes = planarise(segments, owners)
  const { mesh: triangles, ...points } = renumbered(triangulate(planes), planes.x, planes.y)
  const planar = { ...planes, ...points }
  const x = inMetres(planar.x, minX)
  const y = inMetres(planar.y, minY)
  const { corner, twin, wall } = triangles
  const start = largestTriangle(corner, x, y)
  const centre = centreOf(corner, x, y, start)
  const standing = outlinesAt(obstacles, centre[0], centre[1]).filter((outline) => !ignored.has(outline))
  const heights = triangleHeights(triangles, planar, start, standing, (over) => heightOver(obstacles, over))
  const bladeOf = (number: number) => heightOver(obstacles, planar.folded.get(number) ?? [])
  makeDelaunay(triangles, planar.x, planar.y, partyWalls(triangles, heights, planar.folded))
  const blades = new Map<number, number>()
  for (let e = 0; e < corner.length; e++)
    if (wall[e] !== NO_WALL && e < twin[e]) {
      const other = twin[e]
      twin[e] = STEP_BASE - other
      twin[other] = STEP_BASE - e
      const bladeM = bladeOf(wall[e])
      if (bladeM > 0) blades.set(e, bladeM).set(other, bladeM)
    }
  const mesh = { bounds, x, y, corner, twin, heights, blades }
  return { ...mesh, starts: findStarts(mesh) }
}

/** Every mesh has the same grid, so that a wall lies alike in all of them. */
const wholeMetres = ([minX, minY, maxX, maxY]: Bounds): Bounds => [
  Math.floor(minX),
  Math.floor(minY),
  Math.ceil(maxX),
  Math.ceil(maxY),
]

/** Walls at which no height changes are no walls; with every other half-edge that may now be turned. */
function partyWalls({ twin, wall }: WalledTriangles, heights: Float64Array, folded: PlanarWalls['folded']): number[] {
  const open: number[] = []
  const hasFolded = folded.size > 0
  for (let triangle = 0, e = 0; triangle < heights.length; triangle++) {
    const height = heights[triangle]
    for (const end = e + 3; e < end; e++) {
      const other = twin[e]
      if (other !== BORDER) {
        if (wall[e] !== NO_WALL && (heights[(other / 3) | 0] !== height || (hasFolded && folded.has(wall[e])))) continue
        if (e < other) open.push(e)
      }
      wall[e] = NO_WALL
    }
  }
  return open
}

/** A loop: `from` with a function takes ten times as long. */
function inMetres(cells: Int32Array, minM: number): Float64Array {
  const metres = new Float64Array(cells.length)
  for (let i = 0; i < cells.length; i++) metres[i] = minM + cells[i] / GRID
  return metres
}

/** The triangle that holds x, y, which must lie within the bounds, or has it on its rim. */
export function triangleAt(mesh: ObstacleMesh, x: number, y: number): number {
  const [minX, minY] = mesh.bounds
  const column = Math.floor((x - minX) / START_M)
  const row = Math.floor((y - minY) / START_M)
  return walkTo(mesh, mesh.starts[row * startColumns(mesh) + column], x, y)
}

type Triangles = Omit<ObstacleMesh, 'starts'>

const startColumns = ({ bounds: [minX, , maxX] }: Triangles) => Math.floor((maxX - minX) / START_M) + 1

function findStarts(mesh: Triangles): Int32Array {
  const [minX, minY, , maxY] = mesh.bounds
  const columns = startColumns(mesh)
  const rows = Math.floor((maxY - minY) / START_M) + 1
  const starts = new Int32Array(columns * rows)
  let triangle = 0
  for (let i = 0; i < starts.length; i++) {
    // Boustrophedon, so that each walk is short.
    const row = Math.floor(i / columns)
    const column = row % 2 === 0 ? i % columns : columns - 1 - (i % columns)
    triangle = walkTo(mesh, triangle, minX + column * START_M, minY + row * START_M)
    starts[row * columns + column] = triangle
  }
  return starts
}

/** Visibility walk: through any edge that has the point on its far side; ends in every Delaunay-like mesh. */
function walkTo({ x: xs, y: ys, corner, twin }: Triangles, start: number, x: number, y: number): number {
  let triangle = start
  for (let step = 0; step < corner.length; step++) {
    let beyond = BORDER
    for (let k = 0, slot = step % 3; k < 3 && beyond === BORDER; k++, slot = slot === 2 ? 0 : slot + 1) {
      const e = triangle * 3 + slot
      const a = corner[e]
      const b = corner[nextEdge(e)]
      const isBeyond = (xs[b] - xs[a]) * (y - ys[a]) - (ys[b] - ys[a]) * (x - xs[a]) < 0
      if (isBeyond) beyond = twin[e] < BORDER ? STEP_BASE - twin[e] : twin[e]
    }
    if (beyond === BORDER) return triangle
    triangle = (beyond / 3) | 0
  }
  return triangle
}

/** Where nothing is rounded away: the middle of the largest triangle is far from every wall. */
function largestTriangle(corner: Int32Array, x: Float64Array, y: Float64Array): number {
  let [largest, most] = [0, 0]
  for (let t = 0; t < corner.length; t += 3) {
    const [a, b, c] = [corner[t], corner[t + 1], corner[t + 2]]
    const area = (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])
    if (area > most) [largest, most] = [t / 3, area]
  }
  return largest
}

function centreOf(corner: Int32Array, x: Float64Array, y: Float64Array, t: number): [number, number] {
  const [a, b, c] = [corner[t * 3], corner[t * 3 + 1], corner[t * 3 + 2]]
  return [(x[a] + x[b] + x[c]) / 3, (y[a] + y[b] + y[c]) / 3]
}

function pushBorder(segments: number[], owners: number[], width: number, height: number): void {
  segments.push(0, 0, width, 0, width, 0, width, height, width, height, 0, height, 0, height, 0, 0)
  owners.push(NO_OWNER, NO_OWNER, NO_OWNER, NO_OWNER)
}

/** Edges within the bounds in grid units from their corner, cut off at the border, with the outline each belongs to. */
function clippedEdges({ edges, edgeOutline, edgeTree }: Obstacles, bounds: Bounds, ignored: ReadonlySet<number>) {
  const [minX, minY] = bounds
  const near = new Uint32Array(edgeTree?.search(...bounds) ?? []).sort()
  const segments: number[] = []
  const owners: number[] = []
  const hasIgnored = ignored.size > 0
  for (let i = 0; i < near.length; i++) {
    const edge = near[i]
    if (hasIgnored && ignored.has(edgeOutline[edge])) continue
    const x = edges[edge * 4]
    const y = edges[edge * 4 + 1]
    const dx = edges[edge * 4 + 2] - x
    const dy = edges[edge * 4 + 3] - y
    const part = clipToBounds(x, y, dx, dy, bounds)
    if (part === null) continue
    const [from, to] = part
    segments.push((x + from * dx - minX) * GRID, (y + from * dy - minY) * GRID)
    segments.push((x + to * dx - minX) * GRID, (y + to * dy - minY) * GRID)
    owners.push(edgeOutline[edge])
  }
  return { segments, owners }
}

const WHOLE: [number, number] = [0, 1]

/** The fractions between which a segment lies in the box (Liang–Barsky); null when it misses it. */
function clipToBounds(
  x: number,
  y: number,
  dx: number,
  dy: number,
  [minX, minY, maxX, maxY]: Bounds,
): [number, number] | null {
  if (
    Math.min(x, x + dx) >= minX &&
    Math.max(x, x + dx) <= maxX &&
    Math.min(y, y + dy) >= minY &&
    Math.max(y, y + dy) <= maxY
  )
    return WHOLE
  let enter = 0
  let leave = 1
  for (const [step, room] of [
    [-dx, x - minX],
    [dx, maxX - x],
    [-dy, y - minY],
    [dy, maxY - y],
  ]) {
    if (step === 0 && room < 0) return null
    if (step < 0) enter = Math.max(enter, room / step)
    if (step > 0) leave = Math.min(leave, room / step)
  }
  return enter < leave ? [enter, leave] : null
}
