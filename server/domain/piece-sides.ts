/** The sides of a visible region's pieces that no other piece shares. */
import { ARC, AT_CAMERA, CORNERS, MARKS, type VisiblePieces } from './polar-region'

/** A directed side with the region on its left. Nodes are numbers; an arc runs about the camera. */
export interface Side {
  from: number
  to: number
  ax: number
  ay: number
  bx: number
  by: number
  isArc: boolean
  /** An arc that must not be drawn as one with the arc before it: there, another bound comes nearer to it than chords do. */
  isApart: boolean
  /** Direction in which the side starts, and the one that leads back from its end. */
  forwards: readonly [x: number, y: number]
  backwards: readonly [x: number, y: number]
}

/** Points on one ray nearer to each other than this are one node. */
const SAME_NODE_M = 1e-5
const CAMERA_NODE = 0
/** No chord leaves its arc by as much. */
const BESIDE_ARC_M = 0.1

interface RayPoint {
  distance: number
  x: number
  y: number
  node: number
}

/** One ray: the points on it, and stretches that bound a piece on their left (1, outwards) or right (−1, inwards). */
interface RayLine {
  points: RayPoint[]
  stretches: [from: RayPoint, to: RayPoint, sign: 1 | -1][]
}

/** Outer and inner sides of all pieces, and what is left of the sides along rays once those of neighbours cancel. */
export function sidesOf(pieces: VisiblePieces): Side[] {
  const { count, corners, marks } = pieces
  const rays = new Map<number, RayLine>()
  const bounds: [from: RayPoint, to: RayPoint, isArc: boolean][] = []
  for (let piece = 0; piece < count; piece++) {
    const [right, left, outer, inner] = marks.subarray(piece * MARKS, (piece + 1) * MARKS)
    const at = (i: number) => pointOn(rayOf(rays, i % 4 === 0 ? right : left), corners, piece * CORNERS + i)
    const [outerRight, outerLeft] = [at(0), at(2)]
    const innerRight = inner === AT_CAMERA ? cameraOn(rayOf(rays, right)) : at(4)
    const innerLeft = inner === AT_CAMERA ? cameraOn(rayOf(rays, left)) : at(6)
    bounds.push([outerRight, outerLeft, outer === ARC])
    if (inner !== AT_CAMERA) bounds.push([innerLeft, innerRight, inner === ARC])
    rayOf(rays, right).stretches.push([innerRight, outerRight, 1])
    rayOf(rays, left).stretches.push([innerLeft, outerLeft, -1])
  }
  const close = numberNodes(rays)
  const sides = bounds.map(([from, to, isArc]) => sideOf(from, to, isArc, close.has(from.node)))
  for (const ray of rays.values()) sides.push(...radialSides(ray))
  return sides.filter(({ from, to }) => from !== to)
}

function rayOf(rays: Map<number, RayLine>, id: number): RayLine {
  const known = rays.get(id)
  if (known !== undefined) return known
  const ray: RayLine = { points: [], stretches: [] }
  rays.set(id, ray)
  return ray
}

function pointOn(ray: RayLine, corners: Float64Array, at: number): RayPoint {
  const [x, y] = [corners[at], corners[at + 1]]
  const point = { distance: Math.hypot(x, y), x, y, node: CAMERA_NODE }
  ray.points.push(point)
  return point
}

function cameraOn(ray: RayLine): RayPoint {
  const point = { distance: 0, x: 0, y: 0, node: CAMERA_NODE }
  ray.points.push(point)
  return point
}

/** Gives points that are one the same node and position; the nodes that have another one near them on their ray. */
function numberNodes(rays: Map<number, RayLine>): ReadonlySet<number> {
  let nodes = CAMERA_NODE
  const close = new Set<number>()
  for (const { points } of rays.values()) {
    points.sort((a, b) => a.distance - b.distance)
    let first: RayPoint | null = null
    for (const point of points) {
      if (point.distance < SAME_NODE_M) continue
      if (first === null || point.distance - first.distance > SAME_NODE_M) {
        if (first !== null && point.distance - first.distance < BESIDE_ARC_M) close.add(nodes).add(nodes + 1)
        first = point
        nodes++
      }
      point.node = nodes
      point.x = first.x
      point.y = first.y
      point.distance = first.distance
    }
  }
  return close
}

/** Where the pieces right and left of a ray do not both bound on it. */
function radialSides({ points, stretches }: RayLine): Side[] {
  const distinct = points.filter((point, i) => i === 0 || point.node !== points[i - 1].node)
  const placeOf = new Map(distinct.map(({ node }, place) => [node, place]))
  const change = new Int32Array(distinct.length + 1)
  for (const [from, to, sign] of stretches) {
    change[placeOf.get(from.node)!] += sign
    change[placeOf.get(to.node)!] -= sign
  }
  const sides: Side[] = []
  let sum = 0
  for (let place = 0; place + 1 < distinct.length; place++) {
    sum += change[place]
    if (sum > 0) sides.push(sideOf(distinct[place], distinct[place + 1], false))
    if (sum < 0) sides.push(sideOf(distinct[place + 1], distinct[place], false))
  }
  return sides
}

function sideOf(a: RayPoint, b: RayPoint, isArc: boolean, isApart = false): Side {
  const turn = Math.sign(a.x * b.y - a.y * b.x)
  const forwards = isArc ? ([-a.y * turn, a.x * turn] as const) : ([b.x - a.x, b.y - a.y] as const)
  const backwards = isArc ? ([b.y * turn, -b.x * turn] as const) : ([a.x - b.x, a.y - b.y] as const)
  return { from: a.node, to: b.node, ax: a.x, ay: a.y, bx: b.x, by: b.y, isArc, isApart, forwards, backwards }
}
