/** Where on the road graph a vehicle may have been when a camera read it: several places, each with how likely it is. */
import Flatbush from 'flatbush'
import { angleBetween, bearingOf } from './bearings'
import type { RoadGraph } from './road-graph'

/** A place on an edge, in the direction of travel. */
export interface Candidate {
  edge: number
  /** From the edge's beginning. */
  alongM: number
  /** From the camera. */
  distanceM: number
  /** Between its direction and the bearing that was asked for, degrees; 0 where none was. */
  angle: number
  /** Minus the logarithm of how likely it is against the best there could be; 0 or more. */
  unlikely: number
}

export interface SnapPlace {
  lng: number
  lat: number
  /** Direction of travel, degrees clockwise from north; null: not known. */
  bearing: number | null
}

/** A camera reads what passes within this distance of it. */
export const READING_REACH_M = 50
/** How far from the camera vehicles usually are, and how far off bearings usually are: deviations of a normal law. */
const USUAL_DISTANCE_M = 15
const USUAL_ANGLE = 25
const MOST_ANGLE = 60

export class RoadSnap {
  readonly #graph: RoadGraph
  readonly #tree: Flatbush | null

  constructor(graph: RoadGraph) {
    this.#graph = graph
    this.#tree = graph.edgeCount === 0 ? null : new Flatbush(graph.edgeCount)
    for (const line of graph.lines) this.#tree!.add(...boxOf(line))
    this.#tree?.finish()
  }

  /** On every edge within reach the place nearest to the camera, where the road leads within 60° of the bearing; the likeliest first. */
  candidates({ lng, lat, bearing }: SnapPlace, reachM = READING_REACH_M): Candidate[] {
    const [x, y] = this.#graph.frame.toLocal(lng, lat)
    const near = this.#tree?.search(x - reachM, y - reachM, x + reachM, y + reachM) ?? []
    return near
      .flatMap((edge) => {
        const place = placeOn(this.#graph.lines[edge], x, y, bearing, reachM)
        return place ? [{ edge, ...place }] : []
      })
      .sort((a, b) => a.unlikely - b.unlikely || a.edge - b.edge)
  }
}

function placeOn(line: Float64Array, x: number, y: number, bearing: number | null, reachM: number) {
  let best: Omit<Candidate, 'edge'> | null = null
  let passedM = 0
  for (let i = 2; i < line.length; i += 2) {
    const [dx, dy] = [line[i] - line[i - 2], line[i + 1] - line[i - 1]]
    const length = Math.hypot(dx, dy)
    const share = Math.min(1, Math.max(0, ((x - line[i - 2]) * dx + (y - line[i - 1]) * dy) / length ** 2))
    const distanceM = Math.hypot(line[i - 2] + share * dx - x, line[i - 1] + share * dy - y)
    const angle = bearing === null ? 0 : angleBetween(bearingOf(dx, dy), bearing)
    const unlikely = ((distanceM / USUAL_DISTANCE_M) ** 2 + (angle / USUAL_ANGLE) ** 2) / 2
    if (distanceM <= reachM && angle <= MOST_ANGLE && (best === null || unlikely < best.unlikely))
      best = { alongM: passedM + share * length, distanceM, angle, unlikely }
    passedM += length
  }
  return best
}

function boxOf(line: Float64Array): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < line.length; i += 2) {
    west = Math.min(west, line[i])
    east = Math.max(east, line[i])
    south = Math.min(south, line[i + 1])
    north = Math.max(north, line[i + 1])
  }
  return [west, south, east, north]
}
