/** Counts the whole city's coverage anew, band by band: it can be watched, stopped and taken up again. */
import type { Connection, Queryable } from '../../db/client'
import { countedExtent } from '../../db/queries/cameras'
import { finishRun, newestRun, noteProgress, startRun } from '../../db/queries/coverage-runs'
import { clearTilesOutside, type TileRange } from '../../db/queries/coverage-tiles'
import { FARTHEST_M } from './coverage-cameras'
import { boundsOfBox, cityGrid, tileRange } from './grid-box'
import { recountTiles } from './recount-tiles'
import { refreshViewsheds, viewSettings } from './refresh-viewsheds'

export interface CoverageProgress {
  step: 'viewsheds' | 'tiles'
  done: number
  total: number
}

export interface RefreshOptions {
  personId?: number | null
  onProgress?: (progress: CoverageProgress) => void | Promise<void>
  /** Goes on after the last band of an unfinished run, when nothing that it rests on has changed since. */
  isResumed?: boolean
}

const PROGRESS_EVERY = 25

/** Viewsheds first, then tiles. Returns how the run ended. */
export async function refreshCoverage(
  connection: Connection,
  { personId = null, onProgress, isResumed = false }: RefreshOptions = {},
): Promise<'done' | 'cancelled'> {
  const { db } = connection
  const last = isResumed ? await newestRun(db) : null
  const run = last && last.state !== 'done' ? last : await startRun(db, personId)
  const report = async (progress: CoverageProgress): Promise<boolean> => {
    await onProgress?.(progress)
    return noteProgress(db, run.id, progress)
  }
  try {
    const isFinished =
      (run.step === 'tiles' || (await refreshAllViewsheds(connection, report))) &&
      (await recountBands(connection, run.step === 'tiles' ? run.done : 0, report))
    const state = isFinished ? 'done' : 'cancelled'
    await finishRun(db, run.id, state, null)
    return state
  } catch (error) {
    await finishRun(db, run.id, 'failed', (error as Error).message)
    throw error
  }
}

type Report = (progress: CoverageProgress) => Promise<boolean>

async function refreshAllViewsheds(connection: Connection, report: Report): Promise<boolean> {
  let isWanted = true
  await refreshViewsheds(connection, {
    onProgress: async (done, total) => {
      if (done % PROGRESS_EVERY === 0 || done === total) isWanted = await report({ step: 'viewsheds', done, total })
      return isWanted
    },
  })
  return isWanted
}

/** Each band of tiles in a transaction of its own. */
async function recountBands({ db }: Connection, firstBand: number, report: Report): Promise<boolean> {
  const range = await cityTiles(db)
  if (range === null) {
    await clearTilesOutside(db, null)
    return true
  }
  const frame = await cityGrid(db)
  const settings = await viewSettings(db)
  await clearTilesOutside(db, range)
  const total = range.toRow - range.fromRow + 1
  for (let band = firstBand; band < total; band++) {
    const row = range.fromRow + band
    await db.transaction((tx) => recountTiles(tx, frame, settings, { ...range, fromRow: row, toRow: row }))
    if (!(await report({ step: 'tiles', done: band + 1, total }))) return band + 1 === total
  }
  return true
}

/** Every tile that a camera can reach; null without any camera. */
async function cityTiles(db: Queryable): Promise<TileRange | null> {
  const extent = await countedExtent(db)
  if (extent === null) return null
  const reach = Math.min(FARTHEST_M, extent.reachM)
  const [minX, minY, maxX, maxY] = boundsOfBox(await cityGrid(db), extent.box)
  return tileRange([minX - reach, minY - reach, maxX + reach, maxY + reach])
}
