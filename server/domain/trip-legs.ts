/** What is known of a trip between its passages: for each leg the ways that may have been driven, or that none can have been. */
import type { CameraState } from './camera'
import type { ClockSkew } from './clock-skew'
import { frameAround } from './drawn-area'
import { driveCheck } from './drive-check'
import { joinedStretches, pathOf, type Stretch } from './joined-stretches'
import type { LegVerdict } from './leg-check'
import type { Misread } from './misread'
import { LEAST_SHARE, plausibleWays } from './plausible-ways'
import { placeReaders, type Reader, stateBetween } from './readers-on-ways'
import { type GraphRoad, type RoadGraph, roadGraph } from './road-graph'
import { type Candidate, RoadSnap } from './road-snap'
import type { Way } from './way-shares'

export interface LegPassage {
  at: number
  cameraId: number
  lng: number
  lat: number
  /** Direction of travel; null: not known. */
  bearing: number | null
}

export interface NamedRoad extends GraphRoad {
  name: string | null
  nameEn: string | null
}

export interface RouteWay {
  /** 0 to 1. */
  share: number
  lengthM: number
  /** What driving it takes usually. */
  usualS: number
  /** The named streets that are a good part of it, three at most, in the order of travel. */
  along: { name: string; nameEn: string | null }[]
  /** Degrees. */
  path: Stretch['path']
  /** It turns round on the way. */
  turnsRound: boolean
  /** Cameras on it that worked and did not read the vehicle. */
  silent: number[]
  /** Cameras on it that did not work, or of which nobody knows. */
  down: number[]
}

export interface TripLeg {
  /** Indices of its two passages. */
  passages: [number, number]
  /** Between the two cameras, straight. */
  distanceM: number
  verdict: LegVerdict
  /** Why one of its passages is likely another vehicle's; null: nothing says so, or nobody looked. */
  misread: Misread | null
  /** The likeliest first; shares and `others` add to 1. */
  ways: RouteWay[]
  /** How many ways there are that are not all but impossible, listed or not. */
  count: number
  others: number
  /** Every stretch of every plausible way that is not all but impossible, in degrees. */
  stretches: Stretch[]
  /** Cameras on plausible ways that might have read it: with what they could do at the time. */
  readers: { id: number; state: CameraState }[]
}

const MOST_STREETS = 3
/** Of a way, for a street to be named. */
const GOOD_PART = 0.15

/** Passages of one camera one after the other make no leg. Roads and readers are those about the trip, clocks those of its cameras. */
export function tripLegs(
  passages: readonly LegPassage[],
  roads: readonly NamedRoad[],
  readers: readonly Reader[],
  clocks: ReadonlyMap<number, ClockSkew> = new Map(),
): TripLeg[] {
  if (passages.length < 2) return []
  const graph = roadGraph(roads, frameAround(passages.map(({ lng, lat }) => [lng, lat])))
  const snap = new RoadSnap(graph)
  const verdictOf = driveCheck(graph, snap, clocks)
  const placed = placeReaders(readers, graph, snap).map((place) => ({
    ...place,
    reader: readers.find(({ id }) => id === place.id)!,
  }))
  return passages.slice(1).flatMap((to, i): TripLeg[] => {
    const from = passages[i]
    if (from.cameraId === to.cameraId) return []
    const near = placed
      .filter(({ id }) => id !== from.cameraId && id !== to.cameraId)
      .map(({ reader, ...place }) => ({ ...place, state: stateBetween(reader, from.at, to.at) }))
    return [{ passages: [i, i + 1], ...legOf(graph, snap, { from, to, verdict: verdictOf(from, to) }, roads, near) }]
  })
}

interface NearReader {
  id: number
  edge: number
  alongM: number
  state: CameraState
}

function legOf(
  graph: RoadGraph,
  snap: RoadSnap,
  { from, to, verdict }: { from: LegPassage; to: LegPassage; verdict: LegVerdict },
  roads: readonly NamedRoad[],
  near: readonly NearReader[],
): Omit<TripLeg, 'passages'> {
  const none = { ways: [], count: 0, others: 1, edges: [] }
  const asked = { from: placesOf(snap, from), to: placesOf(snap, to), seconds: Math.max(0, (to.at - from.at) / 1_000) }
  const silent = near.filter(({ state }) => state === 'working')
  const found = verdict.kind === 'feasible' ? plausibleWays(graph, asked, { silent }) : none
  const used = new Set(found.edges.filter(({ share }) => share >= LEAST_SHARE).map(({ edge }) => edge))
  const readers = near.filter(({ edge }) => used.has(edge)).map(({ id, state }) => ({ id, state }))
  return {
    distanceM: distanceBetween(graph, from, to),
    verdict,
    misread: null,
    ways: found.ways.map((way) => routeWay(way, graph, roads, near)),
    count: found.count,
    others: found.others,
    stretches: joinedStretches(
      graph,
      found.edges.filter(({ share }) => share >= LEAST_SHARE),
    ),
    readers,
  }
}

/** A bearing that leads along no road near is not believed. */
function placesOf(snap: RoadSnap, passage: LegPassage): Candidate[] {
  const places = snap.candidates(passage)
  return places.length > 0 ? places : snap.candidates({ ...passage, bearing: null })
}

function distanceBetween({ frame }: RoadGraph, from: LegPassage, to: LegPassage): number {
  const [x, y] = frame.toLocal(from.lng, from.lat)
  const [toX, toY] = frame.toLocal(to.lng, to.lat)
  return Math.hypot(toX - x, toY - y)
}

function routeWay(way: Way, graph: RoadGraph, roads: readonly NamedRoad[], near: readonly NearReader[]): RouteWay {
  const down = near.filter(({ edge, state }) => state !== 'working' && way.edges.includes(edge)).map(({ id }) => id)
  const { share, lengthM, seconds: usualS, silent } = way
  const turnsRound = way.edges.some((edge, i) => i > 0 && graph.reverse[edge] === way.edges[i - 1])
  return {
    share,
    lengthM,
    usualS,
    along: mainStreets(way, graph, roads),
    path: wayPath(graph, way),
    turnsRound,
    silent,
    down,
  }
}

function wayPath(graph: RoadGraph, { edges, start, end }: Way): Stretch['path'] {
  const last = edges.length - 1
  return pathOf(
    graph,
    edges.map((edge, i) => ({
      edge,
      fromM: i === 0 ? start.alongM : 0,
      toM: i === last ? end.alongM : graph.lengthM[edge],
    })),
  )
}

function mainStreets(
  { edges, lengthM: whole }: Way,
  { road, lengthM }: RoadGraph,
  roads: readonly NamedRoad[],
): RouteWay['along'] {
  const streets = new Map<string, { name: string; nameEn: string | null; metres: number }>()
  for (const edge of edges) {
    const { name, nameEn } = roads[road[edge]]
    if (name) streets.set(name, { name, nameEn, metres: (streets.get(name)?.metres ?? 0) + lengthM[edge] })
  }
  const main = [...streets.values()]
    .filter(({ metres }) => metres >= GOOD_PART * whole)
    .toSorted((a, b) => b.metres - a.metres)
    .slice(0, MOST_STREETS)
  return [...streets.values()].filter((street) => main.includes(street)).map(({ name, nameEn }) => ({ name, nameEn }))
}
