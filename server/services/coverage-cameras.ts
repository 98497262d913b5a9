/** The cameras that a kind of coverage counts, as sectors in the city's grid. */
import type { CameraRow } from '../../db/queries/cameras'
import { cameraSector } from '../domain/camera-view'
import { footprintOf } from '../domain/footprint'
import type { LocalFrame } from '../domain/frame'
import { levelReach } from '../domain/level-reach'
import type { Obstacles } from '../domain/obstacles'
import type { DensityLevelName } from '../domain/optics'
import type { Bounds } from '../domain/raster'
import { standingPoint } from '../domain/standing-point'
import type { Sector } from '../domain/viewshed'
import { footprintCameraOf } from './camera-view-input'
import type { ViewSettings } from './refresh-viewsheds'

export interface CoverageOptions extends ViewSettings {
  isNight?: boolean
}

/** A camera as far as counting goes. */
export interface CountedCamera {
  row: CameraRow
  /** The near edge of its stored viewshed, which may be nearer than the footprint's; null where none is stored. */
  nearM: number | null
  /** Whether that viewshed rests on nothing assumed. */
  isCertain?: boolean
}

/** No camera counts farther than this, metres. */
export const FARTHEST_M = 1_000
/** What a camera stands on or hangs on is at most this far from where it is drawn. */
const STANDING_M = 1

/** Offline and faulty cameras do not count as working; those nobody has asked do. */
export const isWorking = (state: CameraRow['state']) => state !== 'offline' && state !== 'fault'

/** Whether a camera counts as coverage at all. */
export const isCounted = ({ retiredAt, isPlanned, isIndoor }: CameraRow) =>
  retiredAt === null && !isPlanned && !isIndoor

/** What a camera is looked over for at each level: its viewshed's sector, ending where the level does. */
export function levelSectors(
  { row, nearM }: CountedCamera,
  obstaclesIn: (bounds: Bounds) => Obstacles,
  frame: LocalFrame,
  options: CoverageOptions,
  levels: readonly DensityLevelName[],
): Map<DensityLevelName, Sector> {
  const sectors = new Map<DensityLevelName, Sector>()
  if (!isCounted(row)) return sectors
  const camera = footprintCameraOf(row)
  const [x, y] = frame.toLocal(camera.lng, camera.lat)
  const about: Bounds = [x - STANDING_M, y - STANDING_M, x + STANDING_M, y + STANDING_M]
  const { heightM } = standingPoint(obstaclesIn(about), { ...camera, x, y })
  const footprint = footprintOf({ ...camera, heightM }, options)
  const sector = cameraSector(camera, footprint, frame, options)
  sector.nearM = Math.min(sector.nearM, nearM ?? sector.nearM)
  for (const level of levels) {
    const farM = Math.min(FARTHEST_M, levelReach(footprint, camera, options.standard, level))
    if (farM > sector.nearM) sectors.set(level, { ...sector, farM })
  }
  return sectors
}
