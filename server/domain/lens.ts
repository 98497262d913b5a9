/**
 * What a lens and a sensor can resolve: opening angles, pixel density over distance, and the edges of the picture on
 * the ground. All formulas are those of a rectilinear lens.
 */

const DEGREE = Math.PI / 180

/** Full opening angle in degrees of a sensor side of `sizeMm` behind a focal length of `focalMm`: 2·atan(size / 2f). */
export function openingAngle(sizeMm: number, focalMm: number): number {
  requirePositive('sizeMm', sizeMm)
  requirePositive('focalMm', focalMm)
  return (2 * Math.atan(sizeMm / (2 * focalMm))) / DEGREE
}

/**
 * Depth along the optical axis in metres at which the picture still has `pixelsPerM`: z(ρ) = Nx / (2·tan(hfov/2)·ρ),
 * which is Nx·f / (w·ρ). From 180° on no rectilinear lens exists and the pixels are spread evenly over the angle.
 */
export function depthAtDensity(pixelsWide: number, hfov: number, pixelsPerM: number): number {
  requirePositive('pixelsWide', pixelsWide)
  requirePositive('pixelsPerM', pixelsPerM)
  requireOpening('hfov', hfov, 360)
  const widthAtOneMetre = hfov < 180 ? 2 * Math.tan((hfov / 2) * DEGREE) : hfov * DEGREE
  return pixelsWide / (widthAtOneMetre * pixelsPerM)
}

/**
 * Where the picture's lower edge meets the target plane, metres from the mount: Δ / tan(tilt + vfov/2), Δ the mount's
 * height above that plane. 0 when the camera sees straight down or stands below the plane. With Δ = the mount height it
 * bounds the dead zone.
 */
export function nearEdge(heightAboveTargetM: number, tilt: number, vfov: number): number {
  const below = tilt + vfov / 2
  if (heightAboveTargetM <= 0 || below >= 90) return 0
  return below <= 0 ? Number.POSITIVE_INFINITY : heightAboveTargetM / Math.tan(below * DEGREE)
}

/** Where the upper edge meets the target plane, metres; Infinity when the horizon is in the picture. */
export function farEdge(heightAboveTargetM: number, tilt: number, vfov: number): number {
  const below = tilt - vfov / 2
  if (heightAboveTargetM <= 0 || below <= 0) return Number.POSITIVE_INFINITY
  return below >= 90 ? 0 : heightAboveTargetM / Math.tan(below * DEGREE)
}

/**
 * Ground distance in metres at which depth `depthM` is reached on the axis of a camera tilted by `tilt` degrees:
 * (z − Δ·sin tilt) / cos tilt. 0 when that depth ends above the target plane. A camera that looks straight down has the
 * whole plane at one depth: Infinity or 0.
 */
export function groundRangeAtDepth(depthM: number, heightAboveTargetM: number, tilt: number): number {
  const beyondM = depthM - Math.max(0, heightAboveTargetM) * Math.sin(tilt * DEGREE)
  const cosTilt = Math.cos(tilt * DEGREE)
  if (beyondM <= 0) return 0
  return cosTilt < 1e-9 ? Number.POSITIVE_INFINITY : beyondM / cosTilt
}

/** The vertical opening angle of a picture `shape` times as high as wide, degrees; `hfov` below 180. */
export function verticalAngle(hfov: number, shape: number): number {
  return (2 * Math.atan(Math.tan((hfov / 2) * DEGREE) * shape)) / DEGREE
}

export function requirePositive(field: string, value: number): number {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${field} must be above 0, got ${value}`)
  return value
}

export function requireOpening(field: string, value: number, most: number): number {
  if (!(value > 0 && value <= most))
    throw new RangeError(`${field} must be above 0 and at most ${most} degrees, got ${value}`)
  return value
}
