/** What a footprint is of and how its far edge is found: the owner's range, the density level, the picture, the night. */
import type { Aim, CameraKind, Mount, NightSight, Optics, Provenance, Turning } from './camera'
import type { Reach } from './footprint-reach'
import { requireOpening } from './lens'
import { DENSITY_LEVELS, type DensityLevelName, type DensityStandard, type ResolvedOptics } from './optics'

/** A camera as far as its footprint goes. `provenance` says which stated values are themselves defaults. */
export type FootprintCamera = Mount &
  Aim &
  Optics &
  Partial<NightSight & Turning> & { kind: CameraKind; provenance?: Partial<Record<string, Provenance>> }

export interface FootprintOptions {
  standard?: DensityStandard
  /** Level whose range bounds the footprint, of the chosen standard; `outline` (2025) or `detect` (2015) unless told. */
  level?: DensityLevelName
  /** Height above ground of what is watched, metres. */
  targetHeightM?: number
  /** No footprint reaches farther than this, metres, unless the owner states a range. */
  capM?: number
  /** What it sees by its own light; false unless told. */
  isNight?: boolean
}

export interface LevelRange {
  level: DensityLevelName
  pixelsPerM: number
  /** Farthest ground distance at this density, metres; 0 when it is not reached outside the dead zone. */
  farM: number
}

/**
 * Which of a camera's aims a footprint is of. `fixed`: the only one it has. `home`: where a camera that turns rests.
 * `sweep`: all that it can turn to, though never at once. `live`: where it looked when it last said so.
 */
export type Cone = 'fixed' | 'home' | 'sweep' | 'live'

export interface Footprint {
  cone: Cone
  /** Degrees clockwise from true north, the middle of it; null when it is 360° wide. */
  bearing: number | null
  /** Degrees; 360 all round. */
  hfov: number
  nearM: number
  /** Never less than `nearM`; equal to it when the camera sees nothing usable on the ground. */
  farM: number
  /** Nearer to the mount than this, nothing on the ground is in the picture, metres. */
  deadZoneM: number
  ranges: LevelRange[]
  /** Fields of the camera that rest on defaults, sorted. */
  assumed: string[]
}

export const DEFAULT_LEVEL = { '2025': 'outline', '2015': 'detect' } as const
export const DEFAULT_TARGET_HEIGHT_M = 1.5
const DEFAULT_CAP_M = 200

/** One aim of a camera, before its far edge is known. */
export interface View extends Pick<Footprint, 'cone' | 'bearing' | 'hfov' | 'assumed'> {
  reach: Reach
}

export function boundedFootprint(camera: FootprintCamera, options: FootprintOptions, view: View): Footprint {
  const { standard = '2025', capM = DEFAULT_CAP_M, isNight = false } = options
  const { reach, ...rest } = view
  const nightM = isNight ? nightRangeOf(camera) : Number.POSITIVE_INFINITY
  const bound = densityOf(standard, options.level ?? DEFAULT_LEVEL[standard])
  const isUpperEdgeAssumed = ['tilt', 'vfov', 'heightM'].some((field) => view.assumed.includes(field))
  const farM =
    camera.rangeM === null
      ? Math.min(capM, reach.rangeAt(bound), reach.upperEdgeM)
      : Math.min(
          requireRange('rangeM', camera.rangeM),
          isUpperEdgeAssumed ? Number.POSITIVE_INFINITY : reach.upperEdgeM,
        )
  const isNightUnknown = isNight && nightM === 0
  return {
    ...rest,
    nearM: reach.nearM,
    farM: Math.max(reach.nearM, Math.min(farM, nightM)),
    deadZoneM: reach.deadZoneM,
    ranges: DENSITY_LEVELS[standard].map(({ name, pixelsPerM }) => {
      const levelFarM = Math.min(reach.rangeAt(pixelsPerM), reach.upperEdgeM, nightM)
      return { level: name, pixelsPerM, farM: levelFarM > reach.nearM ? levelFarM : 0 }
    }),
    assumed: [...new Set([...view.assumed, ...(isNightUnknown ? ['nightRangeM'] : [])])].sort(),
  }
}

/** 0 when it is not known to see at night. */
const nightRangeOf = ({ nightRangeM = null }: FootprintCamera) =>
  nightRangeM === null ? 0 : requireRange('nightRangeM', nightRangeM)

/** Metres; 1.5 unless told. */
export const targetHeightOf = ({ targetHeightM = DEFAULT_TARGET_HEIGHT_M }: FootprintOptions) => targetHeightM

/** Fields that the camera or its resolved optics take from defaults. */
export function assumedFields(camera: FootprintCamera, optics: ResolvedOptics): string[] {
  const sources = [...Object.entries(camera.provenance ?? {}), ...Object.entries(optics.provenance)]
  return sources.filter(([, provenance]) => provenance === 'default').map(([field]) => field)
}

/** The camera itself, or a `RangeError` that names what is impossible about where it is and points. */
export function requireAim(camera: FootprintCamera): FootprintCamera {
  const { heightM, tilt, bearing, sweepFrom = null, sweepTo = null, teleHfov = null } = camera
  if (!(heightM >= 0 && Number.isFinite(heightM))) throw new RangeError(`heightM must be 0 or more, got ${heightM}`)
  if (!(tilt >= 0 && tilt <= 90)) throw new RangeError(`tilt must be 0 … 90 degrees, got ${tilt}`)
  for (const [field, value] of Object.entries({ bearing, sweepFrom, sweepTo }))
    if (value !== null && !(value >= 0 && value < 360))
      throw new RangeError(`${field} must be at least 0 and below 360 degrees, got ${value}`)
  if (teleHfov !== null) requireOpening('teleHfov', teleHfov, 360)
  return camera
}

function densityOf(standard: DensityStandard, name: DensityLevelName): number {
  const level = DENSITY_LEVELS[standard].find((candidate) => candidate.name === name)
  if (level === undefined) throw new RangeError(`level must be one of the ${standard} standard's, got ${name}`)
  return level.pixelsPerM
}

function requireRange(field: string, rangeM: number): number {
  if (!(rangeM > 0 && Number.isFinite(rangeM))) throw new RangeError(`${field} must be above 0, got ${rangeM}`)
  return rangeM
}
