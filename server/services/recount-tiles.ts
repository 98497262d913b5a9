/** Counts tiles of coverage anew from cameras and outlines, and puts them in the place of what was stored. */
import type { Queryable } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { countedCamerasInBox } from '../../db/queries/cameras'
import { type CoverageTileRow, lockCounting, replaceTiles, type TileRange } from '../../db/queries/coverage-tiles'
import { TILE_M } from '../domain/coverage-tiles'
import type { LocalFrame } from '../domain/frame'
import { USUAL_REACH_M } from './asked-coverage'
import { countedRows, type TilesToCount } from './counted-rows'
import { FARTHEST_M } from './coverage-cameras'
import { boxOfBounds } from './grid-box'
import type { ViewSettings } from './refresh-viewsheds'

/** Counts here or in another thread. */
export type Counter = (tiles: TilesToCount) => CoverageTileRow[] | Promise<CoverageTileRow[]>

/**
 * Counts every tile of some ranges for both purposes and all levels, in the caller's transaction. Several at once are
 * worth while where `count` leads to other threads. Returns how many tiles are seen.
 */
export async function recountTiles(
  tx: Queryable,
  frame: LocalFrame,
  settings: ViewSettings,
  ranges: readonly TileRange[],
  count: Counter = countedRows,
): Promise<number> {
  await lockCounting(tx)
  const counting: (CoverageTileRow[] | Promise<CoverageTileRow[]>)[] = []
  for (const range of ranges) counting.push(count(await tilesToCount(tx, frame, settings, range)))
  const rows = await Promise.all(counting)
  for (const [i, range] of ranges.entries()) await replaceTiles(tx, range, rows[i])
  return rows.flat().length
}

async function tilesToCount(
  tx: Queryable,
  frame: LocalFrame,
  settings: ViewSettings,
  range: TileRange,
): Promise<TilesToCount> {
  const bounds = [range.fromColumn, range.fromRow, range.toColumn + 1, range.toRow + 1].map((n) => n * TILE_M)
  const [minX, minY, maxX, maxY] = bounds
  const grown = (by: number) => boxOfBounds(frame, [minX - by, minY - by, maxX + by, maxY + by])
  const cameras = await countedCamerasInBox(tx, grown(USUAL_REACH_M), grown(FARTHEST_M), USUAL_REACH_M)
  const reachM = Math.max(USUAL_REACH_M, ...cameras.map(({ row }) => Math.min(FARTHEST_M, row.rangeM ?? 0)))
  const outlines = cameras.length === 0 ? [] : await outlinesInBox(tx, grown(2 * reachM))
  return { origin: frame.origin, settings, range, cameras, outlines }
}
