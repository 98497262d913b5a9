/**
 * Where roads cross a cordon, and which directions of travel plate readers capture there.
 *
 * A plate reader counts for the traffic that comes towards it: it reads front plates, as the checkpoints over Chinese roads are
 * built to: they show the cab too. Rear plates of departing traffic would
 * double what a reader claims, and nobody surveyed its lane for that. So a reader whose bearing is β captures travel
 * within 30° of β + 180°; beyond, plates are too slanted to read. One whose bearing is not known captures nothing.
 *
 * It may read up to 60 m along the road from the crossing, as long as no vehicle can turn off between: that stretch ends at the
 * first junction, and some point of it must lie in the reader's footprint. Tunnels and yards are ways in and out
 * like any other road. A road that runs along the ring crosses where it changes sides.
 */
import type { LineString, MultiPolygon, Polygon } from 'geojson'
import { angleBetween, bearingOf } from './bearings'
import { frameAround } from './drawn-area'
import type { LngLat, LocalFrame } from './frame'
import { nearestRead, type PlateReader } from './plate-reader'
import { crossingPlaces, type Place, ringEdges } from './ring-crossings'
import { distinctPositions, isDrivable } from './road-nodes'
import { type Piece, type RoadPlan, roadPlan, stretchAhead } from './road-stretch'

export interface CordonRoad {
  geometry: LineString
  roadClass: string
  name: string | null
  nameEn: string | null
  /** `forward`: only along the geometry; `backward`: only against it. */
  oneway: 'no' | 'forward' | 'backward'
}

export interface Crossing {
  position: LngLat
  roadName: string | null
  roadNameEn: string | null
  roadClass: string
  /** Degrees clockwise from true north in which the road leads into the cordon. */
  bearing: number
  oneway: boolean
  /** The road leads along the ring, within 20° of it: who drives there changes sides without coming or going. */
  isAlong: boolean
  /** Readers of vehicles that drive in; null where nobody may. */
  in: number[] | null
  out: number[] | null
}

export interface CordonReport {
  /** In the order of the ring. */
  crossings: Crossing[]
  /** Directions in which a vehicle may cross, and how many of them are captured. */
  directions: number
  captured: number
}

export const REACH_ALONG_ROAD_M = 60
const MOST_ALONG_ANGLE = 20

export function cordonReport(
  cordon: Polygon | MultiPolygon,
  roads: readonly CordonRoad[],
  readers: readonly PlateReader[],
): CordonReport {
  const shells = cordon.type === 'Polygon' ? [cordon.coordinates[0]] : cordon.coordinates.map(([shell]) => shell)
  const frame = frameAround(shells.flat())
  const usable = roads.filter(({ roadClass }) => isDrivable(roadClass))
  const plan = roadPlan(
    usable.map(({ geometry }) => distinctPositions(geometry)),
    frame,
  )
  const edges = ringEdges(cordon, frame)
  const places = crossingPlaces(edges, plan.lines)
  const crossings = places.map((place) => ({
    ...describe(place, usable[place.road], plan, readers, frame),
    isAlong: isAlong(place, plan, edges[Math.min(Math.floor(place.along), edges.length - 1)]),
  }))
  const readings = crossings.flatMap((crossing) => [crossing.in, crossing.out]).filter((ids) => ids !== null)
  return { crossings, directions: readings.length, captured: readings.filter((ids) => ids.length > 0).length }
}

function describe(
  place: Place,
  road: CordonRoad,
  plan: RoadPlan,
  readers: readonly PlateReader[],
  frame: LocalFrame,
): Omit<Crossing, 'isAlong'> {
  const inStep = place.entersForward ? 1 : -1
  const may = (step: 1 | -1) => road.oneway === 'no' || (road.oneway === 'forward') === (step === 1)
  const capturing = (step: 1 | -1) => (may(step) ? readersOf(travelThrough(plan, place, step), readers, frame) : null)
  const [from, to] = [plan.lines[place.road][place.vertex], plan.lines[place.road][place.vertex + 1]]
  return {
    position: frame.toLngLat(...place.point),
    roadName: road.name,
    roadNameEn: road.nameEn,
    roadClass: road.roadClass,
    bearing: bearingOf((to[0] - from[0]) * inStep, (to[1] - from[1]) * inStep),
    oneway: road.oneway !== 'no',
    in: capturing(inStep),
    out: capturing(inStep === 1 ? -1 : 1),
  }
}

function isAlong({ road, vertex }: Place, { lines }: RoadPlan, [a, b]: ReturnType<typeof ringEdges>[number]): boolean {
  const [from, to] = [lines[road][vertex], lines[road][vertex + 1]]
  const angle = angleBetween(bearingOf(to[0] - from[0], to[1] - from[1]), bearingOf(b[0] - a[0], b[1] - a[1]))
  return Math.min(angle, 180 - angle) < MOST_ALONG_ANGLE
}

/** The pieces of road that everyone drives who crosses here this way, each in the direction of travel. */
function travelThrough(plan: RoadPlan, { road, vertex, point }: Place, step: 1 | -1): Piece[] {
  const back = step === 1 ? -1 : 1
  const behind = stretchAhead(plan, { road, vertex, point, step: back }, REACH_ALONG_ROAD_M)
  return [
    ...stretchAhead(plan, { road, vertex, point, step }, REACH_ALONG_ROAD_M),
    ...behind.map(({ from, to }) => ({ from: to, to: from })),
  ]
}

function readersOf(pieces: readonly Piece[], readers: readonly PlateReader[], frame: LocalFrame): number[] {
  return readers
    .filter((reader) => {
      const at = frame.toLocal(reader.lng, reader.lat)
      return pieces.some((piece) => nearestRead(piece, reader, at) !== null)
    })
    .map(({ id }) => id)
}
