/** Makes a drawing planar: walls are cut where they cross or touch, so that a triangulation can have them as edges. */
import Flatbush from 'flatbush'

/** Points on an integer grid, and walls as pairs of point numbers, which meet only at their ends. */
export interface PlanarWalls {
  x: number[]
  y: number[]
  /** Two entries per wall, no wall twice. */
  walls: number[]
}

/** A point nearer to a wall than this, in grid units, lies on it. Cutting there moves the wall by no more. */
const ON_WALL = 0.6
const MOST_PASSES = 100

/**
 * Cuts `segments` (x1, y1, x2, y2 in grid units, within ±2²⁵) until none cross. Ends and cuts are rounded to the grid,
 * which can cause new crossings, so passes repeat until there are none; real towns need two or three.
 */
export function planarise(segments: ArrayLike<number>): PlanarWalls {
  const points = new PointTable()
  let walls: number[] = []
  for (let i = 0; i < segments.length; i += 4)
    walls.push(points.add(segments[i], segments[i + 1]), points.add(segments[i + 2], segments[i + 3]))
  walls = distinct(walls)
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const cuts = findCuts(points, walls)
    if (cuts.size === 0) return { x: points.x, y: points.y, walls }
    walls = distinct(applyCuts(points, walls, cuts))
  }
  throw new RangeError(
    `segments must become planar within ${MOST_PASSES} passes, got ${walls.length / 2} walls that still cross`,
  )
}

class PointTable {
  readonly x: number[] = []
  readonly y: number[] = []
  readonly #numbers = new Map<number, number>()

  add(x: number, y: number): number {
    const [column, row] = [Math.round(x), Math.round(y)]
    // Both within ±2²⁵, so the key is exact.
    const key = column * 2 ** 26 + row
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.x.length)
    this.x.push(column)
    return this.y.push(row) - 1
  }
}

function distinct(walls: number[]): number[] {
  const seen = new Set<number>()
  const kept: number[] = []
  for (let i = 0; i < walls.length; i += 2) {
    const key = Math.min(walls[i], walls[i + 1]) * 2 ** 26 + Math.max(walls[i], walls[i + 1])
    if (walls[i] === walls[i + 1] || seen.has(key)) continue
    seen.add(key)
    kept.push(walls[i], walls[i + 1])
  }
  return kept
}

/** Per wall (by its first entry) the points at which it must be cut. */
function findCuts(points: PointTable, walls: number[]): Map<number, number[]> {
  const { x, y } = points
  const cuts = new Map<number, number[]>()
  const cut = (wall: number, point: number) => {
    if (point === walls[wall] || point === walls[wall + 1]) return
    const known = cuts.get(wall)
    if (known === undefined) cuts.set(wall, [point])
    else if (!known.includes(point)) known.push(point)
  }
  const tree = treeOfWalls(points, walls)
  for (let a = 0; a < walls.length; a += 2) {
    const [p, q] = [walls[a], walls[a + 1]]
    const others = tree.search(
      Math.min(x[p], x[q]) - 1,
      Math.min(y[p], y[q]) - 1,
      Math.max(x[p], x[q]) + 1,
      Math.max(y[p], y[q]) + 1,
    )
    for (const other of others) {
      const b = other * 2
      if (b <= a) continue
      const [r, s] = [walls[b], walls[b + 1]]
      const touching = [
        isOnWall(points, p, q, r),
        isOnWall(points, p, q, s),
        isOnWall(points, r, s, p),
        isOnWall(points, r, s, q),
      ]
      if (touching[0]) cut(a, r)
      if (touching[1]) cut(a, s)
      if (touching[2]) cut(b, p)
      if (touching[3]) cut(b, q)
      if (touching.includes(true) || p === r || p === s || q === r || q === s) continue
      const point = crossing(points, p, q, r, s)
      if (point === -1) continue
      cut(a, point)
      cut(b, point)
    }
  }
  return cuts
}

function treeOfWalls({ x, y }: PointTable, walls: number[]): Flatbush {
  const tree = new Flatbush(Math.max(1, walls.length / 2))
  if (walls.length === 0) tree.add(0, 0, 0, 0)
  for (let i = 0; i < walls.length; i += 2) {
    const [p, q] = [walls[i], walls[i + 1]]
    tree.add(Math.min(x[p], x[q]), Math.min(y[p], y[q]), Math.max(x[p], x[q]), Math.max(y[p], y[q]))
  }
  tree.finish()
  return tree
}

/** Whether `point` lies on the wall p–q, between its ends and not at one. */
function isOnWall({ x, y }: PointTable, p: number, q: number, point: number): boolean {
  if (point === p || point === q) return false
  const [dx, dy] = [x[q] - x[p], y[q] - y[p]]
  const [px, py] = [x[point] - x[p], y[point] - y[p]]
  const along = px * dx + py * dy
  const square = dx * dx + dy * dy
  return along > 0 && along < square && Math.abs(dx * py - dy * px) <= ON_WALL * Math.sqrt(square)
}

/** Number of the point where two walls cross strictly inside both, −1 when they do not. */
function crossing(points: PointTable, p: number, q: number, r: number, s: number): number {
  const { x, y } = points
  const [dx, dy, ex, ey] = [x[q] - x[p], y[q] - y[p], x[s] - x[r], y[s] - y[r]]
  const [gx, gy] = [x[r] - x[p], y[r] - y[p]]
  const across = dx * ey - dy * ex
  if (across === 0) return -1
  const along = (gx * ey - gy * ex) / across
  const other = (gx * dy - gy * dx) / across
  if (!(along > 0 && along < 1 && other > 0 && other < 1)) return -1
  return points.add(x[p] + along * dx, y[p] + along * dy)
}

function applyCuts({ x, y }: PointTable, walls: number[], cuts: Map<number, number[]>): number[] {
  const cutWalls: number[] = []
  for (let i = 0; i < walls.length; i += 2) {
    const [p, q] = [walls[i], walls[i + 1]]
    const along = (point: number) => (x[point] - x[p]) * (x[q] - x[p]) + (y[point] - y[p]) * (y[q] - y[p])
    const chain = [p, ...(cuts.get(i) ?? []).sort((a, b) => along(a) - along(b)), q]
    for (let k = 0; k + 1 < chain.length; k++) cutWalls.push(chain[k], chain[k + 1])
  }
  return cutWalls
}
