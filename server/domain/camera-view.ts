/** Everything the map shows about what one camera sees: the one call that servers and browser workers share. */
import type { MultiPolygon, Polygon } from 'geojson'
import { type FootprintCamera, type FootprintOptions, footprintOf, type LevelRange } from './footprint'
import { localFrame } from './frame'
import { indexObstacles, type Obstacles, type Outline } from './obstacles'
import { viewshed } from './viewshed'

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

/** What the near edge follows from. */
const NEAR_EDGE_FIELDS = ['heightM', 'tilt', 'vfov']

/**
 * What `camera` sees among `buildings`: all that come within its range, or an index of them for a batch (in that index's
 * frame, where north turns by 0.05° at 5 km from its origin). Indoor cameras have no view: null. A camera that would see
 * nothing only because of an assumed near edge (it faces a wall closely) is taken to look down at its feet instead, and
 * `nearM` is `assumed`. The same arguments give the same bytes.
 */
export function cameraView(
  camera: FootprintCamera & { isIndoor?: boolean },
  buildings: readonly Outline[] | Obstacles,
  options: CameraViewOptions = {},
): CameraView | null {
  if (camera.isIndoor) return null
  const footprint = footprintOf(camera, options)
  const obstacles = 'frame' in buildings ? buildings : indexObstacles(buildings, localFrame([camera.lng, camera.lat]))
  const [x, y] = obstacles.frame.toLocal(camera.lng, camera.lat)
  const assumed = [...footprint.assumed]
  let seen = viewshed(obstacles, { x, y, ...footprint })
  if (seen.geometry === null && NEAR_EDGE_FIELDS.some((field) => assumed.includes(field))) {
    footprint.nearM = 0
    seen = viewshed(obstacles, { x, y, ...footprint })
    assumed.push('nearM')
  }
  if (seen.isOwnBuildingIgnored) assumed.push('position')
  if (options.hasBuildingData === false) assumed.push('no-building-data')
  return {
    polygon: seen.geometry,
    areaM2: seen.areaM2,
    footprintAreaM2: seen.sectorAreaM2,
    visibleShare: seen.sectorAreaM2 > 0 ? seen.areaM2 / seen.sectorAreaM2 : 0,
    bearing: footprint.bearing,
    hfov: footprint.hfov,
    nearM: footprint.nearM,
    farM: footprint.farM,
    ranges: footprint.ranges,
    assumed: [...new Set(assumed)].sort(),
    ownBuildingIgnored: seen.isOwnBuildingIgnored,
    movedOffWall: seen.isMovedOffWall,
  }
}
