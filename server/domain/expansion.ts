/**
 * Views over a mesh by triangular expansion (Bungiu et al. 2014, arXiv 1403.3905), carried to 2.5 dimensions: the
 * camera's triangle is seen whole, every edge of it is a window that opens a cone into the next triangle, narrowed by that
 * triangle's far corner. Each cone carries one line, its bound: the ground nearer than it lies in the shadow of a roof.
 *
 * Along one ray a building from d₁ to d₂, lower than the camera, hides the ground from d₁ to k·d₂ with
 * k = (H − t) / (H − b): H the camera's height, t the target's, b the building's. So its back edge, stretched by k, is a
 * parallel line, and of several the farthest counts. Lines are kept as duals m with m·p = 1: the distance along a ray r
 * is 1 / m·r, stretching by k divides m by k, and which of two lines is farther is the sign of a product linear in r.
 */
import { BORDER, nextEdge, previousEdge } from './half-edges'
import { type ObstacleMesh, STEP_BASE, triangleAt } from './obstacle-mesh'
import { meetingRay, PieceWriter, putGround } from './piece-writer'
import type { VisiblePieces } from './polar-region'

/** From where and over what one looks; metres in the obstacles' frame, angles in radians counter-clockwise from east. */
export interface Look {
  x: number
  y: number
  start: number
  /** At most a full turn. */
  span: number
  nearM: number
  farM: number
  /** The camera's height above ground. */
  heightM: number
  /** Height above ground of what is watched. */
  targetHeightM: number
}

const FULL_TURN = 2 * Math.PI
const DEEPEST = 4096
const CONE_STRIDE = 10
const CONE_MARKS = 3
/** Two lines this near each other, relative to their nearness, are one: neighbouring back edges share a corner. */
const SAME = 1e-11
/** A camera nearer to a wall's line than this, metres, has no side of it. */
const ON_WALL_M = 1e-6

/** Looks over one mesh again and again, keeping its buffers. */
export class MeshViewer {
  readonly #mesh: ObstacleMesh
  readonly #windows: Windows
  /** Cones still to expand: half-edge, right ray and left ray by number; the rays, the edge's ends, the bound. */
  readonly #marks = new Int32Array(DEEPEST * CONE_MARKS)
  readonly #cones = new Float64Array(DEEPEST * CONE_STRIDE)
  readonly #pieces = new PieceWriter()
  /** Of the look at hand, as plain doubles whatever its object is made of: x, y, far, height, target height. */
  readonly #look = new Float64Array(5)

  constructor(mesh: ObstacleMesh) {
    this.#mesh = mesh
    this.#windows = windowsOf(mesh)
  }

  /**
   * Pieces of the ground visible in a look, until the next one; none when the camera stands inside something as high as
   * itself. Null when the mesh does not hold the whole circle, or when the camera stands on a wall.
   */
  view(look: Look): VisiblePieces | null {
    const { x, y, start, span, nearM, farM } = look
    const [minX, minY, maxX, maxY] = this.#mesh.bounds
    if (!(x - farM >= minX && y - farM >= minY && x + farM <= maxX && y + farM <= maxY)) return null
    const triangle = triangleAt(this.#mesh, x, y)
    if (this.#isOnWall(triangle, x, y)) return null
    this.#pieces.begin(nearM, farM)
    this.#look[0] = x
    this.#look[1] = y
    this.#look[2] = farM
    this.#look[3] = look.heightM
    this.#look[4] = look.targetHeightM
    if (this.#mesh.heights[triangle] >= look.heightM) return this.#pieces.finish()
    if (span >= FULL_TURN) this.#lookAround(triangle, look)
    else {
      // Parts below half a turn, so that "between two rays" has one meaning; neighbours share their ray.
      const parts = Math.ceil(span / 2)
      let right = this.#rayAt(start)
      for (let part = 1; part <= parts; part++) {
        const left = this.#rayAt(start + (span * part) / parts)
        this.#lookBetween(triangle, look, right, left)
        right = left
      }
    }
    return this.#pieces.finish()
  }

  #rayAt(angle: number): [x: number, y: number, id: number] {
    return [Math.cos(angle), Math.sin(angle), this.#pieces.newRay()]
  }

  #isOnWall(triangle: number, x: number, y: number): boolean {
    const { x: xs, y: ys, corner, twin } = this.#mesh
    for (let e = triangle * 3; e < triangle * 3 + 3; e++) {
      const ax = xs[corner[e]] - x
      const ay = ys[corner[e]] - y
      if (Math.abs(ax) + Math.abs(ay) < ON_WALL_M) return true
      if (twin[e] >= BORDER) continue
      const dx = xs[corner[nextEdge(e)]] - x - ax
      const dy = ys[corner[nextEdge(e)]] - y - ay
      if (Math.abs(ax * dy - ay * dx) < ON_WALL_M * Math.sqrt(dx * dx + dy * dy)) return true
    }
    return false
  }

  #lookAround(triangle: number, look: Look): void {
    const { x: xs, y: ys, corner } = this.#mesh
    for (let k = 0; k < 3; k++) {
      const e = triangle * 3 + k
      const right = corner[e]
      const left = corner[nextEdge(e)]
      this.#expand(e, xs[right] - look.x, ys[right] - look.y, right, xs[left] - look.x, ys[left] - look.y, left)
    }
  }

  /** The three windows of the camera's triangle, each cut to the directions between two rays less than half a turn apart. */
  #lookBetween(
    triangle: number,
    look: Look,
    [fromX, fromY, from]: [number, number, number],
    [toX, toY, to]: [number, number, number],
  ): void {
    const { x: xs, y: ys, corner } = this.#mesh
    const first = this.#windowTowards(triangle, look.x, look.y, fromX, fromY)
    for (let k = 0; k < 3; k++) {
      const e = triangle * 3 + ((first + k) % 3)
      const [right, left] = [corner[e], corner[nextEdge(e)]]
      const [rightX, rightY] = [xs[right] - look.x, ys[right] - look.y]
      const [leftX, leftY] = [xs[left] - look.x, ys[left] - look.y]
      const isRightWithin = fromX * rightY - fromY * rightX > 0 && rightX * toY - rightY * toX > 0
      const isLeftWithin = fromX * leftY - fromY * leftX > 0 && leftX * toY - leftY * toX > 0
      if (k > 0 && !isRightWithin) break
      const [startX, startY, startRay] = k === 0 ? [fromX, fromY, from] : [rightX, rightY, right]
      const [endX, endY, endRay] = isLeftWithin ? [leftX, leftY, left] : [toX, toY, to]
      this.#expand(e, startX, startY, startRay, endX, endY, endRay)
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
   * Expands the cone between two rays (vectors from the camera, and their numbers) through half-edge `e`. The hot loop of
   * every batch: a hundred windows a camera, five operations each. So it is one flat function on numbers with its own
   * stack, the right part of a divided cone first, which leaves the ground in order; what it finds goes to arrays, since
   * a call with numbers allocates each of them.
   */
  #expand(e: number, rightX: number, rightY: number, right: number, leftX: number, leftY: number, left: number): void {
    const { x: xs, y: ys, corner, heights, blades } = this.#mesh
    const look = this.#look
    const qx = look[0]
    const qy = look[1]
    const farM = look[2]
    const heightM = look[3]
    const targetHeightM = look[4]
    const { places, links } = this.#windows
    const pieces = this.#pieces
    const marks = this.#marks
    const cones = this.#cones
    const hasBlades = blades.size > 0
    const far2 = farM * farM
    // The edge's ends, right and left, relative to the camera; they are carried along, only the apex is new each time.
    let ax = xs[corner[e]] - qx
    let ay = ys[corner[e]] - qy
    let bx = xs[corner[nextEdge(e)]] - qx
    let by = ys[corner[nextEdge(e)]] - qy
    let boundX = 0
    let boundY = 0
    let depth = 0
    let found = pieces.found
    let { grounds, rays } = pieces
    for (;;) {
      let across = links[e * LINKS + TWIN]
      let isOpen = true
      const isReached = ax * ax + ay * ay < far2 || bx * bx + by * by < far2 || isWithin(ax, ay, bx, by, far2)
      if (across < 0 || !isReached) {
        const here = heights[(e / 3) | 0]
        let edgeX = 0
        let edgeY = 0
        let isSeen = here === 0
        if (across >= BORDER || !isReached) isOpen = false
        else {
          across = STEP_BASE - across
          const there = heights[(across / 3) | 0]
          const area = ax * by - ay * bx
          edgeX = (by - ay) / area
          edgeY = (ax - bx) / area
          let top = Math.max(here, there)
          if (hasBlades) top = Math.max(top, blades.get(e) ?? 0)
          if (area <= 0) {
            isSeen = false
            isOpen = false
          } else {
            isSeen = isSeen && top > here
            if (top > here && top >= heightM) isOpen = false
            else if (top > there) {
              const k = top <= targetHeightM ? 1 : (heightM - targetHeightM) / (heightM - top)
              const imageX = edgeX / k
              const imageY = edgeY / k
              const nearRight = imageX * rightX + imageY * rightY
              const nearLeft = imageX * leftX + imageY * leftY
              const gainRight = nearRight - (boundX * rightX + boundY * rightY)
              const gainLeft = nearLeft - (boundX * leftX + boundY * leftY)
              const hasBound = boundX !== 0 || boundY !== 0
              const isFartherRight = gainRight < -SAME * nearRight
              const isFartherLeft = gainLeft < -SAME * nearLeft
              // What is seen in front of a blade has the bound from before it.
              if (isSeen) {
                if (found === pieces.room) ({ grounds, rays } = pieces.grow())
                putGround(
                  grounds,
                  rays,
                  found++,
                  rightX,
                  rightY,
                  right,
                  leftX,
                  leftY,
                  left,
                  boundX,
                  boundY,
                  edgeX,
                  edgeY,
                )
                isSeen = false
              }
              if (
                !hasBound ||
                ((isFartherRight || isFartherLeft) && gainRight <= SAME * nearRight && gainLeft <= SAME * nearLeft)
              ) {
                boundX = imageX
                boundY = imageY
              } else if (isFartherRight || isFartherLeft) {
                // The two lines meet inside the cone: each half keeps the farther one, and passes this edge again.
                const meeting = meetingRay(
                  imageX - boundX,
                  imageY - boundY,
                  { x: rightX, y: rightY },
                  { x: leftX, y: leftY },
                )
                if (meeting !== null) {
                  if (depth === DEEPEST) throw tooDeep()
                  const ray = pieces.newRay()
                  const mark = depth * CONE_MARKS
                  marks[mark] = e
                  marks[mark + 1] = ray
                  marks[mark + 2] = left
                  const at = depth++ * CONE_STRIDE
                  cones[at] = meeting[0]
                  cones[at + 1] = meeting[1]
                  cones[at + 2] = leftX
                  cones[at + 3] = leftY
                  cones[at + 4] = ax
                  cones[at + 5] = ay
                  cones[at + 6] = bx
                  cones[at + 7] = by
                  cones[at + 8] = isFartherLeft ? imageX : boundX
                  cones[at + 9] = isFartherLeft ? imageY : boundY
                  leftX = meeting[0]
                  leftY = meeting[1]
                  left = ray
                  if (isFartherRight) {
                    boundX = imageX
                    boundY = imageY
                  }
                }
              }
              isOpen = !isBeyond(boundX, boundY, rightX, rightY, leftX, leftY, farM)
            }
          }
        }
        if (isSeen) {
          if (found === pieces.room) ({ grounds, rays } = pieces.grow())
          putGround(grounds, rays, found++, rightX, rightY, right, leftX, leftY, left, boundX, boundY, edgeX, edgeY)
        }
      }
      if (isOpen) {
        const apexX = places[e * PLACES] - qx
        const apexY = places[e * PLACES + 1] - qy
        const apex = links[e * LINKS + APEX]
        const slot = across % 3
        if (rightX * apexY - rightY * apexX <= 0) {
          e = slot === 0 ? across + 2 : across - 1
          ax = apexX
          ay = apexY
          continue
        }
        if (apexX * leftY - apexY * leftX > 0) {
          if (depth === DEEPEST) throw tooDeep()
          // Right ray and right end of the cone that waits are both the apex.
          const mark = depth * CONE_MARKS
          marks[mark] = slot === 0 ? across + 2 : across - 1
          marks[mark + 1] = apex
          marks[mark + 2] = left
          const at = depth++ * CONE_STRIDE
          cones[at] = apexX
          cones[at + 1] = apexY
          cones[at + 2] = leftX
          cones[at + 3] = leftY
          cones[at + 4] = apexX
          cones[at + 5] = apexY
          cones[at + 6] = bx
          cones[at + 7] = by
          cones[at + 8] = boundX
          cones[at + 9] = boundY
          leftX = apexX
          leftY = apexY
          left = apex
        }
        e = slot === 2 ? across - 2 : across + 1
        bx = apexX
        by = apexY
        continue
      }
      if (depth === 0) break
      depth--
      const mark = depth * CONE_MARKS
      e = marks[mark]
      right = marks[mark + 1]
      left = marks[mark + 2]
      const at = depth * CONE_STRIDE
      rightX = cones[at]
      rightY = cones[at + 1]
      leftX = cones[at + 2]
      leftY = cones[at + 3]
      ax = cones[at + 4]
      ay = cones[at + 5]
      bx = cones[at + 6]
      by = cones[at + 7]
      boundX = cones[at + 8]
      boundY = cones[at + 9]
    }
    pieces.found = found
  }
}

const tooDeep = () => new RangeError(`a view must wait at fewer than ${DEEPEST} windows, got ${DEEPEST}`)

/** Per half-edge what lies beyond it, together: a step of a view then waits for memory once. */
interface Windows {
  /** Numbers per half-edge: x, y of the corner beyond, and the room of two links. */
  places: Float64Array
  /** The same memory: the half-edge's entry in `twin`, and the number of the corner beyond. */
  links: Int32Array
}

const PLACES = 3
const LINKS = 2 * PLACES
const TWIN = 4
const APEX = 5

function windowsOf({ x, y, corner, twin }: ObstacleMesh): Windows {
  const places = new Float64Array(twin.length * PLACES)
  const links = new Int32Array(places.buffer)
  for (let e = 0; e < twin.length; e++) {
    const across = twin[e] < BORDER ? STEP_BASE - twin[e] : twin[e]
    const apex = across === BORDER ? corner[e] : corner[previousEdge(across)]
    places[e * PLACES] = x[apex]
    places[e * PLACES + 1] = y[apex]
    links[e * LINKS + TWIN] = twin[e]
    links[e * LINKS + APEX] = apex
  }
  return { places, links }
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

/** Whether the line m·p = 1 lies beyond the circle between two rays: at both, and at its nearest point where that is between. */
function isBeyond(
  mx: number,
  my: number,
  rightX: number,
  rightY: number,
  leftX: number,
  leftY: number,
  farM: number,
): boolean {
  const byRight = mx * rightX + my * rightY
  const byLeft = mx * leftX + my * leftY
  if (byRight * farM > Math.sqrt(rightX * rightX + rightY * rightY)) return false
  if (byLeft * farM > Math.sqrt(leftX * leftX + leftY * leftY)) return false
  const isFootBetween = rightX * my - rightY * mx > 0 && mx * leftY - my * leftX > 0
  return !isFootBetween || (mx * mx + my * my) * farM * farM <= 1
}
