/** A constrained Delaunay triangulation: delaunator's, in which missing walls are then put by turning edges. */
import Delaunator from 'delaunator'
import { BORDER, flip, NO_WALL, nextEdge, previousEdge, type WalledTriangles } from './half-edges'
import type { PlanarWalls } from './planarise'

/** Round-off in the circle test, relative to its terms; below it four points count as on one circle. */
const ON_CIRCLE = 1e-12

/** Every wall is an edge. Triangles beside walls that had to be forced are not yet Delaunay: `makeDelaunay` does that. */
export function triangulate({ x, y, walls }: PlanarWalls): WalledTriangles {
  const coordinates = new Float64Array(x.length * 2)
  for (let point = 0; point < x.length; point++) {
    coordinates[point * 2] = x[point]
    // delaunator turns clockwise where y goes up.
    coordinates[point * 2 + 1] = -y[point]
  }
  const { triangles, halfedges } = new Delaunator(coordinates)
  const mesh = {
    corner: new Int32Array(triangles),
    twin: new Int32Array(halfedges),
    wall: new Int32Array(triangles.length).fill(NO_WALL),
  }
  const edgeAt = new Int32Array(x.length).fill(-1)
  for (let e = 0; e < mesh.corner.length; e++) edgeAt[mesh.corner[e]] = e
  for (let wall = 0; wall < walls.length / 2; wall++)
    putWall(mesh, edgeAt, x, y, walls[wall * 2], walls[wall * 2 + 1], wall)
  return mesh
}

/**
 * Turns edges that are no wall until circles through triangles hold no far corner (Lawson), in place, starting from the
 * half-edges in `open`. Fat triangles are what keeps views short. Positions are integers below 2²⁵, so the tests for
 * left turns are exact and every triangle stays one.
 */
export function makeDelaunay(mesh: WalledTriangles, x: Int32Array, y: Int32Array, open: number[]): void {
  const { twin, wall } = mesh
  // Lawson's flips end by themselves; the limit is for round-off in the circle test.
  for (let left = 100 * twin.length; open.length > 0 && left > 0; left--) {
    const e = open.pop()!
    const f = twin[e]
    if (f === BORDER || wall[e] !== NO_WALL || !shouldFlip(mesh.corner, e, f, x, y)) continue
    flip(mesh, e)
    open.push(e, f, previousEdge(e), previousEdge(f))
  }
}

function shouldFlip(corner: Int32Array, e: number, f: number, x: Int32Array, y: Int32Array): boolean {
  const a = corner[e]
  const b = corner[f]
  const c = corner[previousEdge(e)]
  const d = corner[previousEdge(f)]
  const ax = x[a] - x[d]
  const ay = y[a] - y[d]
  const bx = x[b] - x[d]
  const by = y[b] - y[d]
  const cx = x[c] - x[d]
  const cy = y[c] - y[d]
  // Both new triangles, a–d–c and d–b–c, must turn left.
  if (cx * ay - cy * ax <= 0 || bx * cy - by * cx <= 0) return false
  const first = (ax * ax + ay * ay) * (bx * cy - by * cx)
  const second = (bx * bx + by * by) * (cx * ay - cy * ax)
  const third = (cx * cx + cy * cy) * (ax * by - ay * bx)
  return first + second + third > ON_CIRCLE * (Math.abs(first) + Math.abs(second) + Math.abs(third))
}

/** On which side of a → b the point lies: above 0 left. Exact. */
function sideOf(x: Int32Array, y: Int32Array, a: number, b: number, point: number): number {
  return (x[b] - x[a]) * (y[point] - y[a]) - (y[b] - y[a]) * (x[point] - x[a])
}

/** Makes a → b an edge (Sloan 1993): edges across it are turned, those whose quadrilateral is not convex later. */
function putWall(
  mesh: WalledTriangles,
  edgeAt: Int32Array,
  x: Int32Array,
  y: Int32Array,
  a: number,
  b: number,
  wall: number,
): void {
  const { corner, twin } = mesh
  const first = edgeTowards(mesh, edgeAt, x, y, a, b)
  if (corner[first] === a || corner[first] === b) {
    markWall(mesh, first, wall)
    return
  }
  const across: number[] = edgesAcross(mesh, x, y, a, b, first)
  for (let turns = 0; across.length > 0; turns++) {
    if (turns > 1000 * corner.length) throw new RangeError('walls must be planar, got one that cannot become an edge')
    const e = across.shift()!
    const f = twin[e]
    if (!isConvex(corner, x, y, e, f)) {
      across.push(e)
      continue
    }
    flip(mesh, e)
    edgeAt[corner[e]] = e
    edgeAt[corner[f]] = f
    const turned = nextEdge(e)
    // The flip moved two edges of the quadrilateral to other half-edges.
    for (let i = 0; i < across.length; i++)
      if (across[i] === turned) across[i] = f
      else if (across[i] === nextEdge(f)) across[i] = e
    const [p, q] = [corner[turned], corner[twin[turned]]]
    if ((p === a && q === b) || (p === b && q === a)) markWall(mesh, turned, wall)
    else if (p !== a && p !== b && q !== a && q !== b && sideOf(x, y, a, b, p) > 0 !== sideOf(x, y, a, b, q) > 0)
      across.push(turned)
  }
}

function markWall({ twin, wall }: WalledTriangles, e: number, number: number): void {
  wall[e] = number
  if (twin[e] !== BORDER) wall[twin[e]] = number
}

/** The half-edge between a and b when there is one, else the one opposite a that a → b crosses. */
function edgeTowards(
  { corner, twin }: WalledTriangles,
  edgeAt: Int32Array,
  x: Int32Array,
  y: Int32Array,
  a: number,
  b: number,
): number {
  // Counter-clockwise about a until the border, then the other way.
  for (let e = edgeAt[a]; ; ) {
    const opposite = nextEdge(e)
    if (corner[opposite] === b) return e
    const last = previousEdge(e)
    if (corner[last] === b) return last
    if (sideOf(x, y, a, b, corner[opposite]) < 0 && sideOf(x, y, a, b, corner[last]) > 0) return opposite
    if (twin[last] === BORDER) break
    e = twin[last]
    if (e === edgeAt[a]) break
  }
  for (let e = twin[edgeAt[a]]; e !== BORDER; e = twin[nextEdge(e)]) {
    const out = nextEdge(e)
    const opposite = nextEdge(out)
    if (corner[opposite] === b) return out
    if (sideOf(x, y, a, b, corner[opposite]) < 0 && sideOf(x, y, a, b, corner[e]) > 0) return opposite
  }
  throw new RangeError('walls must be planar, got one that starts at no triangle')
}

function edgesAcross(
  { corner, twin }: WalledTriangles,
  x: Int32Array,
  y: Int32Array,
  a: number,
  b: number,
  first: number,
): number[] {
  const across = [first]
  for (let e = twin[first]; ; ) {
    const apex = corner[previousEdge(e)]
    if (apex === b) return across
    // e starts left of a → b and ends right of it: with the apex on the left, the wall leaves on the right.
    const leaving = sideOf(x, y, a, b, apex) > 0 ? nextEdge(e) : previousEdge(e)
    across.push(leaving)
    e = twin[leaving]
  }
}

/** Whether both triangles of the turned edge would turn left. */
function isConvex(corner: Int32Array, x: Int32Array, y: Int32Array, e: number, f: number): boolean {
  const c = corner[previousEdge(e)]
  const d = corner[previousEdge(f)]
  return sideOf(x, y, d, c, corner[e]) > 0 && sideOf(x, y, d, c, corner[f]) < 0
}
