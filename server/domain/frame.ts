/**
 * A local frame in metres on the WGS 84 ellipsoid: x east, y north, about an origin.
 *
 * The plane touches the ellipsoid at the origin and points are dropped onto it at right angles (topocentric ENU without
 * its third axis; EPSG method 9840 has the formulas). Lengths measured in it are short by d³/6R²: under 1 mm at 5 km
 * from the origin, 35 mm at 20 km, 0.6 m at 50 km. North turns by the meridians' convergence, x·tan(lat)/R:
 * 0.05° at 5 km east and latitude 48° (`northAt` tells). `toLngLat` is the exact inverse of `toLocal` (closed form, below 1e-8 m).
 */

export type LngLat = readonly [lng: number, lat: number]

export interface LocalFrame {
  readonly origin: LngLat
  /** Degrees → metres east and north of the origin. */
  toLocal(lng: number, lat: number): [x: number, y: number]
  /** Metres east and north of the origin → degrees. */
  toLngLat(x: number, y: number): [lng: number, lat: number]
}

const SEMI_MAJOR_M = 6378137
const FLATTENING = 1 / 298.257223563
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING)
const DEGREE = Math.PI / 180
/** Degrees; some 10 m. */
const NORTH_STEP = 1e-4

/** The frame about `origin`, latitude strictly between the poles. Valid to about 100 km from it. */
export function localFrame(origin: LngLat): LocalFrame {
  const [lng0, lat0] = origin
  if (!(Math.abs(lng0) <= 180)) throw new RangeError(`origin longitude must be −180 … 180 degrees, got ${lng0}`)
  if (!(Math.abs(lat0) < 90)) throw new RangeError(`origin latitude must lie between −90 and 90 degrees, got ${lat0}`)
  const sinLat0 = Math.sin(lat0 * DEGREE)
  const cosLat0 = Math.cos(lat0 * DEGREE)
  const [p0, z0] = meridianPoint(sinLat0, cosLat0)

  // The origin's meridian plane is the X–Z plane here, so longitudes enter only as differences.
  const toLocal = (lng: number, lat: number): [number, number] => {
    const [p, z] = meridianPoint(Math.sin(lat * DEGREE), Math.cos(lat * DEGREE))
    const turn = (lng - lng0) * DEGREE
    const half = Math.sin(turn / 2)
    // p·cos(turn) − p0 without cancelling near the origin
    const dx = p - p0 - 2 * p * half * half
    return [p * Math.sin(turn), (z - z0) * cosLat0 - dx * sinLat0]
  }

  const toLngLat = (x: number, y: number): [number, number] => {
    const up = heightOfPlane(x, y, sinLat0, cosLat0, p0, z0)
    const meridian = p0 - y * sinLat0 + up * cosLat0
    const z = z0 + y * cosLat0 + up * sinLat0
    const p = Math.hypot(meridian, x)
    return [lng0 + Math.atan2(x, meridian) / DEGREE, Math.atan2(z, (1 - ECCENTRICITY_2) * p) / DEGREE]
  }
  return { origin, toLocal, toLngLat }
}

/** Where true north lies at a place, degrees clockwise from the frame's y axis: 0 on the origin's meridian. */
export function northAt(frame: LocalFrame, lng: number, lat: number): number {
  const [x, y] = frame.toLocal(lng, lat)
  const [northX, northY] = frame.toLocal(lng, lat + NORTH_STEP)
  return Math.atan2(northX - x, northY - y) / DEGREE
}

/** Distance from the polar axis and height above the equator of a point on the ellipsoid, metres. */
function meridianPoint(sinLat: number, cosLat: number): [p: number, z: number] {
  const primeVertical = SEMI_MAJOR_M / Math.sqrt(1 - ECCENTRICITY_2 * sinLat * sinLat)
  return [primeVertical * cosLat, primeVertical * (1 - ECCENTRICITY_2) * sinLat]
}

/** How far above (here: below, negative) the plane the ellipsoid lies at x, y: the nearer root of a quadratic. */
function heightOfPlane(x: number, y: number, sinLat0: number, cosLat0: number, p0: number, z0: number): number {
  const stretch = 1 / (1 - ECCENTRICITY_2)
  const p = p0 - y * sinLat0
  const z = z0 + y * cosLat0
  const a = cosLat0 * cosLat0 + stretch * sinLat0 * sinLat0
  const halfB = p * cosLat0 + stretch * z * sinLat0
  // The origin lies on the ellipsoid, so p0² + stretch·z0² − a² is left out instead of cancelled.
  const c =
    x * x + y * y * (sinLat0 * sinLat0 + stretch * cosLat0 * cosLat0) + 2 * y * (stretch * z0 * cosLat0 - p0 * sinLat0)
  return -c / (halfB + Math.sqrt(halfB * halfB - a * c))
}
