/** A triangulation of open and built ground with every wall as an edge: the ground that views expand over. */
import cdt2d from 'cdt2d'
import { BORDER, type HalfEdges, halfEdgesOf, nextEdge, WALL_BASE } from './half-edges'
import { makeDelaunay } from './mesh-flips'
import type { Obstacles } from './obstacles'
import { planarise } from './planarise'
import type { Bounds } from './raster'

export interface ObstacleMesh extends HalfEdges {
  readonly bounds: Bounds
  /** Corner positions, metres in the obstacles' frame. */
  readonly x: Float64Array
  readonly y: Float64Array
  /** The triangle that holds each node of a 25 m grid over the bounds, row by row: where the search for a point starts. */
  readonly starts: Int32Array
}

/** Walls are cut on a grid of 1/16384 m (0.06 mm): views differ from uncut walls by some 0.01 m² at 100 m. */
const GRID = 2 ** 14
/** So that numbers of grid cells stay exact in products. */
const LARGEST_M = 2 ** 11
const START_M = 25

/** Triangulates what lies within `bounds`, at most 2 km either way. Nothing is known beyond: cut cities into tiles. */
export function meshObstacles(obstacles: Pick<Obstacles, 'edges' | 'edgeTree'>, bounds: Bounds): ObstacleMesh {
  const [minX, minY, maxX, maxY] = bounds
  if (!(maxX > minX && maxY > minY && maxX - minX <= LARGEST_M && maxY - minY <= LARGEST_M))
    throw new RangeError(`bounds must span more than 0 and at most ${LARGEST_M} m, got ${bounds.join(',')}`)
  const width = Math.ceil((maxX - minX) * GRID)
  const height = Math.ceil((maxY - minY) * GRID)
  const segments = clippedEdges(obstacles, bounds)
  const border = [0, 0, width, 0, width, 0, width, height, width, height, 0, height, 0, height, 0, 0]
  const { x, y, walls } = planarise([...border, ...segments])
  const pairs = Array.from({ length: walls.length / 2 }, (_, i): [number, number] => [walls[i * 2], walls[i * 2 + 1]])
  // Its own Delaunay step takes ten times as long as the flips here.
  const triangles = cdt2d(
    x.map((column, i): [number, number] => [column, y[i]]),
    pairs,
    { delaunay: false },
  )
  const { corner, twin } = halfEdgesOf(triangles, x, y, pairs)
  makeDelaunay(corner, twin, x, y)
  const mesh = {
    bounds,
    x: Float64Array.from(x, (column) => minX + column / GRID),
    y: Float64Array.from(y, (row) => minY + row / GRID),
    corner,
    twin,
  }
  return { ...mesh, starts: findStarts(mesh) }
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
    for (let k = 0; k < 3 && beyond === BORDER; k++) {
      const e = triangle * 3 + ((k + step) % 3)
      const [a, b] = [corner[e], corner[nextEdge(e)]]
      const isBeyond = (xs[b] - xs[a]) * (y - ys[a]) - (ys[b] - ys[a]) * (x - xs[a]) < 0
      if (isBeyond) beyond = twin[e] < BORDER ? WALL_BASE - twin[e] : twin[e]
    }
    if (beyond === BORDER) return triangle
    triangle = Math.floor(beyond / 3)
  }
  return triangle
}

/** Edges within the bounds in grid units from their corner, cut off at the border. */
function clippedEdges({ edges, edgeTree }: Pick<Obstacles, 'edges' | 'edgeTree'>, bounds: Bounds): number[] {
  const [minX, minY] = bounds
  const clipped: number[] = []
  for (const edge of (edgeTree?.search(...bounds) ?? []).sort((a, b) => a - b)) {
    const [x1, y1, x2, y2] = edges.subarray(edge * 4, edge * 4 + 4)
    const part = clipToBounds(x1, y1, x2 - x1, y2 - y1, bounds)
    if (part === null) continue
    for (const along of part)
      clipped.push((x1 + along * (x2 - x1) - minX) * GRID, (y1 + along * (y2 - y1) - minY) * GRID)
  }
  return clipped
}

/** The fractions between which a segment lies in the box (Liang–Barsky); null when it misses it. */
function clipToBounds(
  x: number,
  y: number,
  dx: number,
  dy: number,
  [minX, minY, maxX, maxY]: Bounds,
): [number, number] | null {
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
