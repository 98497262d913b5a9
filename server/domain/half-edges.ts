/**
 * Triangles as half-edges: half-edge `e` of triangle ⌊e/3⌋ runs counter-clockwise from `corner[e]` to the triangle's next
 * corner. `twin[e]` is the same edge in the triangle beyond; BORDER where there is none; WALL_BASE minus that edge where
 * a wall stands between.
 */
export interface HalfEdges {
  readonly corner: Int32Array
  readonly twin: Int32Array
}

export const BORDER = -1
export const WALL_BASE = -2

/** The half-edge after `e` in its triangle. */
export function nextEdge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1
}

/** Links `triangles` (corner numbers, in any turning) over points `x`, `y`; `walls` are pairs of corner numbers. */
export function halfEdgesOf(
  triangles: readonly (readonly [number, number, number])[],
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  walls: readonly (readonly [number, number])[],
): HalfEdges {
  const corner = new Int32Array(triangles.length * 3)
  triangles.forEach(([a, b, c], t) => {
    const isLeftTurn = (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]) > 0
    corner.set(isLeftTurn ? [a, b, c] : [a, c, b], t * 3)
  })
  const keyOf = (a: number, b: number) => Math.min(a, b) * x.length + Math.max(a, b)
  const isWall = new Set(walls.map(([a, b]) => keyOf(a, b)))
  const twin = new Int32Array(corner.length).fill(BORDER)
  const waiting = new Map<number, number>()
  for (let e = 0; e < corner.length; e++) {
    const key = keyOf(corner[e], corner[nextEdge(e)])
    const other = waiting.get(key)
    if (other === undefined) waiting.set(key, e)
    else {
      twin[e] = isWall.has(key) ? WALL_BASE - other : other
      twin[other] = isWall.has(key) ? WALL_BASE - e : e
    }
  }
  return { corner, twin }
}
