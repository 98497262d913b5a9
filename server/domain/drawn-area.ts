/** What people draw on the map: ground to watch, ground that must not be seen (a home's, or where the law says so), a cordon. */
import type { MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import { type LngLat, type LocalFrame, localFrame } from './frame'
import { isSimple } from './simple-rings'

export const DRAWN_AREA_KINDS = ['watch', 'privacy', 'prohibited', 'cordon'] as const
export type DrawnAreaKind = (typeof DRAWN_AREA_KINDS)[number]

export const LEAST_CORNERS = 3
export const MOST_CORNERS = 2_000
export const LEAST_AREA_M2 = 1
/** How large a shape may be. */
export interface Largest {
  areaM2: number
  widthDegrees: number
}
/** A local frame holds to 100 km from its origin; no area as wide as that is drawn. */
export const LARGEST_AREA: Largest = { areaM2: 500e6, widthDegrees: 1 }
/** Of a jurisdiction only the outline is kept: the largest municipality is 82,000 km². */
export const LARGEST_JURISDICTION: Largest = { areaM2: 100_000e6, widthDegrees: 10 }

/** Why a shape cannot be drawn, with the value that is wrong. */
export interface ShapeProblem {
  reason: 'not-a-position' | 'too-few-corners' | 'too-many-corners' | 'crosses-itself' | 'too-small' | 'too-large'
  value: number
}

const isSame = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1]

/** The corners of a ring, closed or not, each once. */
export const cornersOf = (ring: readonly Position[]): Position[] =>
  ring.filter((position, i) => !isSame(position, ring[(i + 1) % ring.length]) || ring.length === 1)

/** The frame about the middle of some positions' box. */
export function frameAround(positions: readonly Position[]): LocalFrame {
  const middle = (axis: 0 | 1) => {
    const values = positions.map((position) => position[axis])
    return (Math.min(...values) + Math.max(...values)) / 2
  }
  return localFrame([middle(0), middle(1)])
}

function signedAreaM2(corners: readonly Position[]): number {
  if (corners.length < LEAST_CORNERS) return 0
  const frame = frameAround(corners)
  const local = corners.map(([lng, lat]) => frame.toLocal(lng, lat))
  return local.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = local[(i + 1) % local.length]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)
}

/** Square metres inside a ring of corners. */
export const ringAreaM2 = (corners: readonly Position[]): number => Math.abs(signedAreaM2(corners))

/** What is wrong with a ring of corners, or null. */
export function shapeProblem(ring: readonly Position[], largest = LARGEST_AREA): ShapeProblem | null {
  const strange = ring.findIndex(([lng, lat]) => !(Math.abs(lng) <= 180 && Math.abs(lat) <= 85))
  if (strange >= 0) return { reason: 'not-a-position', value: strange }
  const corners = cornersOf(ring)
  if (corners.length < LEAST_CORNERS) return { reason: 'too-few-corners', value: corners.length }
  if (corners.length > MOST_CORNERS) return { reason: 'too-many-corners', value: corners.length }
  const widest = Math.max(...([0, 1] as const).map((axis) => extentOf(corners, axis)))
  const areaM2 = ringAreaM2(corners)
  if (widest > largest.widthDegrees || areaM2 > largest.areaM2) return { reason: 'too-large', value: areaM2 }
  if (!isSimple([corners.flat()])) return { reason: 'crosses-itself', value: areaM2 }
  return areaM2 < LEAST_AREA_M2 ? { reason: 'too-small', value: areaM2 } : null
}

function extentOf(corners: readonly Position[], axis: 0 | 1): number {
  const values = corners.map((corner) => corner[axis])
  return Math.max(...values) - Math.min(...values)
}

const EXPECTED: Record<ShapeProblem['reason'], (value: number, largest: Largest) => string> = {
  'not-a-position': (value) => `position ${value} must be [lng −180 … 180, lat −85 … 85]`,
  'too-few-corners': (value) => `expected at least ${LEAST_CORNERS} distinct positions, got ${value}`,
  'too-many-corners': (value) => `expected at most ${MOST_CORNERS} positions, got ${value}`,
  'crosses-itself': () => 'expected a ring that neither crosses nor touches itself',
  'too-small': (value) => `expected at least ${LEAST_AREA_M2} m², got ${value.toPrecision(3)} m²`,
  'too-large': (value, { areaM2, widthDegrees }) =>
    `expected at most ${areaM2 / 1e6} km² within ${widthDegrees}°, got ${Math.round(value / 1e6)} km²`,
}

/** The polygon of one ring, counter-clockwise and closed (RFC 7946). Throws a RangeError that says what is wrong with it. */
export function drawnPolygon(ring: readonly Position[], largest = LARGEST_AREA): Polygon {
  const problem = shapeProblem(ring, largest)
  if (problem) throw new RangeError(`geometry: ${EXPECTED[problem.reason](problem.value, largest)}`)
  const corners = cornersOf(ring)
  const turned = signedAreaM2(corners) > 0 ? corners : corners.toReversed()
  return { type: 'Polygon', coordinates: [[...turned, turned[0]]] }
}

/** A position inside a ring: halfway along the widest run of the line through the middle of its height. */
export function positionInside(ring: readonly Position[]): LngLat {
  const corners = cornersOf(ring)
  const heights = [...new Set(corners.map(([, lat]) => lat))].toSorted((a, b) => a - b)
  const middle = Math.floor((heights.length - 1) / 2)
  const lat = (heights[middle] + heights[middle + 1]) / 2
  const crossings = corners
    .flatMap(([lng, from], i) => {
      const [nextLng, to] = corners[(i + 1) % corners.length]
      return from > lat !== to > lat ? [lng + ((lat - from) / (to - from)) * (nextLng - lng)] : []
    })
    .toSorted((a, b) => a - b)
  let best = 0
  for (let i = 2; i < crossings.length; i += 2)
    if (crossings[i + 1] - crossings[i] > crossings[best + 1] - crossings[best]) best = i
  return [(crossings[best] + crossings[best + 1]) / 2, lat]
}

/** Ground that must not be seen says why. */
export const needsReason = (kind: DrawnAreaKind) => kind === 'privacy' || kind === 'prohibited'

type Box = [west: number, south: number, east: number, north: number]

export function boxOfArea(geometry: Polygon | MultiPolygon | MultiLineString): Box {
  const positions = geometry.type === 'MultiPolygon' ? geometry.coordinates.flat(2) : geometry.coordinates.flat()
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

const METRES_PER_DEGREE = 111_000

/** A box with at least so many metres more on every side. */
export function widened([west, south, east, north]: Box, byM: number): Box {
  const dLat = byM / METRES_PER_DEGREE
  const dLng = dLat / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180)
  return [west - dLng, south - dLat, east + dLng, north + dLat]
}
