/** The numbers behind the drawing of a camera's optics: a side elevation along its axis, and a plan of its cones. */
import { type FootprintCamera, footprintOf, homeFootprint } from '../../server/domain/footprint'
import { depthAtDensity, farEdge, groundRangeAtDepth, nearEdge, verticalAngle } from '../../server/domain/lens'
import {
  DENSITY_LEVELS,
  type DensityLevelName,
  type DensityStandard,
  type ResolvedOptics,
  resolveOptics,
} from '../../server/domain/optics'

export interface DrawingSettings {
  standard: DensityStandard
  targetHeightM: number
}

export interface LevelReach {
  level: DensityLevelName
  pixelsPerM: number
  /** How far from the lens along the axis the picture is so dense, metres. */
  depthM: number
  /** The same on the ground, no farther than the picture goes; 0 when it ends inside the dead zone. */
  farM: number
}

/** A part of the target plane and the finest level that it is seen at. */
export interface Segment {
  level: DensityLevelName
  fromM: number
  toM: number
}

export interface OpticsShape {
  heightM: number
  targetHeightM: number
  tilt: number
  hfov: number
  vfov: number
  /** The picture's lower edge on the ground and on the target plane, metres from the mount. */
  deadZoneM: number
  nearM: number
  /** Its upper edge on the target plane; Infinity with the horizon in the picture. */
  upperEdgeM: number
  levels: LevelReach[]
  segments: Segment[]
  /** How many metres of ground to draw. */
  spanM: number
  /** How many times longer the lens must be to reach the level that identifies; 1: it does, null: none does. */
  longerLens: number | null
}

/** The level at which a person nobody knew before can be told from all others, per standard. */
export const IDENTIFYING_LEVEL = { '2025': 'validate', '2015': 'identify' } as const

const LEAST_SPAN_M = 10
const MOST_SPAN_M = 250
const LONGEST_LENS = 100

/** The side elevation of a camera at the aim it states; for one that turns, its home. */
export function opticsShape(camera: FootprintCamera, { standard, targetHeightM }: DrawingSettings): OpticsShape {
  const { heightM, tilt } = camera
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  const { hfov, vfov } = optics
  const nearM = nearEdge(heightM - targetHeightM, tilt, vfov)
  const upperEdgeM = farEdge(heightM - targetHeightM, tilt, vfov)
  const deadZoneM = nearEdge(heightM, tilt, vfov)
  const levels = DENSITY_LEVELS[standard].map(({ name, pixelsPerM }): LevelReach => {
    const depthM = depthAtDensity(optics.pixelsWide, hfov, pixelsPerM)
    const farM = Math.min(groundRangeAtDepth(depthM, heightM - targetHeightM, tilt), upperEdgeM)
    return { level: name, pixelsPerM, depthM, farM: farM > nearM ? farM : 0 }
  })
  const { farM } =
    homeFootprint(camera, { standard, targetHeightM }) ?? footprintOf(camera, { standard, targetHeightM })
  const coarsestM = Math.min(levels[0].farM, 2.5 * farM)
  const spanM = Math.min(MOST_SPAN_M, Math.max(LEAST_SPAN_M, 1.1 * farM, 1.05 * coarsestM, 2.5 * deadZoneM))
  const segments = segmentsOf(levels, nearM)
  const longerLens = longerLensFor(camera, optics, { standard, targetHeightM })
  return { heightM, targetHeightM, tilt, hfov, vfov, deadZoneM, nearM, upperEdgeM, levels, segments, spanM, longerLens }
}

/** From the near edge outwards, the finest level first. */
function segmentsOf(levels: readonly LevelReach[], nearM: number): Segment[] {
  let fromM = nearM
  return levels.toReversed().flatMap(({ level, farM }) => {
    if (farM <= fromM) return []
    const segment = { level, fromM, toM: farM }
    fromM = farM
    return [segment]
  })
}

/** Tries longer and longer lenses, in steps of 2 %, at the same height and tilt. */
function longerLensFor(camera: FootprintCamera, optics: ResolvedOptics, settings: DrawingSettings): number | null {
  const name = IDENTIFYING_LEVEL[settings.standard]
  const { pixelsPerM } = DENSITY_LEVELS[settings.standard].find((level) => level.name === name)!
  if (optics.hfov >= 180) return null
  const aboveTargetM = camera.heightM - settings.targetHeightM
  for (let times = 1; times <= LONGEST_LENS; times *= 1.02) {
    const hfov = narrowed(optics.hfov, times)
    const vfov = times === 1 ? optics.vfov : verticalAngle(hfov, optics.pixelsHigh / optics.pixelsWide)
    const reachM = groundRangeAtDepth(depthAtDensity(optics.pixelsWide, hfov, pixelsPerM), aboveTargetM, camera.tilt)
    const farM = Math.min(reachM, farEdge(aboveTargetM, camera.tilt, vfov))
    if (farM > nearEdge(aboveTargetM, camera.tilt, vfov)) return times
  }
  return null
}

const DEGREE = Math.PI / 180
const narrowed = (fov: number, times: number) => (2 * Math.atan(Math.tan((fov / 2) * DEGREE) / times)) / DEGREE

/** Where a ray `down` degrees below the horizon meets the ground, or the height at which it leaves the drawing. */
export function rayEnd(
  { heightM, spanM }: Pick<OpticsShape, 'heightM' | 'spanM'>,
  down: number,
): [x: number, y: number] {
  if (down >= 90) return [0, 0]
  const slope = Math.tan(down * DEGREE)
  const heightAtSpan = heightM - spanM * slope
  return heightAtSpan >= 0 ? [spanM, heightAtSpan] : [heightM / slope, 0]
}

/** Round distances 0 … `spanM`, five to ten of them. */
export function ticksOf(spanM: number): number[] {
  const rough = spanM / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([5, 2, 1].find((factor) => factor * power <= rough) ?? 1)
  return Array.from({ length: Math.floor(spanM / step) + 1 }, (_, i) => i * step)
}

/** A sector of a ring about 0, 0 as an SVG path, north up, in the unit of its radii; `bearing` null: all round. */
export function sectorPath(bearing: number | null, hfov: number, near: number, far: number): string {
  const at = (degrees: number, radius: number) =>
    `${fixed(radius * Math.sin(degrees * DEGREE))} ${fixed(-radius * Math.cos(degrees * DEGREE))}`
  if (bearing === null || hfov >= 360)
    return [far, near]
      .map((r) => `M${at(0, r)}A${fixed(r)} ${fixed(r)} 0 1 1 ${at(180, r)}A${fixed(r)} ${fixed(r)} 0 1 1 ${at(0, r)}Z`)
      .join('')
  const [from, to] = [bearing - hfov / 2, bearing + hfov / 2]
  const isWide = hfov > 180 ? 1 : 0
  return `M${at(from, near)}L${at(from, far)}A${fixed(far)} ${fixed(far)} 0 ${isWide} 1 ${at(to, far)}L${at(to, near)}A${fixed(near)} ${fixed(near)} 0 ${isWide} 0 ${at(from, near)}Z`
}

const fixed = (value: number) => Math.round(value * 100) / 100 + 0
