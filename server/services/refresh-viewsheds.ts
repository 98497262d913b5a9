/** Keeps the stored viewsheds equal to what their inputs give. A viewshed whose inputs hash the same is left alone. */
import { type SQL, sql } from 'drizzle-orm'
import type { Connection, Queryable } from '../../db/client'
import { hasBuildings, type Outline, outlinesInBox } from '../../db/queries/buildings'
import { type CameraForViewshed, listCamerasForViewsheds } from '../../db/queries/cameras'
import { readSettings } from '../../db/queries/city'
import { viewsheds } from '../../db/schema'
import { cameraView } from '../domain/camera-view'
import { type FootprintOptions, footprintOf } from '../domain/footprint'
import { DEFAULT_TARGET_HEIGHT_M } from '../domain/footprint-bounds'
import type { DensityStandard } from '../domain/optics'
import { boxAround, footprintCameraOf, viewshedInputHash } from './camera-view-input'
import { soundOutline } from './sound-outline'

export interface RefreshResult {
  computed: number
  unchanged: number
}

/** How far beyond its range a building may matter: a wall-mounted camera is moved by less than this. */
const MARGIN_M = 5
/** Open ground is believed where a building is known this near. */
const NEIGHBOURHOOD_M = 500

type LngLat = { lng: number; lat: number }

/** What in the city's settings viewsheds are computed from. */
export type ViewSettings = Required<Pick<FootprintOptions, 'standard' | 'targetHeightM'>>

export async function viewSettings(db: Queryable): Promise<ViewSettings> {
  const settings = await readSettings(db)
  return {
    standard: settings?.densityStandard ?? '2025',
    targetHeightM: settings?.targetHeightM ?? DEFAULT_TARGET_HEIGHT_M,
  }
}

export async function densityStandard(db: Queryable): Promise<DensityStandard> {
  return (await viewSettings(db)).standard
}

/** Computes and stores one camera's viewshed if its inputs changed; inside the caller's transaction. True when it was computed. */
export async function refreshViewshed(
  tx: Queryable,
  camera: CameraForViewshed,
  settings: ViewSettings,
): Promise<boolean> {
  if (camera.isIndoor) {
    await tx.delete(viewsheds).where(sql`camera_id = ${camera.id}`)
    return false
  }
  const input = footprintCameraOf(camera)
  const { farM } = footprintOf(input, settings)
  const outlines = await outlinesInBox(tx, boxAround(input.lng, input.lat, farM + MARGIN_M))
  const inputHash = viewshedInputHash(input, outlines, settings)
  if (inputHash === camera.storedHash) return false
  const hasBuildingData = await isBuilt(tx, input, outlines)
  const view = cameraView(input, outlines, { ...settings, hasBuildingData })
  if (!view) return false
  const values = {
    geometry: view.polygon && (await soundOutline(view.polygon)),
    areaM2: view.areaM2,
    footprintAreaM2: view.footprintAreaM2,
    nearM: view.nearM,
    farM: view.farM,
    levelAreasM2: view.levelAreasM2,
    assumed: view.assumed,
    ownBuildingIgnored: view.ownBuildingIgnored,
    inputHash,
    computedAt: new Date(),
  }
  await tx
    .insert(viewsheds)
    .values({ cameraId: camera.id, ...values })
    .onConflictDoUpdate({ target: viewsheds.cameraId, set: values })
  return true
}

/** Whether buildings are known about a camera: among its outlines, or at least in the neighbourhood. */
async function isBuilt(tx: Queryable, { lng, lat }: LngLat, outlines: readonly Outline[]): Promise<boolean> {
  return outlines.some(({ role }) => role !== 'zone') || hasBuildings(tx, boxAround(lng, lat, NEIGHBOURHOOD_M))
}

/** Refreshes every camera that meets `where`, one transaction each; stops where `onProgress` answers false. */
export async function refreshViewsheds(
  { db }: Connection,
  { where, onProgress }: { where?: SQL; onProgress?: (done: number, of: number) => boolean | Promise<boolean> },
): Promise<RefreshResult> {
  const settings = await viewSettings(db)
  const list = await listCamerasForViewsheds(db, where)
  let computed = 0
  for (const [done, camera] of list.entries()) {
    if (await db.transaction((tx) => refreshViewshed(tx, camera, settings))) computed++
    if ((await onProgress?.(done + 1, list.length)) === false) break
  }
  return { computed, unchanged: list.length - computed }
}
