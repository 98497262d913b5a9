/** Everything the map shows about what one camera sees: the one call that servers and browser workers share. */
import type { MultiPolygon, Polygon } from 'geojson'
import { type Footprint, type FootprintCamera, type FootprintOptions, footprintOf, type LevelRange } from './footprint'
import { type LocalFrame, localFrame, northAt } from './frame'
import { indexObstacles, type Outline } from './obstacles'
import { standingPoint } from './standing-point'
import { ViewGround } from './view-ground'
import { outlineOfSeen, type Sector, type SeenGround, seenGround } from './viewshed'

export interface CameraViewOptions extends FootprintOptions {
  /** False where no building data exists: the view is then marked `no-building-data`. */
  hasBuildingData?: boolean
}

export interface CameraView {
  /** WGS 84; null when nothing is visible. */
  polygon: Polygon | MultiPolygon | null
  areaM2: number
  footprintAreaM2: number
  /** `areaM2` ÷ `footprintAreaM2`, 0 … 1; 0 for an empty footprint. */
  visibleShare: number
  bearing: number | null
  hfov: number
  nearM: number
  farM: number
  ranges: LevelRange[]
  /** Seen ground per level of `ranges`, m². */
  levelAreasM2: number[]
  /** What the view rests on without being known: camera fields, `position` (stands inside a building), `no-building-data`. */
  assumed: string[]
  ownBuildingIgnored: boolean
  movedOffWall: boolean
}

/** A camera as far as its view goes. */
export type ViewCamera = FootprintCamera & { isIndoor?: boolean; isUnderRoof?: boolean }

/** A share of the footprint that is next to nothing. */
const NEXT_TO_NOTHING = 0.001
/** What the near edge follows from. */
const NEAR_EDGE_FIELDS = ['heightM', 'tilt', 'vfov']
const DEFAULT_TARGET_HEIGHT_M = 1.5
const DEGREE = Math.PI / 180

/**
 * What `camera` sees among `buildings`: all outlines that come within its range, or ground made of them. Indoor cameras
 * have no view: null. A camera that would see next to nothing only because of an assumed near edge (it faces a wall
 * closely) is taken to look down at its feet instead, and `nearM` is `assumed`. The same arguments give the same bytes.
 */
export function cameraView(
  camera: ViewCamera,
  buildings: readonly Outline[] | ViewGround,
  options: CameraViewOptions = {},
): CameraView | null {
  const ground = buildings instanceof ViewGround ? buildings : groundAt(camera, buildings)
  const seen = cameraGround(camera, ground, options)
  if (seen === null) return null
  const { footprint, sector, areaM2, assumed, standing } = seen
  const footprintAreaM2 = (sector.hfov * DEGREE * (sector.farM ** 2 - sector.nearM ** 2)) / 2
  return {
    polygon: outlineOfSeen(seen, ground.obstacles.frame),
    areaM2,
    footprintAreaM2,
    visibleShare: footprintAreaM2 > 0 ? Math.min(1, areaM2 / footprintAreaM2) : 0,
    bearing: footprint.bearing,
    hfov: footprint.hfov,
    nearM: sector.nearM,
    farM: footprint.farM,
    ranges: footprint.ranges,
    levelAreasM2: footprint.ranges.map(({ farM }) => areaWithin(ground, sector, areaM2, farM)),
    assumed,
    ownBuildingIgnored: standing.ignored.size > 0,
    movedOffWall: standing.isMoved,
  }
}

/** Ground for one camera, in a frame about it. */
export function groundAt({ lng, lat }: Pick<ViewCamera, 'lng' | 'lat'>, outlines: readonly Outline[]): ViewGround {
  return new ViewGround(indexObstacles(outlines, localFrame([lng, lat])))
}

export interface CameraGround extends SeenGround {
  footprint: Footprint
  /** What was looked over. */
  sector: Sector
  /** Sorted. */
  assumed: string[]
}

/** `cameraView` before its outline is drawn: what counting needs. */
export function cameraGround(
  camera: ViewCamera,
  ground: ViewGround,
  options: CameraViewOptions = {},
): CameraGround | null {
  if (camera.isIndoor) return null
  const { frame } = ground.obstacles
  const [x, y] = frame.toLocal(camera.lng, camera.lat)
  const { heightM, isHeightAssumed } = standingPoint(ground.obstacles, { ...camera, x, y })
  const footprint = footprintOf({ ...camera, heightM }, options)
  const assumed = new Set(footprint.assumed)
  if (isHeightAssumed) assumed.add('heightM')
  const sector = cameraSector(camera, footprint, frame, options)
  let seen = seenGround(ground, sector)
  const sectorAreaM2 = (sector.hfov * DEGREE * (sector.farM ** 2 - sector.nearM ** 2)) / 2
  if (seen.areaM2 <= NEXT_TO_NOTHING * sectorAreaM2 && NEAR_EDGE_FIELDS.some((field) => assumed.has(field))) {
    sector.nearM = 0
    seen = seenGround(ground, sector)
    assumed.add('nearM')
  }
  if (seen.standing.ignored.size > 0) assumed.add('position')
  if (options.hasBuildingData === false) assumed.add('no-building-data')
  return { ...seen, footprint, sector, assumed: [...assumed].sort() }
}

function areaWithin(ground: ViewGround, sector: Sector, wholeM2: number, farM: number): number {
  if (farM >= sector.farM) return wholeM2
  return farM > sector.nearM ? seenGround(ground, { ...sector, farM }).areaM2 : 0
}

/** The sector that a footprint is in a frame. */
export function cameraSector(
  camera: ViewCamera,
  { bearing, hfov, nearM, farM }: Footprint,
  frame: LocalFrame,
  { targetHeightM = DEFAULT_TARGET_HEIGHT_M }: CameraViewOptions,
): Sector {
  const { lng, lat, heightM, mountKind, isUnderRoof } = camera
  const [x, y] = frame.toLocal(lng, lat)
  const fromNorth = bearing === null ? null : bearing + northAt(frame, lng, lat)
  return { x, y, heightM, mountKind, isUnderRoof, bearing: fromNorth, hfov, nearM, farM, targetHeightM }
}
