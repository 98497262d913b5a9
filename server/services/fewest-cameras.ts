/** Draw a shape: the smallest set of working cameras that together see it. */
import type { Position } from 'geojson'
import type { Connection } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { type CameraName, namesOfCameras } from '../../db/queries/cameras'
import type { Caller } from '../domain/access'
import { boxOfArea } from '../domain/drawn-area'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import type { DensityLevelName } from '../domain/optics'
import { OutlineStore } from '../domain/outline-store'
import { PointSights } from '../domain/point-sights'
import { smallestSetCover } from '../domain/set-cover'
import { shapeSamples } from '../domain/shape-samples'
import { askedCameras } from './asked-cameras'
import { USUAL_REACH_M } from './asked-coverage'
import { footprintCameraOf } from './camera-view-input'
import { FARTHEST_M } from './coverage-cameras'
import { boundsOfBox, boxOfBounds, cityGrid } from './grid-box'
import { DESIGNED } from './jurisdiction-blind-spots'
import { polygonOfRing } from './polygon-of-ring'
import { viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** A shape larger than this is a district, and has a report of its own. */
const LARGEST_M2 = 1e6
const MOST_SAMPLES = 3_000
const ITERATIONS = 20_000
const SEED = 1

export interface ShapeAnswer {
  areaM2: number
  level: DensityLevelName
  /** Metres between the points at which the shape was asked. */
  spacingM: number
  /** Share of the shape, not counting ground under buildings, that any working camera sees. */
  seenShare: number
  cameras: (CameraName & { id: number; share: number })[]
  /** Points that nobody sees. */
  unseen: Position[]
  /** No set smaller than this can do it; equal to the number of cameras when the answer is proven. */
  atLeast: number
}

export async function fewestCameras(
  { db }: Connection,
  caller: Caller,
  { ring, level: asked }: { ring: Position[]; level: DensityLevelName | null },
): Promise<ShapeAnswer> {
  const shape = polygonOfRing(ring)
  const settings = await viewSettings(db)
  const level = asked ?? DEFAULT_LEVEL[settings.standard]
  const frame = await cityGrid(db)
  const bounds = boundsOfBox(frame, boxOfArea(shape))
  const around = (by: number) => boxOfBounds(frame, [bounds[0] - by, bounds[1] - by, bounds[2] + by, bounds[3] + by])
  const store = new OutlineStore(await outlinesInBox(db, around(USUAL_REACH_M)), frame)
  const obstacles = store.all()
  const { points, spacingM, areaM2 } = shapeSamples(shape, frame, obstacles, MOST_SAMPLES)
  if (areaM2 > LARGEST_M2)
    throw new ServiceError('invalid', `The shape must be at most 1 km², got ${Math.round(areaM2)} m².`)
  const cameras = await askedCameras(
    db,
    { ...DESIGNED, kind: 'effective' },
    { box: around(USUAL_REACH_M), widerBox: around(FARTHEST_M), usualReachM: USUAL_REACH_M },
  )
  const ids = cameras.filter(({ isOn }) => isOn).map(({ row }) => row.id)
  const names = await namesOfCameras(db, caller, ids)
  const known = cameras
    .filter(({ row, isOn }) => isOn && names.has(row.id))
    .map(({ row }) => ({ ...footprintCameraOf(row), id: row.id, isWorking: true }))
  const sights = new PointSights(known, obstacles, { ...settings, level })
  const seenBy = new Map<number, number[]>()
  points.forEach(([x, y], point) => {
    for (const { cameraId, limits } of sights.at(x, y)) {
      if (limits.length > 0) continue
      const seen = seenBy.get(cameraId)
      if (seen) seen.push(point)
      else seenBy.set(cameraId, [point])
    }
  })
  const candidates = [...seenBy]
  const sets = candidates.map(([, seen]) => Uint32Array.from(seen))
  const { chosen, uncovered, atLeast } = smallestSetCover(points.length, sets, { seed: SEED, iterations: ITERATIONS })
  return {
    areaM2,
    level,
    spacingM,
    atLeast,
    seenShare: points.length === 0 ? 0 : 1 - uncovered.length / points.length,
    unseen: [...uncovered].map((point) => frame.toLngLat(...points[point])),
    cameras: [...chosen]
      .map((set) => ({ id: candidates[set][0], share: candidates[set][1].length / points.length }))
      .sort((a, b) => b.share - a.share)
      .map(({ id, share }) => ({ id, share, ...names.get(id)! })),
  }
}
