/** What hides ground from cameras: outlines as edges in a local frame, with an index over them. */
import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { LocalFrame } from './frame'

/**
 * A building as the viewshed needs it. Rings in any winding; holes are courtyards: open ground one can see across. A
 * `part` of a building holds instead of the outlines it stands in. A `zone` has no height: ground that must not be seen,
 * a home's garden or a prohibited place, and hides nothing but itself.
 */
export interface Outline {
  geometry: Polygon | MultiPolygon
  /** Metres above ground, null or absent when not known: then it hides all that lies behind it. */
  heightM?: number | null
  role?: 'building' | 'part' | 'zone'
}

/** Edges belong to outlines; both are numbered in the order given. */
export interface Obstacles {
  readonly frame: LocalFrame
  /** x1, y1, x2, y2 in metres per edge. */
  readonly edges: Float64Array
  /** The outline each edge belongs to. */
  readonly edgeOutline: Uint32Array
  /** First edge of each outline, and the number of edges as last entry. */
  readonly firstEdge: Uint32Array
  /** Per outline, Infinity when not known. */
  readonly heightM: Float64Array
  readonly role: readonly NonNullable<Outline['role']>[]
  /** Indices over the edges' and the outlines' boxes; null without any. */
  readonly edgeTree: Flatbush | null
  readonly outlineTree: Flatbush | null
}

/** Height of what stands on a zone's ground: nothing, yet not open. */
const ZONE_HEIGHT_M = 1e-3

/** An outline already in a frame: rings as x, y pairs, not closed. */
export interface LocalOutline extends Pick<Outline, 'heightM' | 'role'> {
  rings: readonly ArrayLike<number>[]
}

/** Builds the index; O(n log n) in the edges. Repeated points are dropped, an unclosed ring is closed. */
export function indexObstacles(outlines: readonly Outline[], frame: LocalFrame): Obstacles {
  return indexLocalOutlines(
    outlines.map((outline) => localOutline(outline, frame)),
    frame,
  )
}

export function localOutline({ geometry, heightM, role }: Outline, frame: LocalFrame): LocalOutline {
  return { rings: ringsOf(geometry).map((ring) => localRing(ring, frame)), heightM, role }
}

/** `indexObstacles` for outlines that are already in the frame. */
export function indexLocalOutlines(outlines: readonly LocalOutline[], frame: LocalFrame): Obstacles {
  const most = outlines.reduce(
    (sum, { rings }) => sum + rings.reduce((corners, ring) => corners + ring.length / 2, 0),
    0,
  )
  const room = new Float64Array(most * 4)
  const outlineOf = new Uint32Array(most)
  const firstEdge = new Uint32Array(outlines.length + 1)
  let count = 0
  outlines.forEach(({ rings }, outline) => {
    for (const ring of rings) count = putRing(room, count, ring)
    outlineOf.fill(outline, firstEdge[outline], count)
    firstEdge[outline + 1] = count
  })
  const edges = room.subarray(0, count * 4)
  return {
    frame,
    edges,
    edgeOutline: outlineOf.subarray(0, count),
    firstEdge,
    heightM: Float64Array.from(outlines, heightOf),
    role: outlines.map(({ role }) => role ?? 'building'),
    edgeTree: treeOf(edges, count, (edge) => edge),
    outlineTree: treeOf(edges, outlines.length, (outline) => firstEdge[outline]),
  }
}

const heightOf = ({ heightM, role }: Pick<Outline, 'heightM' | 'role'>): number =>
  role === 'zone' ? ZONE_HEIGHT_M : Math.max(ZONE_HEIGHT_M, heightM ?? Number.POSITIVE_INFINITY)

/** Metres above ground where exactly these outlines stand: the highest part, or the highest outline where no part does. */
export function heightOver({ heightM, role }: Obstacles, standing: readonly number[]): number {
  let [whole, part] = [0, 0]
  for (const outline of standing)
    if (role[outline] === 'part') part = Math.max(part, heightM[outline])
    else whole = Math.max(whole, heightM[outline])
  return part > 0 && (Number.isFinite(part) || whole === 0) ? part : whole
}

/** Buildings that contain the point, without zones. */
export function buildingsAt(obstacles: Obstacles, x: number, y: number): number[] {
  return outlinesAt(obstacles, x, y).filter((outline) => obstacles.role[outline] !== 'zone')
}

/** Outlines that contain the point (even-odd over all rings, so courtyards are outside), ascending. */
export function outlinesAt({ edges, firstEdge, outlineTree }: Obstacles, x: number, y: number): number[] {
  const near = outlineTree?.search(x, y, x, y) ?? []
  return near
    .filter((outline) => isInside(edges, firstEdge[outline], firstEdge[outline + 1], x, y))
    .sort((a, b) => a - b)
}

export interface NearestOutline {
  outline: number
  /** Its nearest point. */
  x: number
  y: number
  distanceM: number
}

/** The nearest point of a building within `radiusM` of x, y; null when there is none. */
export function nearestOutline(obstacles: Obstacles, x: number, y: number, radiusM: number): NearestOutline | null {
  const { edges, edgeOutline, edgeTree, role } = obstacles
  const candidates = edgeTree?.search(x - radiusM, y - radiusM, x + radiusM, y + radiusM) ?? []
  let nearest: NearestOutline | null = null
  for (const edge of candidates.sort((a, b) => a - b)) {
    if (role[edgeOutline[edge]] === 'zone') continue
    const [qx, qy] = nearestOnSegment(edges, edge, x, y)
    const distanceM = Math.hypot(qx - x, qy - y)
    if (distanceM <= radiusM && distanceM < (nearest?.distanceM ?? Number.POSITIVE_INFINITY))
      nearest = { outline: edgeOutline[edge], x: qx, y: qy, distanceM }
  }
  return nearest
}

function ringsOf(geometry: Polygon | MultiPolygon): Position[][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
}

function localRing(ring: Position[], frame: LocalFrame): Float64Array {
  const local = new Float64Array(ring.length * 2)
  ring.forEach(([lng, lat], i) => {
    if (!Number.isFinite(lng) || !Number.isFinite(lat))
      throw new RangeError(`outline position must be finite, got ${lng},${lat}`)
    local.set(frame.toLocal(lng, lat), i * 2)
  })
  return local
}

/** Writes a ring's edges from edge `count` on; returns how many there are then. */
function putRing(edges: Float64Array, count: number, ring: ArrayLike<number>): number {
  let end = count
  for (let i = 0; i < ring.length; i += 2) {
    const next = i + 2 < ring.length ? i + 2 : 0
    if (ring[i] === ring[next] && ring[i + 1] === ring[next + 1]) continue
    edges[end * 4] = ring[i]
    edges[end * 4 + 1] = ring[i + 1]
    edges[end * 4 + 2] = ring[next]
    edges[end * 4 + 3] = ring[next + 1]
    end++
  }
  return end
}

/** An index over the boxes of items, each the edges from `firstOf` it to that of the next. */
function treeOf(edges: Float64Array, count: number, firstOf: (item: number) => number): Flatbush | null {
  if (count === 0) return null
  const tree = new Flatbush(count)
  for (let item = 0; item < count; item++) {
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = firstOf(item) * 4; i < firstOf(item + 1) * 4; i += 2) {
      if (edges[i] < minX) minX = edges[i]
      if (edges[i] > maxX) maxX = edges[i]
      if (edges[i + 1] < minY) minY = edges[i + 1]
      if (edges[i + 1] > maxY) maxY = edges[i + 1]
    }
    tree.add(minX, minY, maxX, maxY)
  }
  tree.finish()
  return tree
}

function isInside(edges: Float64Array, from: number, to: number, x: number, y: number): boolean {
  let inside = false
  for (let i = from * 4; i < to * 4; i += 4) {
    const [x1, y1, x2, y2] = [edges[i], edges[i + 1], edges[i + 2], edges[i + 3]]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  }
  return inside
}

function nearestOnSegment(edges: Float64Array, edge: number, x: number, y: number): [number, number] {
  const [x1, y1, x2, y2] = edges.subarray(edge * 4, edge * 4 + 4)
  const dx = x2 - x1
  const dy = y2 - y1
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)))
  return [x1 + along * dx, y1 + along * dy]
}
