/** Click a point: which cameras see it, how well, what keeps the others from it; now or at an instant in the past. */
import type { Connection } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { type CameraName, namesOfCameras } from '../../db/queries/cameras'
import type { Caller } from '../domain/access'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import { indexObstacles } from '../domain/obstacles'
import { type BlindSpotCause, causeOf, PointSights, type Sight } from '../domain/point-sights'
import { askedCameras } from './asked-cameras'
import { USUAL_REACH_M } from './asked-coverage'
import { boxAround, footprintCameraOf } from './camera-view-input'
import { FARTHEST_M } from './coverage-cameras'
import { cityGrid } from './grid-box'
import type { BlindSpotQuestion } from './jurisdiction-blind-spots'
import { viewSettings } from './refresh-viewsheds'

/** Only cameras that the caller may see are named. */
export interface NamedSight extends Sight, CameraName {
  state: string
}

export interface PointAnswer {
  lng: number
  lat: number
  level: string
  sights: NamedSight[]
  /** Why it is unseen; null when a camera sees it. */
  cause: BlindSpotCause | null
}

export async function pointSights(
  { db, system }: Connection,
  caller: Caller,
  { lng, lat, question }: { lng: number; lat: number; question: BlindSpotQuestion },
): Promise<PointAnswer> {
  const settings = await viewSettings(db)
  const frame = await cityGrid(db)
  const level = question.level ?? DEFAULT_LEVEL[settings.standard]
  const cameras = await askedCameras(system.db, question, {
    box: boxAround(lng, lat, USUAL_REACH_M),
    widerBox: boxAround(lng, lat, FARTHEST_M),
    usualReachM: USUAL_REACH_M,
  })
  const names = await namesOfCameras(
    db,
    caller,
    cameras.map(({ row }) => row.id),
  )
  const outlines = await outlinesInBox(db, boxAround(lng, lat, USUAL_REACH_M))
  const known = cameras
    .filter(({ row }) => names.has(row.id))
    .map(({ row, isOn }) => ({ ...footprintCameraOf(row), id: row.id, isWorking: isOn }))
  const options = { ...settings, level, isNight: question.kind === 'night' }
  const sights = new PointSights(known, indexObstacles(outlines, frame), options).at(...frame.toLocal(lng, lat))
  const states = new Map(cameras.map(({ row }) => [row.id, row.state]))
  return {
    lng,
    lat,
    level,
    cause: causeOf(sights),
    sights: sights.map((sight) => ({ ...sight, ...names.get(sight.cameraId)!, state: states.get(sight.cameraId)! })),
  }
}
