/**
 * Triangles as half-edges: half-edge `e` of triangle ⌊e/3⌋ runs counter-clockwise from `corner[e]` to the triangle's next
 * corner. `twin[e]` is the same edge in the triangle beyond, BORDER where there is none.
 */
export interface HalfEdges {
  readonly corner: Int32Array
  readonly twin: Int32Array
}

/** Half-edges some of which must stay: `wall[e]` is the number of the wall on it, or NO_WALL. */
export interface WalledTriangles extends HalfEdges {
  readonly wall: Int32Array
}

export const BORDER = -1
export const NO_WALL = -1

/** The half-edge after `e` in its triangle. */
export function nextEdge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1
}

/** The half-edge before `e` in its triangle. */
export function previousEdge(e: number): number {
  return e % 3 === 0 ? e + 2 : e - 1
}

/**
 * Turns the edge `e` in its quadrilateral: triangles a–b–c and b–a–d become a–d–c and b–c–d. Afterwards `e` is a–d and
 * its former twin is b–c; the new edge follows each of them.
 */
export function flip({ corner, twin, wall }: WalledTriangles, e: number): void {
  const f = twin[e]
  const afterE = nextEdge(e)
  const afterF = nextEdge(f)
  const [beyondB, beyondA, wallB, wallA] = [twin[afterE], twin[afterF], wall[afterE], wall[afterF]]
  corner[afterE] = corner[previousEdge(f)]
  corner[afterF] = corner[previousEdge(e)]
  link(twin, e, beyondA)
  link(twin, f, beyondB)
  link(twin, afterE, afterF)
  wall[e] = wallA
  wall[f] = wallB
  wall[afterE] = NO_WALL
  wall[afterF] = NO_WALL
}

function link(twin: Int32Array, e: number, beyond: number): void {
  twin[e] = beyond
  if (beyond !== BORDER) twin[beyond] = e
}
