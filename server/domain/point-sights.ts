/** Which cameras see a point, how well, and what keeps the others from it. */
import Flatbush from 'flatbush'
import { cameraSector, type ViewCamera } from './camera-view'
import { type FootprintOptions, footprintOf, isTurning } from './footprint'
import { levelReach } from './level-reach'
import type { Obstacles } from './obstacles'
import { type DensityLevelName, resolveOptics } from './optics'
import { isHidden, type SightLine } from './sight-line'
import { type StandingPoint, standingPoint } from './standing-point'
import type { Sector } from './viewshed'

/** Limits in the order in which a cause is sought: what is easiest to put right comes first. */
export const SIGHT_LIMITS = ['offline', 'zone', 'pixels', 'dead-zone', 'building'] as const
export type SightLimit = (typeof SIGHT_LIMITS)[number]
export type BlindSpotCause = SightLimit | 'no-camera'

export interface SightCamera extends ViewCamera {
  id: number
  /** False while it is offline or at fault. */
  isWorking: boolean
}

export interface Sight {
  cameraId: number
  distanceM: number
  /** Nearer than this, the ground is below its picture. */
  nearM: number
  /** On the target at that point. */
  pixelsPerM: number
  /** What keeps the camera from seeing it, in the order of `SIGHT_LIMITS`; none: it sees it. */
  limits: SightLimit[]
}

export interface SightOptions extends FootprintOptions {
  standard: '2025' | '2015'
  targetHeightM: number
  /** The density that counts as seen. */
  level: DensityLevelName
}

interface ReadyCamera {
  camera: SightCamera
  sector: Sector
  standing: StandingPoint
  /** How far it reaches at the level asked for, and at the coarsest. */
  levelM: number
  farthestM: number
  /** Pixels per metre one metre away along the axis. */
  density: number
}

const DEGREE = Math.PI / 180

/** Answers for many points over one set of cameras. */
export class PointSights {
  readonly #obstacles: Obstacles
  readonly #targetHeightM: number
  readonly #cameras: ReadyCamera[]
  readonly #tree: Flatbush | null = null

  constructor(cameras: readonly SightCamera[], obstacles: Obstacles, options: SightOptions) {
    this.#obstacles = obstacles
    this.#targetHeightM = options.targetHeightM
    this.#cameras = cameras.filter(({ isIndoor }) => !isIndoor).map((camera) => readyCamera(camera, obstacles, options))
    if (this.#cameras.length === 0) return
    this.#tree = new Flatbush(this.#cameras.length)
    for (const { standing, farthestM } of this.#cameras)
      this.#tree.add(standing.x - farthestM, standing.y - farthestM, standing.x + farthestM, standing.y + farthestM)
    this.#tree.finish()
  }

  /** Every camera that has the point within its bearing and farthest reach; those that see it first, by density. */
  at(x: number, y: number): Sight[] {
    const sights: Sight[] = []
    for (const index of this.#tree?.search(x, y, x, y) ?? []) {
      const sight = this.#sightOf(this.#cameras[index], x, y)
      if (sight !== null) sights.push(sight)
    }
    return sights.sort(
      (a, b) => a.limits.length - b.limits.length || b.pixelsPerM - a.pixelsPerM || a.cameraId - b.cameraId,
    )
  }

  #sightOf(ready: ReadyCamera, x: number, y: number): Sight | null {
    const { camera, sector, standing, levelM, farthestM } = ready
    const [dx, dy] = [x - standing.x, y - standing.y]
    const distanceM = Math.hypot(dx, dy)
    if (distanceM > farthestM) return null
    const off = sector.bearing === null ? 0 : turnedBy(Math.atan2(dx, dy) / DEGREE - sector.bearing)
    if (sector.hfov < 360 && Math.abs(off) > sector.hfov / 2) return null
    const limits: SightLimit[] = []
    if (!camera.isWorking) limits.push('offline')
    const line = { x: standing.x, y: standing.y, heightM: standing.heightM, toX: x, toY: y }
    if (this.#isHiddenBy('zone', line, standing)) limits.push('zone')
    if (distanceM > levelM) limits.push('pixels')
    if (distanceM < sector.nearM) limits.push('dead-zone')
    if (this.#isHiddenBy('building', line, standing)) limits.push('building')
    const pixelsPerM = densityAt(ready, distanceM, off, this.#targetHeightM)
    return { cameraId: camera.id, distanceM, nearM: sector.nearM, pixelsPerM, limits }
  }

  #isHiddenBy(
    what: 'zone' | 'building',
    line: Omit<SightLine, 'targetHeightM' | 'isIgnored'>,
    { ignored }: StandingPoint,
  ) {
    const { role } = this.#obstacles
    return isHidden(this.#obstacles, {
      ...line,
      targetHeightM: this.#targetHeightM,
      isIgnored: (outline) => ignored.has(outline) || (role[outline] === 'zone') !== (what === 'zone'),
    })
  }
}

/**
 * Why a point that no camera sees is not seen: the first limit in order whose removal alone would show it to some camera;
 * `no-camera` when there is none. Null when a camera sees it.
 */
export function causeOf(sights: readonly Sight[]): BlindSpotCause | null {
  if (sights.some(({ limits }) => limits.length === 0)) return null
  return (
    SIGHT_LIMITS.find((limit) => sights.some(({ limits }) => limits.length === 1 && limits[0] === limit)) ?? 'no-camera'
  )
}

function readyCamera(camera: SightCamera, obstacles: Obstacles, options: SightOptions): ReadyCamera {
  const [x, y] = obstacles.frame.toLocal(camera.lng, camera.lat)
  const standing = standingPoint(obstacles, { ...camera, x, y })
  const footprint = footprintOf({ ...camera, heightM: standing.heightM }, options)
  const { standard, level } = options
  const coarsest = footprint.ranges[0].level
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  const hfov = isTurning(camera.kind) && camera.teleHfov ? camera.teleHfov : optics.hfov
  const spread = hfov < 180 ? 2 * Math.tan((hfov / 2) * DEGREE) : hfov * DEGREE
  return {
    camera,
    standing,
    sector: cameraSector(camera, footprint, obstacles.frame, options),
    levelM: levelReach(footprint, camera, standard, level),
    farthestM: Math.max(levelReach(footprint, camera, standard, coarsest), footprint.farM),
    density: optics.pixelsWide / spread,
  }
}

/** A camera that turns looks straight at the point; another sees it at its depth along the axis (`depthAtDensity`). */
function densityAt(
  { camera, standing, density }: ReadyCamera,
  distanceM: number,
  off: number,
  targetHeightM: number,
): number {
  const drop = Math.max(0, standing.heightM - targetHeightM)
  if (isTurning(camera.kind)) return density / Math.max(0.1, Math.hypot(distanceM, drop))
  const tilt = camera.tilt * DEGREE
  const depth = distanceM * Math.cos(off * DEGREE) * Math.cos(tilt) + drop * Math.sin(tilt)
  return density / Math.max(0.1, depth)
}

/** Degrees, −180 … 180. */
const turnedBy = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180
