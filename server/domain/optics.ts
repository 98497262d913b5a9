/**
 * What a lens and a sensor can resolve: opening angles, pixel density over distance, and the edges of the picture on
 * the ground. Formulas: rectilinear lens; density levels: IEC 62676-4:2015 and IEC 62676-4:2025.
 */
import type { CameraKind, Optics, Provenance } from './camera'

const DEGREE = Math.PI / 180

export type DensityStandard = '2025' | '2015'

export interface DensityLevel {
  name: string
  /** Least pixels per metre on the target plane. */
  pixelsPerM: number
}

/** Levels from coarse to fine. 2025 replaced DORI on 9 October 2025; older contracts still quote 2015. */
export const DENSITY_LEVELS = {
  '2025': [
    { name: 'overview', pixelsPerM: 20 },
    { name: 'outline', pixelsPerM: 40 },
    { name: 'discern', pixelsPerM: 80 },
    { name: 'perceive', pixelsPerM: 125 },
    { name: 'characterise', pixelsPerM: 250 },
    { name: 'validate', pixelsPerM: 500 },
    { name: 'scrutinise', pixelsPerM: 1500 },
  ],
  '2015': [
    { name: 'monitor', pixelsPerM: 12.5 },
    { name: 'detect', pixelsPerM: 25 },
    { name: 'observe', pixelsPerM: 62.5 },
    { name: 'recognise', pixelsPerM: 125 },
    { name: 'identify', pixelsPerM: 250 },
    { name: 'inspect', pixelsPerM: 1000 },
  ],
} as const satisfies Record<DensityStandard, readonly DensityLevel[]>

export type DensityLevelName = (typeof DENSITY_LEVELS)[DensityStandard][number]['name']

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

export interface ResolvedOptics {
  hfov: number
  vfov: number
  pixelsWide: number
  pixelsHigh: number
  provenance: Record<'hfov' | 'vfov' | 'pixelsWide' | 'pixelsHigh', Provenance>
}

interface OpticsDefaults {
  focalMm: number
  sensorWidthMm: number
  sensorHeightMm: number
  pixelsWide: number
  pixelsHigh: number
}

const SENSOR_1_2_8_INCH = { sensorWidthMm: 5.37, sensorHeightMm: 3.02 }
const PIXELS_4_MP = { pixelsWide: 2560, pixelsHigh: 1440 }

/**
 * What is assumed where a camera does not say. Fixed and PTZ (at its widest): medians of some 15,200 models on the
 * market. Dome: a 4 mm lens, our assumption. The sensor, 1/2.8", is the usual one for 4 megapixels. A panoramic camera
 * is assumed to be four 1080p imagers side by side over 360° × 90°.
 */
export const OPTICS_DEFAULTS: Record<CameraKind, OpticsDefaults> = {
  fixed: { focalMm: 6.8, ...SENSOR_1_2_8_INCH, ...PIXELS_4_MP },
  dome: { focalMm: 4, ...SENSOR_1_2_8_INCH, ...PIXELS_4_MP },
  ptz: { focalMm: 6.5, ...SENSOR_1_2_8_INCH, ...PIXELS_4_MP },
  panoramic: { focalMm: 1.51, ...SENSOR_1_2_8_INCH, pixelsWide: 7680, pixelsHigh: 1080 },
}

/** Mount height above ground in metres and tilt in degrees to assume when a camera states neither (market medians). */
export const MOUNT_DEFAULTS = { heightM: 5, tilt: 15 } as const

/**
 * Every value a footprint needs, with where each comes from. Opening angles win over focal length and sensor; a missing
 * vfov follows from hfov and the picture's shape. A value is `default` as soon as one of its inputs is;
 * `stated` gives the provenance of values the camera does state (else `catalogue`).
 */
export function resolveOptics(
  optics: Optics,
  kind: CameraKind,
  stated: Partial<Record<string, Provenance>> = {},
): ResolvedOptics {
  const defaults = OPTICS_DEFAULTS[kind]
  const pixels = resolvePixels(optics, defaults, stated['pixels'] ?? 'catalogue')
  const hfov = resolveHfov(optics, kind, stated['hfov'] ?? 'catalogue')
  const vfov = resolveVfov(optics, kind, hfov, pixels, stated['vfov'] ?? 'catalogue')
  return {
    hfov: hfov.value,
    vfov: vfov.value,
    pixelsWide: pixels.wide,
    pixelsHigh: pixels.high,
    provenance: {
      hfov: hfov.provenance,
      vfov: vfov.provenance,
      pixelsWide: pixels.provenance,
      pixelsHigh: pixels.provenance,
    },
  }
}

interface Resolved {
  value: number
  provenance: Provenance
}

interface ResolvedPixels {
  wide: number
  high: number
  provenance: Provenance
}

function resolvePixels(optics: Optics, defaults: OpticsDefaults, stated: Provenance): ResolvedPixels {
  const { pixelsWide, pixelsHigh } = optics
  if (pixelsWide === null) return { wide: defaults.pixelsWide, high: defaults.pixelsHigh, provenance: 'default' }
  const high = pixelsHigh ?? (pixelsWide * defaults.pixelsHigh) / defaults.pixelsWide
  return {
    wide: requirePositive('pixelsWide', pixelsWide),
    high: requirePositive('pixelsHigh', high),
    provenance: stated,
  }
}

function resolveHfov(optics: Optics, kind: CameraKind, stated: Provenance): Resolved {
  if (optics.hfov !== null) return { value: requireOpening('hfov', optics.hfov, 360), provenance: stated }
  if (kind === 'panoramic') return { value: 360, provenance: 'default' }
  return angleFromLens(optics.sensorWidthMm, optics.focalMm, OPTICS_DEFAULTS[kind].sensorWidthMm, kind)
}

function resolveVfov(
  optics: Optics,
  kind: CameraKind,
  hfov: Resolved,
  pixels: ResolvedPixels,
  stated: Provenance,
): Resolved {
  if (optics.vfov !== null) return { value: requireOpening('vfov', optics.vfov, 360), provenance: stated }
  if (optics.hfov === null || optics.sensorHeightMm !== null || hfov.value >= 180)
    return angleFromLens(optics.sensorHeightMm, optics.focalMm, OPTICS_DEFAULTS[kind].sensorHeightMm, kind)
  const halfHeight = (Math.tan((hfov.value / 2) * DEGREE) * pixels.high) / pixels.wide
  const isKnown = hfov.provenance !== 'default' && pixels.provenance !== 'default'
  return { value: (2 * Math.atan(halfHeight)) / DEGREE, provenance: isKnown ? 'optics' : 'default' }
}

function angleFromLens(
  sizeMm: number | null,
  focalMm: number | null,
  defaultSizeMm: number,
  kind: CameraKind,
): Resolved {
  const value = openingAngle(sizeMm ?? defaultSizeMm, focalMm ?? OPTICS_DEFAULTS[kind].focalMm)
  return { value, provenance: sizeMm === null || focalMm === null ? 'default' : 'optics' }
}

function requirePositive(field: string, value: number): number {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${field} must be above 0, got ${value}`)
  return value
}

function requireOpening(field: string, value: number, most: number): number {
  if (!(value > 0 && value <= most))
    throw new RangeError(`${field} must be above 0 and at most ${most} degrees, got ${value}`)
  return value
}
