/** Which ways into and out of a drawn cordon plate readers capture, as designed: readers that are out of order count. */
import type { Connection } from '../../db/client'
import type { CameraRow } from '../../db/queries/cameras'
import { plateCamerasInBox, roadsInBox } from '../../db/queries/cordons'
import { findDrawnArea } from '../../db/queries/drawn-areas'
import type { Caller } from '../domain/access'
import { type Crossing, cordonReport, type PlateReader, REACH_ALONG_ROAD_M } from '../domain/cordons'
import { boxOfArea, widened } from '../domain/drawn-area'
import { footprintOf } from '../domain/footprint'
import type { DensityStandard } from '../domain/optics'
import { footprintCameraOf } from './camera-view-input'
import { densityStandard } from './refresh-viewsheds'
import { ServiceError } from './service-error'

/** Farther than any footprint that nobody stated; a stated range that is longer reads no plate at its end. */
const MOST_RANGE_M = 200

/** A reader as the panel names it. */
export interface NamedReader {
  id: number
  code: string
  name: string | null
  nameEn: string | null
}

export interface CordonAnswer {
  crossings: Crossing[]
  directions: number
  captured: number
  /** The readers that capture something. */
  readers: NamedReader[]
}

function readerOf(row: CameraRow, standard: DensityStandard): PlateReader {
  const camera = footprintCameraOf(row)
  const { bearing, hfov, nearM, farM } = footprintOf(camera, { standard })
  return { id: row.id, lng: camera.lng, lat: camera.lat, bearing, hfov, nearM, farM }
}

export async function cordonOf({ db }: Connection, caller: Caller, id: number): Promise<CordonAnswer> {
  const area = await findDrawnArea(db, caller, id)
  if (area?.kind !== 'cordon') throw new ServiceError('not-found', `There is no cordon ${id} in your jurisdictions.`)
  const box = boxOfArea(area.geometry)
  const rows = await plateCamerasInBox(db, caller, widened(box, REACH_ALONG_ROAD_M + MOST_RANGE_M))
  const standard = await densityStandard(db)
  const roads = await roadsInBox(db, widened(box, 2 * REACH_ALONG_ROAD_M))
  const report = cordonReport(
    area.geometry,
    roads,
    rows.map((row) => readerOf(row, standard)),
  )
  const ids = new Set(report.crossings.flatMap((crossing) => [...(crossing.in ?? []), ...(crossing.out ?? [])]))
  const readers = rows
    .filter((row) => ids.has(row.id))
    .map(({ id: readerId, code, name, sourceTags }) => ({
      ...{ id: readerId, code, name },
      nameEn: sourceTags['name:en'] ?? null,
    }))
  return { ...report, readers }
}
