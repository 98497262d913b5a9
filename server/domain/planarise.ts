/** Makes a drawing planar: walls are cut where they cross or touch, so that a triangulation can have them as edges. */
import { PointTable } from './point-table'
import { binWalls } from './wall-bins'

/** Points on an integer grid, and walls as pairs of point numbers, which meet only at their ends. */
export interface PlanarWalls {
  x: Int32Array
  y: Int32Array
  /** Two entries per wall, no wall twice. */
  walls: Int32Array
  /** Whose outline each wall is on: `owners[ownerStart[w]]` … `owners[ownerStart[w + 1] − 1]` for wall `w`. */
  ownerStart: Int32Array
  owners: Int32Array
  /** Owners whose outline is folded together on a wall: thinner than the grid, it still stands there. */
  folded: Map<number, number[]>
}

/** A segment nobody owns. */
export const NO_OWNER = -1
/** A point nearer to a wall than this, in grid units, lies on it. Cutting there moves the wall by no more. */
const ON_WALL = 0.6
const MOST_PASSES = 100

interface OwnedWalls {
  walls: number[]
  owners: number[]
}

/**
 * Cuts `segments` (x1, y1, x2, y2 in grid units, within ±2²⁵) until none cross. Ends and cuts are rounded to the grid,
 * which can cause new crossings, so passes repeat until there are none; real towns need two or three. An owner that has
 * a wall an even number of times does not own it but is `folded` there: it has no ground on either side because of it.
 */
export function planarise(segments: ArrayLike<number>, segmentOwners: ArrayLike<number>): PlanarWalls {
  const points = new PointTable(segments.length)
  let drawn: OwnedWalls = { walls: [], owners: [] }
  for (let i = 0; i < segments.length; i += 4) {
    const from = points.add(segments[i], segments[i + 1])
    const to = points.add(segments[i + 2], segments[i + 3])
    if (from === to) continue
    drawn.walls.push(from, to)
    drawn.owners.push(segmentOwners[i / 4])
  }
  // Only walls made by the last pass can cross others.
  let firstNew = 0
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const cuts = findCuts(points, drawn.walls, firstNew)
    if (cuts.size === 0) return distinct(points, drawn)
    const whole = drawn.walls.length - 2 * cuts.size
    drawn = applyCuts(points, drawn, cuts)
    firstNew = whole
  }
  throw new RangeError(
    `segments must become planar within ${MOST_PASSES} passes, got ${drawn.walls.length / 2} walls that still cross`,
  )
}

/** Per wall (by its first entry) the points at which it must be cut; `firstNew` is the first entry to look at. */
function findCuts(points: PointTable, walls: number[], firstNew: number): Map<number, number[]> {
  const { x, y } = points
  const bins = binWalls(points, walls)
  const cuts = new Map<number, number[]>()
  const lastSeenBy = new Int32Array(walls.length / 2).fill(-1)
  for (let a = firstNew; a < walls.length; a += 2) {
    const [p, q] = [walls[a], walls[a + 1]]
    const [minX, maxX] = x[p] < x[q] ? [x[p] - 1, x[q] + 1] : [x[q] - 1, x[p] + 1]
    const [minY, maxY] = y[p] < y[q] ? [y[p] - 1, y[q] + 1] : [y[q] - 1, y[p] + 1]
    for (let slot = bins.firstOf[a / 2]; slot < bins.firstOf[a / 2 + 1]; slot++) {
      const bin = bins.binsOf[slot]
      for (let i = bins.start[bin]; i < bins.start[bin + 1]; i++) {
        const b = bins.walls[i] * 2
        if (lastSeenBy[b / 2] === a || (b >= firstNew && b <= a)) continue
        lastSeenBy[b / 2] = a
        const [r, s] = [walls[b], walls[b + 1]]
        if ((x[r] < minX && x[s] < minX) || (x[r] > maxX && x[s] > maxX)) continue
        if ((y[r] < minY && y[s] < minY) || (y[r] > maxY && y[s] > maxY)) continue
        cutPair(points, walls, cuts, a, b)
      }
    }
  }
  return cuts
}

/** Cuts two walls where an end of one lies on the other, else where they cross. */
function cutPair(points: PointTable, walls: number[], cuts: Map<number, number[]>, a: number, b: number): void {
  const [p, q, r, s] = [walls[a], walls[a + 1], walls[b], walls[b + 1]]
  const isROnA = isOnWall(points, p, q, r)
  const isSOnA = isOnWall(points, p, q, s)
  const isPOnB = isOnWall(points, r, s, p)
  const isQOnB = isOnWall(points, r, s, q)
  if (isROnA) cutAt(cuts, a, r)
  if (isSOnA) cutAt(cuts, a, s)
  if (isPOnB) cutAt(cuts, b, p)
  if (isQOnB) cutAt(cuts, b, q)
  if (isROnA || isSOnA || isPOnB || isQOnB || p === r || p === s || q === r || q === s) return
  const point = crossing(points, p, q, r, s)
  if (point === -1) return
  if (point !== p && point !== q) cutAt(cuts, a, point)
  if (point !== r && point !== s) cutAt(cuts, b, point)
}

function cutAt(cuts: Map<number, number[]>, wall: number, point: number): void {
  const known = cuts.get(wall)
  if (known === undefined) cuts.set(wall, [point])
  else if (!known.includes(point)) known.push(point)
}

/** Whether `point` lies on the wall p–q, between its ends and not at one. */
function isOnWall({ x, y }: PointTable, p: number, q: number, point: number): boolean {
  if (point === p || point === q) return false
  const dx = x[q] - x[p]
  const dy = y[q] - y[p]
  const px = x[point] - x[p]
  const py = y[point] - y[p]
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

/** The walls that stay whole, in their order, then the parts of the others. */
function applyCuts({ x, y }: PointTable, drawn: OwnedWalls, cuts: Map<number, number[]>): OwnedWalls {
  const result: OwnedWalls = { walls: [], owners: [] }
  const push = (from: number, to: number, owner: number) => {
    result.walls.push(from, to)
    result.owners.push(owner)
  }
  for (let i = 0; i < drawn.walls.length; i += 2)
    if (!cuts.has(i)) push(drawn.walls[i], drawn.walls[i + 1], drawn.owners[i / 2])
  for (const [i, at] of cuts) {
    const [p, q] = [drawn.walls[i], drawn.walls[i + 1]]
    const along = (point: number) => (x[point] - x[p]) * (x[q] - x[p]) + (y[point] - y[p]) * (y[q] - y[p])
    const chain = [p, ...at.sort((a, b) => along(a) - along(b)), q]
    for (let k = 0; k + 1 < chain.length; k++) push(chain[k], chain[k + 1], drawn.owners[i / 2])
  }
  return result
}

/** Every wall once, with the owners that have it an odd number of times; only points that walls end at. */
function distinct(points: PointTable, { walls, owners }: OwnedWalls): PlanarWalls {
  const count = walls.length / 2
  const pairs = new PointTable(count)
  const wallOf = new Int32Array(count)
  const ends = new Int32Array(walls.length)
  const [x, y] = [new Int32Array(points.count), new Int32Array(points.count)]
  const placeOf = new Int32Array(points.count).fill(-1)
  let used = 0
  for (let w = 0; w < count; w++) {
    const [p, q] = [walls[w * 2], walls[w * 2 + 1]]
    const known = pairs.count
    const number = p < q ? pairs.add(p, q) : pairs.add(q, p)
    wallOf[w] = number
    if (number < known) continue
    for (let end = 0; end < 2; end++) {
      const point = walls[w * 2 + end]
      if (placeOf[point] === -1) {
        x[used] = points.x[point]
        y[used] = points.y[point]
        placeOf[point] = used++
      }
      ends[number * 2 + end] = placeOf[point]
    }
  }
  return {
    x: x.subarray(0, used),
    y: y.subarray(0, used),
    walls: ends.subarray(0, pairs.count * 2),
    ...ownersOf(wallOf, owners, pairs.count),
  }
}

function ownersOf(
  wallOf: Int32Array,
  owners: number[],
  count: number,
): Pick<PlanarWalls, 'ownerStart' | 'owners' | 'folded'> {
  const first = new Int32Array(count).fill(NO_OWNER)
  const more = new Map<number, number[]>()
  for (let w = 0; w < wallOf.length; w++) {
    const [wall, owner] = [wallOf[w], owners[w]]
    if (owner === NO_OWNER) continue
    if (first[wall] === NO_OWNER && !more.has(wall)) first[wall] = owner
    else more.set(wall, [...(more.get(wall) ?? [first[wall]]), owner])
  }
  const ownerStart = new Int32Array(count + 1)
  const kept = new Int32Array(wallOf.length)
  let end = 0
  const folded = new Map<number, number[]>()
  for (let wall = 0; wall < count; wall++) {
    const several = more.get(wall)
    if (several !== undefined) {
      const isOdd = (owner: number) => several.filter((other) => other === owner).length % 2 === 1
      const each = [...new Set(several)]
      for (const owner of each.filter(isOdd)) kept[end++] = owner
      const even = each.filter((owner) => !isOdd(owner))
      if (even.length > 0) folded.set(wall, even)
    }
    if (several === undefined && first[wall] !== NO_OWNER) kept[end++] = first[wall]
    ownerStart[wall + 1] = end
  }
  return { ownerStart, owners: kept.subarray(0, end), folded }
}
