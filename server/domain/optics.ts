/** A camera's optics as far as a view needs them: density levels of IEC 62676-4, and values with where they come from. */
import type { CameraKind, Optics, Provenance } from './camera'
import { openingAngle, requireOpening, requirePositive, verticalAngle } from './lens'

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
  const isKnown = hfov.provenance !== 'default' && pixels.provenance !== 'default'
  const value = verticalAngle(hfov.value, pixels.high / pixels.wide)
  return { value, provenance: isKnown ? 'optics' : 'default' }
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
