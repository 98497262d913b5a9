import type { MultiPolygon, Polygon, Position } from 'geojson'
import { decodeText } from './decode-text'
import { FormatError } from './format-error'

/** A feature as it came: nothing about it is certain but its place in the file. */
export interface RawFeature {
  /** 1-based. */
  row: number
  id: unknown
  geometry: unknown
  properties: Record<string, unknown>
}

const MAX_FEATURES = 2_000_000
const MAX_CORNERS = 200_000
const WGS84_NAMES = /CRS84|EPSG:{1,2}4326/i

/**
 * The features of a GeoJSON FeatureCollection (RFC 7946). Throws `FormatError` when the file is something else, or declares a
 * coordinate system other than WGS 84.
 */
export function readFeatures(bytes: Uint8Array): RawFeature[] {
  const root = parseJson(bytes)
  if (!isObject(root) || root.type !== 'FeatureCollection' || !Array.isArray(root.features))
    throw new FormatError('This is not a GeoJSON FeatureCollection')
  if (root.crs !== undefined && root.crs !== null && !WGS84_NAMES.test(JSON.stringify(root.crs))) {
    throw new FormatError(
      `The file declares the coordinate system ${JSON.stringify(root.crs).slice(0, 120)}; convert it to WGS 84`,
    )
  }
  if (root.features.length > MAX_FEATURES)
    throw new FormatError(`The file holds ${root.features.length} features; at most ${MAX_FEATURES} are taken at once`)
  return root.features.map((feature: unknown, i) => {
    const given = isObject(feature) && feature.type === 'Feature' ? feature : {}
    return {
      row: i + 1,
      id: given.id,
      geometry: given.geometry,
      properties: isObject(given.properties) ? given.properties : {},
    }
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeText(bytes))
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    throw new FormatError(
      `This is not JSON: ${cause instanceof Error ? cause.message.slice(0, 160) : 'it cannot be read'}`,
      null,
      { cause },
    )
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A point's position, or why it is none. */
export function readPoint(geometry: unknown): { position: Position } | { why: string } {
  if (!isObject(geometry) || geometry.type !== 'Point') return { why: 'expected a geometry of type Point' }
  const why = positionProblem(geometry.coordinates)
  return why ? { why } : { position: (geometry.coordinates as Position).slice(0, 2) }
}

/** A polygon or several, corners in two dimensions, rings checked; or why it is none. */
export function readPolygon(geometry: unknown): { geometry: Polygon | MultiPolygon } | { why: string } {
  if (!isObject(geometry) || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon'))
    return { why: 'expected a geometry of type Polygon or MultiPolygon' }
  const { coordinates } = geometry
  const polygons: unknown = geometry.type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return { why: 'the geometry is empty' }
  const checked: Position[][][] = []
  let corners = 0
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return { why: 'a polygon has no ring' }
    for (const ring of polygon) {
      const why = ringProblem(ring)
      if (why) return { why }
      corners += (ring as unknown[]).length
      if (corners > MAX_CORNERS) return { why: `the geometry has more than ${MAX_CORNERS} corners; simplify it` }
    }
    checked.push((polygon as Position[][]).map((ring) => ring.map(([lng, lat]) => [lng, lat])))
  }
  return {
    geometry:
      geometry.type === 'Polygon'
        ? { type: 'Polygon', coordinates: checked[0] }
        : { type: 'MultiPolygon', coordinates: checked },
  }
}

function ringProblem(ring: unknown): string | null {
  if (!Array.isArray(ring) || ring.length < 4) return 'a ring needs at least four positions, the last one as the first'
  for (const position of ring) {
    const why = positionProblem(position)
    if (why) return why
  }
  const [first, last] = [ring[0] as Position, ring[ring.length - 1] as Position]
  if (first[0] !== last[0] || first[1] !== last[1]) return 'a ring is not closed: its last position must be its first'
  return enclosesNothing(ring as Position[]) ? 'a ring encloses nothing' : null
}

function positionProblem(position: unknown): string | null {
  if (
    !Array.isArray(position) ||
    position.length < 2 ||
    position.length > 4 ||
    !position.every((number) => typeof number === 'number' && Number.isFinite(number))
  ) {
    return 'a position must be [longitude, latitude], both finite numbers'
  }
  const [lng, lat] = position as Position
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lng) <= 90)
    return `the position ${lng}, ${lat} is not on Earth; are longitude and latitude swapped?`
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? null : `the position ${lng}, ${lat} is not on Earth`
}

function enclosesNothing(ring: Position[]): boolean {
  const [x0, y0] = ring[0]
  return (
    Math.abs(
      ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i][0] - x0) * (y - y0) - (x - x0) * (ring[i][1] - y0), 0),
    ) < 1e-14
  )
}
