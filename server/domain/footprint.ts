/** The ground a camera would see with nothing in the way: a ring or a sector of a ring about its mount. */
import type { Aim, CameraKind, Mount, Optics, Provenance } from './camera'
import { depthAtDensity, farEdge, groundRangeAtDepth, nearEdge } from './lens'
import {
  DENSITY_LEVELS,
  type DensityLevelName,
  type DensityStandard,
  type ResolvedOptics,
  resolveOptics,
} from './optics'

/** A camera as far as its footprint goes. `provenance` says which stated values are themselves defaults. */
export type FootprintCamera = Mount &
  Aim &
  Optics & { kind: CameraKind; provenance?: Partial<Record<string, Provenance>> }

export interface FootprintOptions {
  standard?: DensityStandard
  /** Level whose range bounds the footprint, of the chosen standard; `outline` (2025) or `detect` (2015) unless told. */
  level?: DensityLevelName
  /** Height above ground of what is watched, metres. */
  targetHeightM?: number
  /** No footprint reaches farther than this, metres, unless the owner states a range. */
  capM?: number
}

export interface LevelRange {
  level: DensityLevelName
  pixelsPerM: number
  /** Farthest ground distance at this density, metres; 0 when it is not reached outside the dead zone. */
  farM: number
}

export interface Footprint {
  /** Degrees clockwise from true north; null when it is 360° wide. */
  bearing: number | null
  /** Degrees; 360 all round. */
  hfov: number
  nearM: number
  /** Never less than `nearM`; equal to it when the camera sees nothing usable on the ground. */
  farM: number
  ranges: LevelRange[]
  /** Fields of the camera that rest on defaults, sorted. */
  assumed: string[]
}

const DEFAULT_LEVEL = { '2025': 'outline', '2015': 'detect' } as const
const DEFAULT_TARGET_HEIGHT_M = 1.5
const DEFAULT_CAP_M = 200

/**
 * The footprint of one camera on the plane `targetHeightM` (1.5 m) above ground.
 *
 * - Only a `fixed` camera with a bearing is a sector; domes, PTZs, panoramic cameras and unknown bearings are 360° wide.
 *   That is `assumed` (`hfov` for domes and PTZs, which turn; `bearing` for a fixed camera that does not say).
 * - Near: the picture's lower edge; 0 for domes and PTZs, which can look straight down.
 * - Far: the range the owner states, else the on-axis ground range at `level`, at most 200 m. The default level is 40
 *   px/m: at 20 px/m (overview) a person is ten pixels wide and a claim of coverage would promise too much.
 *   The picture's upper edge bounds both, except that an assumed upper edge never shortens a stated range.
 */
export function footprintOf(camera: FootprintCamera, options: FootprintOptions = {}): Footprint {
  const { standard = '2025', targetHeightM = DEFAULT_TARGET_HEIGHT_M, capM = DEFAULT_CAP_M } = options
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  const reach = reachOf(camera, optics, requireAim(camera).heightM - targetHeightM)
  const assumed = assumedFields(camera, optics)
  const isUpperEdgeAssumed = ['tilt', 'vfov', 'heightM'].some((field) => assumed.includes(field))
  const bound = densityOf(standard, options.level ?? DEFAULT_LEVEL[standard])
  const farM =
    camera.rangeM === null
      ? Math.min(capM, reach.rangeAt(bound), reach.upperEdgeM)
      : Math.min(requireRange(camera.rangeM), isUpperEdgeAssumed ? Number.POSITIVE_INFINITY : reach.upperEdgeM)
  const isSector = camera.kind === 'fixed' && camera.bearing !== null
  return {
    bearing: isSector ? camera.bearing : null,
    hfov: isSector ? optics.hfov : 360,
    nearM: reach.nearM,
    farM: Math.max(reach.nearM, farM),
    ranges: DENSITY_LEVELS[standard].map(({ name, pixelsPerM }) => {
      const levelFarM = Math.min(reach.rangeAt(pixelsPerM), reach.upperEdgeM)
      return { level: name, pixelsPerM, farM: levelFarM > reach.nearM ? levelFarM : 0 }
    }),
    assumed,
  }
}

interface Reach {
  nearM: number
  upperEdgeM: number
  rangeAt(pixelsPerM: number): number
}

/** Domes and PTZs turn towards the target, so their range is the slant range laid on the ground and no edge binds them. */
function reachOf(camera: FootprintCamera, optics: ResolvedOptics, aboveTargetM: number): Reach {
  const depthAt = (pixelsPerM: number) => depthAtDensity(optics.pixelsWide, optics.hfov, pixelsPerM)
  if (isTurning(camera.kind)) {
    const rangeAt = (pixelsPerM: number) => Math.sqrt(Math.max(0, depthAt(pixelsPerM) ** 2 - aboveTargetM ** 2))
    return { nearM: 0, upperEdgeM: Number.POSITIVE_INFINITY, rangeAt }
  }
  return {
    nearM: nearEdge(aboveTargetM, camera.tilt, optics.vfov),
    upperEdgeM: farEdge(aboveTargetM, camera.tilt, optics.vfov),
    rangeAt: (pixelsPerM) => groundRangeAtDepth(depthAt(pixelsPerM), aboveTargetM, camera.tilt),
  }
}

function assumedFields(camera: FootprintCamera, optics: ResolvedOptics): string[] {
  const stated = Object.entries(camera.provenance ?? {})
  const resolved = Object.entries(optics.provenance)
  const fields = [...stated, ...resolved].filter(([, provenance]) => provenance === 'default').map(([field]) => field)
  if (isTurning(camera.kind)) fields.push('hfov')
  if (camera.kind === 'fixed' && camera.bearing === null) fields.push('bearing')
  return [...new Set(fields)].sort()
}

const isTurning = (kind: CameraKind) => kind === 'dome' || kind === 'ptz'

function densityOf(standard: DensityStandard, name: DensityLevelName): number {
  const level = DENSITY_LEVELS[standard].find((candidate) => candidate.name === name)
  if (level === undefined) throw new RangeError(`level must be one of the ${standard} standard's, got ${name}`)
  return level.pixelsPerM
}

function requireAim(camera: FootprintCamera): FootprintCamera {
  const { heightM, tilt, bearing } = camera
  if (!(heightM >= 0 && Number.isFinite(heightM))) throw new RangeError(`heightM must be 0 or more, got ${heightM}`)
  if (!(tilt >= 0 && tilt <= 90)) throw new RangeError(`tilt must be 0 … 90 degrees, got ${tilt}`)
  if (bearing !== null && !(bearing >= 0 && bearing < 360))
    throw new RangeError(`bearing must be at least 0 and below 360 degrees, got ${bearing}`)
  return camera
}

function requireRange(rangeM: number): number {
  if (!(rangeM > 0 && Number.isFinite(rangeM))) throw new RangeError(`rangeM must be above 0, got ${rangeM}`)
  return rangeM
}
