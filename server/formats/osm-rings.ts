import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { OsmNodeTable } from './osm-node-table'

/** Closed rings of node ids, and the ways that fit no ring. */
export interface JoinedRings {
  rings: number[][]
  openWays: number
}

/**
 * Joins ways end to end into closed rings. Where more than two ends meet, a loop is cut off as soon as it closes, so rings
 * that touch in a node stay two rings.
 */
export function joinRings(ways: readonly (readonly number[])[]): JoinedRings {
  const rings: number[][] = []
  const atEnd = new Map<number, number[]>()
  const isUsed = ways.map((way) => way.length < 2)
  ways.forEach((way, i) => {
    for (const end of [way[0], way[way.length - 1]]) atEnd.set(end, [...(atEnd.get(end) ?? []), i])
  })
  let openWays = isUsed.filter(Boolean).length
  for (let start = 0; start < ways.length; start++) {
    if (isUsed[start]) continue
    const path: (readonly number[])[] = []
    for (
      let next: number | undefined = start;
      next !== undefined;
      next = atEnd.get(endOf(path) ?? ways[start][0])?.find((i) => !isUsed[i])
    ) {
      isUsed[next] = true
      const way = ways[next]
      path.push(path.length > 0 && way[0] !== endOf(path) ? [...way].reverse() : way)
      const ring = cutLoop(path)
      if (ring) rings.push(ring)
      if (path.length === 0) break
    }
    openWays += path.length
  }
  return { rings, openWays }
}

const endOf = (path: (readonly number[])[]) => path.at(-1)?.at(-1)

/** Removes from the path the ways that form a loop with its end, and returns the loop, or null when there is none. */
function cutLoop(path: (readonly number[])[]): number[] | null {
  const end = endOf(path)
  const from = path.findIndex((way) => way[0] === end)
  if (from < 0) return null
  const loop = path.splice(from).flatMap((way) => way.slice(0, -1))
  return [...loop, loop[0]]
}

/** Positions of a ring of node ids, closed, without repeats; null when nodes are missing or fewer than three corners are left. */
export function ringPositions(refs: readonly number[], nodes: OsmNodeTable): Position[] | null {
  const ring: Position[] = []
  for (const ref of refs) {
    const position = nodes.position(ref)
    if (!position) return null
    const last = ring.at(-1)
    if (!last || last[0] !== position[0] || last[1] !== position[1]) ring.push(position)
  }
  return ring.length >= 4 && signedArea(ring) !== 0 ? ring : null
}

/** Puts every hole into the smallest outer ring around it. Outer rings run counter-clockwise, holes clockwise (RFC 7946). */
export function polygonFrom(
  outers: Position[][],
  holes: Position[][],
): { geometry: Polygon | MultiPolygon; strayHoles: number } {
  const polygons = outers
    .map((outer) => ({ area: Math.abs(signedArea(outer)), rings: [oriented(outer, 1)] }))
    .sort((a, b) => a.area - b.area)
  let strayHoles = 0
  for (const hole of holes) {
    const around = polygons.find(({ area, rings }) => area > Math.abs(signedArea(hole)) && holds(rings[0], hole))
    if (around) around.rings.push(oriented(hole, -1))
    else strayHoles++
  }
  const [only] = polygons
  const geometry: Polygon | MultiPolygon =
    polygons.length === 1
      ? { type: 'Polygon', coordinates: only.rings }
      : { type: 'MultiPolygon', coordinates: polygons.map(({ rings }) => rings) }
  return { geometry, strayHoles }
}

/** The shoelace area in square degrees, positive when counter-clockwise. */
function signedArea(ring: Position[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    sum +=
      (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]) -
      (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1])
  }
  return sum / 2
}

const oriented = (ring: Position[], sign: 1 | -1) => (Math.sign(signedArea(ring)) === sign ? ring : [...ring].reverse())

// A hole may touch its outer ring in some corners, so most of its corners decide.
const holds = (outer: Position[], hole: Position[]) =>
  hole.filter((corner) => isInside(corner, outer)).length * 2 >= hole.length

function isInside([x, y]: Position, ring: Position[]): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]]
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  }
  return inside
}
