/**
 * Views over a mesh by triangular expansion (Bungiu et al. 2014, arXiv 1403.3905): the camera's triangle is seen whole,
 * and every edge of it is a window that opens a cone into the next triangle, narrowed by that triangle's far corner.
 */
import { BORDER, nextEdge } from './half-edges'
import { type ObstacleMesh, triangleAt } from './obstacle-mesh'
import { PieceWriter } from './piece-writer'
import type { VisiblePieces } from './polar-region'

const FULL_TURN = 2 * Math.PI
const DEEPEST = 4096
const CONE_STRIDE = 6

/** Looks over one mesh again and again, keeping its buffers. */
export class MeshViewer {
  readonly #mesh: ObstacleMesh
  /** Cones still to expand: the half-edge; right ray, left ray and left end of the edge. */
  readonly #edges = new Int32Array(DEEPEST)
  readonly #rays = new Float64Array(DEEPEST * CONE_STRIDE)
  readonly #pieces = new PieceWriter()

  constructor(mesh: ObstacleMesh) {
    this.#mesh = mesh
  }

  /**
   * Pieces of the region visible from x, y (metres in the obstacles' frame), counter-clockwise from direction `start`
   * (radians) through `span`, out to `farM`. Null when the mesh does not hold the whole circle, or when x, y is a
   * corner of a wall.
   */
  view(x: number, y: number, start: number, span: number, farM: number): VisiblePieces | null {
    const [minX, minY, maxX, maxY] = this.#mesh.bounds
    if (!(x - farM >= minX && y - farM >= minY && x + farM <= maxX && y + farM <= maxY)) return null
    const triangle = triangleAt(this.#mesh, x, y)
    if (this.#isAtCorner(triangle, x, y)) return null
    this.#pieces.begin(farM)
    if (span >= FULL_TURN) for (let k = 0; k < 3; k++) this.#lookThrough(triangle * 3 + k, x, y, farM)
    else {
      // Parts below half a turn, so that "between two rays" has one meaning.
      const parts = Math.ceil(span / 2)
      for (let part = 0; part < parts; part++)
        this.#lookWithin(triangle, x, y, farM, start + (span * part) / parts, start + (span * (part + 1)) / parts)
    }
    return this.#pieces.finish()
  }

  #isAtCorner(triangle: number, x: number, y: number): boolean {
    const { x: xs, y: ys, corner } = this.#mesh
    for (let e = triangle * 3; e < triangle * 3 + 3; e++)
      if (Math.abs(xs[corner[e]] - x) + Math.abs(ys[corner[e]] - y) < 1e-6) return true
    return false
  }

  #lookThrough(e: number, x: number, y: number, farM: number): void {
    const { x: xs, y: ys, corner } = this.#mesh
    const [right, left] = [corner[e], corner[nextEdge(e)]]
    this.#expand(e, xs[right] - x, ys[right] - y, xs[left] - x, ys[left] - y, x, y, farM)
  }

  /** The three windows of the camera's triangle, each cut to the directions `from` … `to` (less than half a turn). */
  #lookWithin(triangle: number, x: number, y: number, farM: number, from: number, to: number): void {
    const { x: xs, y: ys, corner } = this.#mesh
    const [fromX, fromY, toX, toY] = [Math.cos(from), Math.sin(from), Math.cos(to), Math.sin(to)]
    const first = this.#windowTowards(triangle, x, y, fromX, fromY)
    for (let k = 0; k < 3; k++) {
      const e = triangle * 3 + ((first + k) % 3)
      const [right, left] = [corner[e], corner[nextEdge(e)]]
      const [rightX, rightY, leftX, leftY] = [xs[right] - x, ys[right] - y, xs[left] - x, ys[left] - y]
      const isRightWithin = fromX * rightY - fromY * rightX > 0 && rightX * toY - rightY * toX > 0
      const isLeftWithin = fromX * leftY - fromY * leftX > 0 && leftX * toY - leftY * toX > 0
      if (k > 0 && !isRightWithin) break
      const [startX, startY] = k === 0 ? [fromX, fromY] : [rightX, rightY]
      const [endX, endY] = isLeftWithin ? [leftX, leftY] : [toX, toY]
      this.#expand(e, startX, startY, endX, endY, x, y, farM)
      if (!isLeftWithin) break
    }
  }

  /** Which of the triangle's edges, 0 … 2, a ray from x, y inside it leaves through. */
  #windowTowards(triangle: number, x: number, y: number, ux: number, uy: number): number {
    const { x: xs, y: ys, corner } = this.#mesh
    for (let k = 0; k < 3; k++) {
      const [right, left] = [corner[triangle * 3 + k], corner[triangle * 3 + ((k + 1) % 3)]]
      const isLeftOfRight = (xs[right] - x) * uy - (ys[right] - y) * ux >= 0
      if (isLeftOfRight && ux * (ys[left] - y) - uy * (xs[left] - x) > 0) return k
    }
    return 0
  }

  /**
   * Expands the cone between two rays (vectors from the camera at qx, qy) through half-edge `e`. The hot loop of every
   * batch: a hundred windows a camera, five operations each, so it is one flat function on numbers with its own stack,
   * the right part of a divided cone first, which leaves the pieces in order.
   */
  #expand(
    e: number,
    rightX: number,
    rightY: number,
    leftX: number,
    leftY: number,
    qx: number,
    qy: number,
    farM: number,
  ): void {
    const { x: xs, y: ys, corner, twin } = this.#mesh
    const pieces = this.#pieces
    const edges = this.#edges
    const rays = this.#rays
    const far2 = farM * farM
    // The edge's ends, right and left, relative to the camera; they are carried along, only the apex is new each time.
    let ax = xs[corner[e]] - qx
    let ay = ys[corner[e]] - qy
    let bx = xs[corner[nextEdge(e)]] - qx
    let by = ys[corner[nextEdge(e)]] - qy
    let depth = 0
    for (;;) {
      const across = twin[e]
      if (across >= 0 && isWithin(ax, ay, bx, by, far2)) {
        const slot = across % 3
        const rightEdge = slot === 2 ? across - 2 : across + 1
        const leftEdge = slot === 0 ? across + 2 : across - 1
        const apex = corner[leftEdge]
        const apexX = xs[apex] - qx
        const apexY = ys[apex] - qy
        if (rightX * apexY - rightY * apexX <= 0) {
          e = leftEdge
          ax = apexX
          ay = apexY
          continue
        }
        if (apexX * leftY - apexY * leftX > 0) {
          if (depth === DEEPEST) throw new RangeError(`a view must wait at fewer than ${DEEPEST} windows, got ${depth}`)
          edges[depth] = leftEdge
          // Right ray and right end of the cone that waits are both the apex.
          const at = depth * CONE_STRIDE
          rays[at] = apexX
          rays[at + 1] = apexY
          rays[at + 2] = leftX
          rays[at + 3] = leftY
          rays[at + 4] = bx
          rays[at + 5] = by
          depth++
          leftX = apexX
          leftY = apexY
        }
        e = rightEdge
        bx = apexX
        by = apexY
        continue
      }
      if (across < BORDER) pieces.pushWall(rightX, rightY, leftX, leftY, ax, ay, bx - ax, by - ay)
      else pieces.pushArc(rightX, rightY, leftX, leftY)
      if (depth === 0) return
      depth--
      e = edges[depth]
      const at = depth * CONE_STRIDE
      rightX = ax = rays[at]
      rightY = ay = rays[at + 1]
      leftX = rays[at + 2]
      leftY = rays[at + 3]
      bx = rays[at + 4]
      by = rays[at + 5]
    }
  }
}

/** Whether any point of the edge a–b lies within the circle, or the edge is too long to say quickly. */
function isWithin(ax: number, ay: number, bx: number, by: number, far2: number): boolean {
  const dx = bx - ax
  const dy = by - ay
  const area = ax * by - ay * bx
  if (area * area >= far2 * (dx * dx + dy * dy)) return false
  if (ax * dx + ay * dy >= 0) return ax * ax + ay * ay < far2
  if (bx * dx + by * dy <= 0) return bx * bx + by * by < far2
  return true
}
