/** Stored cameras as plate readers: with their footprint, and as panels name them. */
import type { CameraRow } from '../../db/queries/cameras'
import { footprintOf } from '../domain/footprint'
import type { DensityStandard } from '../domain/optics'
import type { PlateReader } from '../domain/plate-reader'
import { footprintCameraOf } from './camera-view-input'

export interface NamedReader {
  id: number
  code: string
  name: string | null
  nameEn: string | null
}

export const namedReaderOf = ({ id, code, name, sourceTags }: CameraRow): NamedReader => ({
  id,
  code,
  name,
  nameEn: sourceTags['name:en'] ?? null,
})

export function plateReaderOf(row: CameraRow, standard: DensityStandard): PlateReader {
  const camera = footprintCameraOf(row)
  const { bearing, hfov, nearM, farM } = footprintOf(camera, { standard })
  return { id: row.id, lng: camera.lng, lat: camera.lat, bearing, hfov, nearM, farM }
}
