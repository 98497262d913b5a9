/** Counts the whole city's coverage anew, band by band: it can be watched, stopped and taken up again. */
import type { Connection, Queryable } from '../../db/client'
import { countedCameras, countedExtent } from '../../db/queries/cameras'
import { finishRun, newestRun, noteProgress, startRun } from '../../db/queries/coverage-runs'
import { clearTilesOutside, type TileRange } from '../../db/queries/coverage-tiles'
import { KERNEL_VERSION } from './camera-view-input'
import { CountThreads } from './count-threads'
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
  /** From so many cameras on all cores count; fewer are counted before threads have started. */
  threadsFrom?: number
}

const THREADS_FROM = 1_000

const PROGRESS_EVERY = 25

/** Viewsheds first, then tiles. Returns how the run ended. */
export async function refreshCoverage(
  connection: Connection,
  { personId = null, onProgress, isResumed = false, threadsFrom = THREADS_FROM }: RefreshOptions = {},
): Promise<'done' | 'cancelled'> {
  const { db } = connection
  const last = isResumed ? await newestRun(db) : null
  const isUnfinished = last !== null && last.state !== 'done' && last.kernel === KERNEL_VERSION
  const run = isUnfinished ? last : await startRun(db, personId, KERNEL_VERSION)
  const report = async (progress: CoverageProgress): Promise<boolean> => {
    await onProgress?.(progress)
    return noteProgress(db, run.id, progress)
  }
  const isWorthThreads = (await countedCameras(db)) >= threadsFrom
  const threads = isWorthThreads ? new CountThreads() : null
  try {
    const isFinished =
      (run.step === 'tiles' || (await refreshAllViewsheds(connection, report))) &&
      (await recountBands(connection, run.step === 'tiles' ? run.done : 0, report, threads))
    const state = isFinished ? 'done' : 'cancelled'
    await finishRun(db, run.id, state, null)
    return state
  } catch (error) {
    await finishRun(db, run.id, 'failed', (error as Error).message)
    throw error
  } finally {
    await threads?.close()
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

/** As many bands of tiles as there are threads at a time, each time in a transaction of its own. */
async function recountBands(
  { db }: Connection,
  firstBand: number,
  report: Report,
  threads: CountThreads | null,
): Promise<boolean> {
  const range = await cityTiles(db)
  if (range === null) {
    await clearTilesOutside(db, null)
    return true
  }
  const frame = await cityGrid(db)
  const settings = await viewSettings(db)
  await clearTilesOutside(db, range)
  const total = range.toRow - range.fromRow + 1
  const together = threads?.size ?? 1
  for (let band = firstBand; band < total; band += together) {
    const end = Math.min(total, band + together)
    const bands = Array.from({ length: end - band }, (_, i) => {
      const row = range.fromRow + band + i
      return { ...range, fromRow: row, toRow: row }
    })
    await db.transaction((tx) => recountTiles(tx, frame, settings, bands, threads?.count.bind(threads)))
    if (!(await report({ step: 'tiles', done: end, total }))) return end === total
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
