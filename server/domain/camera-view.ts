/** Everything the map shows about what one camera sees: the one call that servers and browser workers share. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { MeshViewer } from './expansion'
import { type Footprint, type FootprintCamera, type FootprintOptions, footprintOf, type LevelRange } from './footprint'
import { type LocalFrame, localFrame, northAt } from './frame'
import { indexObstacles, type Obstacles, type Outline } from './obstacles'
import { type Sector, viewshed } from './viewshed'

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
  /** What the view rests on without being known: camera fields, `position` (stands inside a building), `no-building-data`. */
  assumed: string[]
  ownBuildingIgnored: boolean
  movedOffWall: boolean
}

/** A camera as far as its view goes. */
export type ViewCamera = FootprintCamera & { isIndoor?: boolean }

/** A share of the footprint that is next to nothing. */
const NEXT_TO_NOTHING = 0.001
/** What the near edge follows from. */
const NEAR_EDGE_FIELDS = ['heightM', 'tilt', 'vfov']

/**
 * What `camera` sees among `buildings`: all that come within its range, or an index of them. Indoor cameras have no view:
 * null. A camera that would see next to nothing only because of an assumed near edge (it faces a wall closely) is taken to look
 * down at its feet instead, and `nearM` is `assumed`. The same arguments give the same bytes.
 */
export function cameraView(
  camera: ViewCamera,
  buildings: readonly Outline[] | Obstacles,
  options: CameraViewOptions = {},
): CameraView | null {
  const obstacles = 'frame' in buildings ? buildings : indexObstacles(buildings, localFrame([camera.lng, camera.lat]))
  return viewOver(obstacles, null, camera, options)
}

/** `cameraView` over an index, and a mesh of it where one is worth having. */
export function viewOver(
  obstacles: Obstacles,
  viewer: MeshViewer | null,
  camera: ViewCamera,
  options: CameraViewOptions,
): CameraView | null {
  if (camera.isIndoor) return null
  const footprint = footprintOf(camera, options)
  const assumed = new Set(footprint.assumed)
  const sector = sectorOf(camera, footprint, obstacles.frame)
  let seen = viewshed(obstacles, sector, viewer)
  const seesNothing = seen.areaM2 <= NEXT_TO_NOTHING * seen.sectorAreaM2
  if (seesNothing && NEAR_EDGE_FIELDS.some((field) => assumed.has(field))) {
    sector.nearM = 0
    seen = viewshed(obstacles, sector, viewer)
    assumed.add('nearM')
  }
  if (seen.isOwnBuildingIgnored) assumed.add('position')
  if (options.hasBuildingData === false) assumed.add('no-building-data')
  return {
    polygon: seen.geometry,
    areaM2: seen.areaM2,
    footprintAreaM2: seen.sectorAreaM2,
    visibleShare: seen.sectorAreaM2 > 0 ? seen.areaM2 / seen.sectorAreaM2 : 0,
    bearing: footprint.bearing,
    hfov: footprint.hfov,
    nearM: sector.nearM,
    farM: footprint.farM,
    ranges: footprint.ranges,
    assumed: [...assumed].sort(),
    ownBuildingIgnored: seen.isOwnBuildingIgnored,
    movedOffWall: seen.isMovedOffWall,
  }
}

function sectorOf({ lng, lat }: ViewCamera, { bearing, hfov, nearM, farM }: Footprint, frame: LocalFrame): Sector {
  const [x, y] = frame.toLocal(lng, lat)
  return { x, y, bearing: bearing === null ? null : bearing + northAt(frame, lng, lat), hfov, nearM, farM }
}
