/** Where lines cross the rings of an area, and which way is in. */
import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import type { LocalFrame } from './frame'
import { localPolygons } from './raster'

type Point = readonly [x: number, y: number]

export interface Place {
  road: number
  /** The crossing lies after this vertex of the road. */
  vertex: number
  point: Point
  /** Whether travel along the geometry leads in. */
  entersForward: boolean
  /** Ring edge and share of it: the order round the ring. */
  along: number
}

type Edge = readonly [a: Point, b: Point]

/** The edges of every ring with the inside on their left. */
export function ringEdges(cordon: Polygon | MultiPolygon, frame: LocalFrame): Edge[] {
  return localPolygons(cordon, frame).flatMap((rings) =>
    rings.flatMap((flat, index) => {
      const corners = Array.from({ length: flat.length / 2 }, (_, i): Point => [flat[2 * i], flat[2 * i + 1]])
      const isLeft = signedArea(corners) > 0 === (index === 0)
      const ring = isLeft ? corners : corners.toReversed()
      return ring.map((corner, i): Edge => [corner, ring[(i + 1) % ring.length]])
    }),
  )
}

const signedArea = (corners: readonly Point[]) =>
  corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

/** Which side of a line a point is on; a point on it counts as left, so that a vertex on the ring crosses once and not twice. */
const isLeftOf = ([ax, ay]: Point, [bx, by]: Point, [px, py]: Point) =>
  (bx - ax) * (py - ay) - (by - ay) * (px - ax) >= 0

/** Every crossing, in the order of the ring. */
export function crossingPlaces(edges: readonly Edge[], lines: readonly (readonly Point[])[]): Place[] {
  const tree = new Flatbush(edges.length)
  for (const [[ax, ay], [bx, by]] of edges)
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  tree.finish()
  const places = lines.flatMap((line, road) =>
    line.slice(1).flatMap((to, vertex) => {
      const from = line[vertex]
      const near = tree.search(...boxOf(from, to))
      return near.flatMap((i): Place[] => {
        const place = crossingOf(from, to, edges[i])
        return place ? [{ road, vertex, ...place, along: i + place.along }] : []
      })
    }),
  )
  return places.toSorted((a, b) => a.along - b.along || a.road - b.road || a.vertex - b.vertex)
}

const boxOf = ([ax, ay]: Point, [bx, by]: Point): [number, number, number, number] => [
  Math.min(ax, bx),
  Math.min(ay, by),
  Math.max(ax, bx),
  Math.max(ay, by),
]

function crossingOf(from: Point, to: Point, [a, b]: Edge): Pick<Place, 'point' | 'entersForward' | 'along'> | null {
  const endsInside = isLeftOf(a, b, to)
  if (isLeftOf(a, b, from) === endsInside || isLeftOf(from, to, a) === isLeftOf(from, to, b)) return null
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const [ex, ey] = [to[0] - from[0], to[1] - from[1]]
  const turn = ex * dy - ey * dx
  const share = clamp(((a[0] - from[0]) * dy - (a[1] - from[1]) * dx) / turn)
  const along = clamp(((a[0] - from[0]) * ey - (a[1] - from[1]) * ex) / turn)
  return { point: [from[0] + share * ex, from[1] + share * ey], entersForward: endsInside, along }
}

const clamp = (share: number) => Math.min(1, Math.max(0, share))
