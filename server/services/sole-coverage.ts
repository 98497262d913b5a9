/** What hangs on one camera: ground lost by each fault, and ground that only one working camera sees. */
import type { Connection } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { type CameraName, namesOfCameras } from '../../db/queries/cameras'
import { findJurisdiction } from '../../db/queries/jurisdictions'
import type { Caller } from '../domain/access'
import { addPieces, countRaster, resolveCounts } from '../domain/count-raster'
import { CELL_M, TILE_M } from '../domain/coverage-tiles'
import { boxOfArea } from '../domain/drawn-area'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import type { LocalFrame } from '../domain/frame'
import { OutlineStore } from '../domain/outline-store'
import type { Bounds } from '../domain/raster'
import { ViewGround } from '../domain/view-ground'
import { type Sector, seenPieces } from '../domain/viewshed'
import { camerasReaching, grownRange, storedCoverage, USUAL_REACH_M } from './asked-coverage'
import { levelSectors } from './coverage-cameras'
import { boundsOfBox, boxOfBounds, cityGrid, tileRange } from './grid-box'
import { DESIGNED } from './jurisdiction-blind-spots'
import { viewSettings } from './refresh-viewsheds'
import { ServiceError } from './service-error'

export interface SoleCoverage extends CameraName {
  id: number
  state: string
  lng: number
  lat: number
  isWorking: boolean
  /** m² it sees, or would see if it worked. */
  seenM2: number
  /** Of that: m² that no working camera sees (a fault), or that only this one does (a single point of failure). */
  soleM2: number
}

/** Every counted camera of a jurisdiction with ground of its own, faults first, most ground first. */
export async function soleCoverage(
  { db, system }: Connection,
  caller: Caller,
  jurisdictionId: number,
): Promise<SoleCoverage[]> {
  const jurisdiction = await findJurisdiction(db, caller, jurisdictionId)
  if (!jurisdiction) throw new ServiceError('not-found', `There is no jurisdiction ${jurisdictionId} that you may see.`)
  const frame = await cityGrid(db)
  const settings = await viewSettings(db)
  const level = DEFAULT_LEVEL[settings.standard]
  const range = tileRange(boundsOfBox(frame, boxOfArea(jurisdiction.geometry)))
  const cameras = await camerasReaching(system.db, { ...DESIGNED, kind: 'effective' }, frame, range)
  const ids = cameras.map(({ row }) => row.id)
  const names = await namesOfCameras(db, caller, ids, jurisdictionId)
  const store = new OutlineStore(
    await outlinesInBox(db, boxOfBounds(frame, grownRange(range, 2 * USUAL_REACH_M))),
    frame,
  )
  const wide = tileRange(grownRange(range, USUAL_REACH_M) as unknown as Bounds)
  const countsAt = await storedCoverage(db, 'effective', wide, [level])
  const kept = new Map<string, Uint16Array | null>()
  const tileCounts = (column: number, row: number) => {
    const key = `${column},${row}`
    if (!kept.has(key)) kept.set(key, countsAt({ column, row }, level))
    return kept.get(key)!
  }
  const found: SoleCoverage[] = []
  for (const camera of cameras) {
    const name = names.get(camera.row.id)
    const sector = levelSectors(camera, store.obstaclesIn.bind(store), frame, settings, [level]).get(level)
    if (!name || !sector) continue
    const { seenM2, soleM2 } = soleGround(sector, store, frame, tileCounts, camera.isOn ? 1 : 0)
    const [lng, lat] = camera.row.position.coordinates
    const { id, state } = camera.row
    if (soleM2 > 0) found.push({ id, ...name, state, lng, lat, isWorking: camera.isOn, seenM2, soleM2 })
  }
  return found.sort((a, b) => Number(a.isWorking) - Number(b.isWorking) || b.soleM2 - a.soleM2)
}

/** Cells that the sector sees, and those of them that exactly `others` working cameras see. */
function soleGround(
  sector: Sector,
  store: OutlineStore,
  frame: LocalFrame,
  tileCounts: (column: number, row: number) => Uint16Array | null,
  others: number,
): { seenM2: number; soleM2: number } {
  const reach = sector.farM + 2
  const bounds: Bounds = [sector.x - reach, sector.y - reach, sector.x + reach, sector.y + reach]
  const { pieces, standing } = seenPieces(new ViewGround(store.obstaclesIn(bounds)), sector)
  const raster = countRaster(frame, bounds, CELL_M)
  addPieces(raster, pieces, standing.x, standing.y, 1)
  let [seen, sole] = [0, 0]
  const side = TILE_M / CELL_M
  resolveCounts(raster).forEach((count, cell) => {
    if (count === 0) return
    seen++
    const column = Math.round(raster.minX / CELL_M) + (cell % raster.columns)
    const row = Math.round(raster.minY / CELL_M) + Math.floor(cell / raster.columns)
    const [tileColumn, tileRow] = [Math.floor(column / side), Math.floor(row / side)]
    const there = tileCounts(tileColumn, tileRow)?.[(row - tileRow * side) * side + column - tileColumn * side] ?? 0
    if (there === others) sole++
  })
  return { seenM2: seen * CELL_M ** 2, soleM2: sole * CELL_M ** 2 }
}
