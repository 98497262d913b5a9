import { createHash } from 'node:crypto'
import type { Box, Outline } from '../../db/queries/buildings'
import type { CameraRow } from '../../db/queries/cameras'
import { type CameraDraft, completeDraft } from '../domain/camera-draft'
import type { FootprintCamera } from '../domain/footprint'

/** Changes whenever the same inputs may give another viewshed. */
export const KERNEL_VERSION = 4

export const draftOf = (row: CameraRow): CameraDraft => ({
  kind: row.kind,
  lng: row.position.coordinates[0],
  lat: row.position.coordinates[1],
  heightM: row.heightM,
  mountKind: row.mountKind,
  bearing: row.bearing,
  tilt: row.tilt,
  hfov: row.hfov,
  vfov: row.vfov,
  focalMm: row.focalMm,
  sensorWidthMm: row.sensorWidthMm,
  sensorHeightMm: row.sensorHeightMm,
  pixelsWide: row.pixelsWide,
  pixelsHigh: row.pixelsHigh,
  rangeM: row.rangeM,
  nightRangeM: row.nightRangeM,
  sweepFrom: row.sweepFrom,
  sweepTo: row.sweepTo,
  teleHfov: row.teleHfov,
  isUnderRoof: row.isUnderRoof,
  provenance: row.provenance,
})

export const footprintCameraOf = (row: CameraRow): FootprintCamera => completeDraft(draftOf(row))

const METRES_PER_DEGREE = 111_000

/** The box that holds everything within `radiusM` of a position, a little larger. */
export function boxAround(lng: number, lat: number, radiusM: number): Box {
  const dLat = radiusM / METRES_PER_DEGREE
  const dLng = dLat / Math.cos((lat * Math.PI) / 180)
  return [lng - dLng, lat - dLat, lng + dLng, lat + dLat]
}

/** The hash of everything a viewshed is computed from; `settings` are the city's. */
export function viewshedInputHash(camera: FootprintCamera, outlines: readonly Outline[], settings: unknown): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([KERNEL_VERSION, settings, camera]))
  for (const { geometry, heightM, role } of outlines) hash.update(JSON.stringify([geometry.coordinates, heightM, role]))
  return hash.digest('hex')
}
