/** Counting points in hexagons of a size in metres, on a grid that stays where it is when the map moves. */
import type { Polygon } from 'geojson'
import { type LngLat, localFrame } from './frame'

export interface WeightedPosition {
  lng: number
  lat: number
  /** What the point counts for; 1 when absent. */
  weight?: number
}

export interface HexagonCell {
  /** Axial grid coordinates `q,r`: the same for the same origin and edge. */
  id: string
  center: [lng: number, lat: number]
  polygon: Polygon
  /** Sum of the weights of the points inside. */
  count: number
}

export interface HexagonOptions {
  /** Length of a side, metres, above 0. */
  edgeM: number
  /** Where hexagon 0,0 is centred: keep it fixed for a city. Points may lie up to 100 km away. */
  origin: LngLat
}

const ROOT_3 = Math.sqrt(3)

/** Hexagons (one corner up) that hold points, in the order of their ids' numbers; empty hexagons are left out. */
export function binIntoHexagons(points: Iterable<WeightedPosition>, { edgeM, origin }: HexagonOptions): HexagonCell[] {
  if (!(edgeM > 0 && Number.isFinite(edgeM))) throw new RangeError(`edgeM must be above 0, got ${edgeM}`)
  const frame = localFrame(origin)
  const counts = new Map<string, { q: number; r: number; count: number }>()
  for (const { lng, lat, weight = 1 } of points) {
    const [q, r] = hexagonAt(...frame.toLocal(lng, lat), edgeM)
    const id = `${q},${r}`
    const cell = counts.get(id) ?? { q, r, count: 0 }
    cell.count += weight
    counts.set(id, cell)
  }
  const cells = [...counts].sort(([, a], [, b]) => a.r - b.r || a.q - b.q)
  return cells.map(([id, { q, r, count }]) => {
    const x = edgeM * ROOT_3 * (q + r / 2)
    const y = edgeM * 1.5 * r
    const ring = Array.from({ length: 7 }, (_, corner) => {
      const angle = ((corner % 6) * Math.PI) / 3 - Math.PI / 6
      return frame.toLngLat(x + edgeM * Math.cos(angle), y + edgeM * Math.sin(angle))
    })
    return { id, center: frame.toLngLat(x, y), polygon: { type: 'Polygon', coordinates: [ring] }, count }
  })
}

/** Axial coordinates of the hexagon that holds x, y: rounded in cube coordinates, whose sum is zero. */
function hexagonAt(x: number, y: number, edgeM: number): [q: number, r: number] {
  const q = (x / ROOT_3 - y / 3) / edgeM
  const r = (y * 2) / (3 * edgeM)
  const s = -q - r
  const [roundQ, roundR, roundS] = [Math.round(q), Math.round(r), Math.round(s)]
  const [offQ, offR, offS] = [Math.abs(roundQ - q), Math.abs(roundR - r), Math.abs(roundS - s)]
  // `+ 0` turns −0 into 0, which would print the same but compare otherwise.
  if (offQ > offR && offQ > offS) return [-roundR - roundS + 0, roundR + 0]
  return offR > offS ? [roundQ + 0, -roundQ - roundS + 0] : [roundQ + 0, roundR + 0]
}
