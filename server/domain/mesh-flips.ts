import { BORDER, nextEdge, WALL_BASE } from './half-edges'

/** Round-off in the circle test, relative to its terms; below it four points count as on one circle. */
const ON_CIRCLE = 1e-12

/**
 * Makes a triangulation constrained Delaunay by Lawson's flips, in place: an edge that is no wall is turned in its
 * quadrilateral while a circle through one triangle holds the other's far corner. Fat triangles are what keeps views
 * short. `x`, `y` are integers below 2²⁵, so the tests for left turns are exact and every triangle stays one.
 */
export function makeDelaunay(corner: Int32Array, twin: Int32Array, x: ArrayLike<number>, y: ArrayLike<number>): void {
  const open = Array.from({ length: twin.length }, (_, e) => e).filter((e) => twin[e] > e)
  // Lawson's flips end by themselves; the limit is for round-off in the circle test.
  for (let left = 100 * twin.length; open.length > 0 && left > 0; left--) {
    const e = open.pop()!
    const f = twin[e]
    if (f < 0 || !shouldFlip(corner, e, f, x, y)) continue
    flip(corner, twin, e, f)
    open.push(e, f, previousEdge(e), previousEdge(f))
  }
}

const previousEdge = (e: number) => (e % 3 === 0 ? e + 2 : e - 1)

function shouldFlip(corner: Int32Array, e: number, f: number, x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  const [a, b, c, d] = [corner[e], corner[f], corner[previousEdge(e)], corner[previousEdge(f)]]
  const [ax, ay, bx, by, cx, cy] = [x[a] - x[d], y[a] - y[d], x[b] - x[d], y[b] - y[d], x[c] - x[d], y[c] - y[d]]
  // Both new triangles, a–d–c and d–b–c, must turn left.
  if (cx * ay - cy * ax <= 0 || bx * cy - by * cx <= 0) return false
  const [aa, bb, cc] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy]
  const [first, second, third] = [aa * (bx * cy - by * cx), bb * (cx * ay - cy * ax), cc * (ax * by - ay * bx)]
  return first + second + third > ON_CIRCLE * (Math.abs(first) + Math.abs(second) + Math.abs(third))
}

/** Triangles a–b–c and b–a–d become a–d–c and b–c–d. */
function flip(corner: Int32Array, twin: Int32Array, e: number, f: number): void {
  const [afterE, afterF] = [nextEdge(e), nextEdge(f)]
  const [beyondB, beyondA] = [twin[afterE], twin[afterF]]
  corner[afterE] = corner[previousEdge(f)]
  corner[afterF] = corner[previousEdge(e)]
  link(twin, e, beyondA)
  link(twin, f, beyondB)
  twin[afterE] = afterF
  twin[afterF] = afterE
}

/** Makes `e` the near side of an edge whose far side is coded in `beyond`. */
function link(twin: Int32Array, e: number, beyond: number): void {
  twin[e] = beyond
  if (beyond >= 0) twin[beyond] = e
  else if (beyond < BORDER) twin[WALL_BASE - beyond] = WALL_BASE - e
}
