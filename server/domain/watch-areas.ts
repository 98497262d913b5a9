/**
 * The ground that must be seen, besides the streets themselves (a raster takes those): junctions, squares, school gates,
 * estate entrances, key sites, and what planners drew.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { LocalFrame } from './frame'
import { type Junction, type JunctionRoad, junctions } from './junctions'
import type { DensityLevelName } from './optics'
import { type PlaceSubject, ruleFor, type WatchRule } from './watch-rules'

interface Named {
  id: number | string
  name: string | null
  nameEn: string | null
}

export interface WatchSources {
  roads: readonly JunctionRoad[]
  /** Mapped ground; kinds are the importers'. */
  areas: readonly (Named & { kind: string; geometry: Polygon | MultiPolygon })[]
  places: readonly (Named & { kind: string; lng: number; lat: number })[]
  drawn: readonly {
    id: number
    kind: string
    name: string
    geometry: Polygon | MultiPolygon
    weight: number
    requiredLevel: DensityLevelName | null
  }[]
}

export interface WatchArea {
  /** Stays the same while the place does. */
  id: string
  subject: PlaceSubject | 'drawn'
  name: string | null
  nameEn: string | null
  geometry: Polygon | MultiPolygon
  weight: number
  /** Null: the city's usual level. */
  requiredLevel: DensityLevelName | null
}

const JUNCTION_RADIUS_M = 15
const JUNCTION_MERGE_M = 20
const PLACE_RADIUS_M = 25
const DISC_CORNERS = 24

/** Kinds of places that are watched, and as what. A bank or a restaurant is its owner's to watch. */
const SUBJECT_OF_PLACE: Record<string, PlaceSubject> = {
  school_gate: 'school-gate',
  estate_entrance: 'estate-entrance',
  police: 'key-site',
  hospital: 'key-site',
  station: 'key-site',
  government: 'key-site',
  market: 'key-site',
}

/** The watch areas that follow from what is mapped and drawn, under complete rules; what is switched off is left out. */
export function watchAreas(sources: WatchSources, rules: readonly WatchRule[], frame: LocalFrame): WatchArea[] {
  return [
    ...underRule(rules, 'junction', () =>
      junctions(sources.roads, frame, JUNCTION_MERGE_M).map((junction) => junctionArea(junction, frame)),
    ),
    ...underRule(rules, 'square', () =>
      sources.areas
        .filter(({ kind }) => kind === 'square')
        .map(({ id, name, nameEn, geometry }) => ({ id: `square:${id}`, name, nameEn, geometry })),
    ),
    ...(['school-gate', 'estate-entrance', 'key-site'] as const).flatMap((subject) =>
      underRule(rules, subject, () =>
        sources.places
          .filter(({ kind }) => SUBJECT_OF_PLACE[kind] === subject)
          .map((place) => placeArea(place, subject, frame)),
      ),
    ),
    ...sources.drawn.filter(({ kind }) => kind === 'watch').map(drawnArea),
  ]
}

type Bare = Pick<WatchArea, 'id' | 'name' | 'nameEn' | 'geometry'>

function underRule(rules: readonly WatchRule[], subject: PlaceSubject, derive: () => Bare[]): WatchArea[] {
  const rule = ruleFor(rules, subject)
  if (!rule) return []
  return derive().map((area) => ({ ...area, subject, weight: rule.weight, requiredLevel: rule.requiredLevel }))
}

const drawnArea = ({ id, name, geometry, weight, requiredLevel }: WatchSources['drawn'][number]): WatchArea => ({
  ...{ id: `drawn:${id}`, subject: 'drawn', name, nameEn: null },
  ...{ geometry, weight, requiredLevel },
})

function junctionArea({ points, names }: Junction, frame: LocalFrame): Bare {
  const corners = points.flatMap(([x, y]) => discAround(x, y, JUNCTION_RADIUS_M))
  const [lng, lat] = frame.toLngLat(...points.toSorted(byPlace)[0])
  const hasEnglish = names.some(({ nameEn }) => nameEn)
  return {
    id: `junction:${lng.toFixed(6)},${lat.toFixed(6)}`,
    name: names.length > 0 ? names.map(({ name }) => name).join(' × ') : null,
    nameEn: hasEnglish ? names.map(({ name, nameEn }) => nameEn ?? name).join(' × ') : null,
    geometry: polygonOf(points.length > 1 ? hullOf(corners) : corners, frame),
  }
}

function placeArea(place: WatchSources['places'][number], subject: PlaceSubject, frame: LocalFrame): Bare {
  const [x, y] = frame.toLocal(place.lng, place.lat)
  const { name, nameEn } = place
  const geometry = polygonOf(discAround(x, y, PLACE_RADIUS_M), frame)
  return { id: `${subject}:${place.id}`, name, nameEn, geometry }
}

type Point = [x: number, y: number]
const byPlace = ([ax, ay]: Point, [bx, by]: Point) => ax - bx || ay - by

const discAround = (x: number, y: number, radiusM: number): Point[] =>
  Array.from({ length: DISC_CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / DISC_CORNERS
    return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)]
  })

function polygonOf(corners: readonly Point[], frame: LocalFrame): Polygon {
  const ring: Position[] = corners.map(([x, y]) => frame.toLngLat(x, y))
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
}

/** The convex hull, counter-clockwise (Andrew's monotone chain). */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted(byPlace)
  const half = (ordered: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of ordered) {
      while (chain.length > 1 && !isLeftTurn(chain[chain.length - 2], chain[chain.length - 1], point)) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

const isLeftTurn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point) =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax) > 0
