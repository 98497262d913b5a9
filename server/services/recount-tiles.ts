/** Counts tiles of coverage anew from cameras and outlines, and puts them in the place of what was stored. */
import type { Queryable } from '../../db/client'
import { outlinesInBox } from '../../db/queries/buildings'
import { countedCamerasInBox } from '../../db/queries/cameras'
import { type CoverageTileRow, lockCounting, replaceTiles, type TileRange } from '../../db/queries/coverage-tiles'
import { packCounts, seenCellsOf } from '../domain/count-runs'
import { type CountedTile, type CoverageInput, coverageOfTiles } from '../domain/coverage-of-tiles'
import type { CoveragePurpose } from '../domain/coverage-purpose'
import { TILE_M, type TileNumber, tileKey } from '../domain/coverage-tiles'
import type { LocalFrame } from '../domain/frame'
import { DENSITY_LEVELS, type DensityLevelName } from '../domain/optics'
import { OutlineStore } from '../domain/outline-store'
import { USUAL_REACH_M } from './asked-coverage'
import { FARTHEST_M, isWorking, levelSectors } from './coverage-cameras'
import { boxOfBounds } from './grid-box'
import type { ViewSettings } from './refresh-viewsheds'

/** Counts every tile of a range for both purposes and all levels, in the caller's transaction. Returns how many are seen. */
export async function recountTiles(
  tx: Queryable,
  frame: LocalFrame,
  settings: ViewSettings,
  range: TileRange,
): Promise<number> {
  await lockCounting(tx)
  const bounds = [range.fromColumn, range.fromRow, range.toColumn + 1, range.toRow + 1].map((n) => n * TILE_M)
  const [minX, minY, maxX, maxY] = bounds
  const grown = (by: number) => boxOfBounds(frame, [minX - by, minY - by, maxX + by, maxY + by])
  const cameras = await countedCamerasInBox(tx, grown(USUAL_REACH_M), grown(FARTHEST_M), USUAL_REACH_M)
  if (cameras.length === 0) {
    await replaceTiles(tx, range, [])
    return 0
  }
  const reachM = Math.max(USUAL_REACH_M, ...cameras.map(({ row }) => Math.min(FARTHEST_M, row.rangeM ?? 0)))
  const store = new OutlineStore(await outlinesInBox(tx, grown(2 * reachM)), frame)
  const levels = DENSITY_LEVELS[settings.standard].map(({ name }) => name)
  const obstaclesIn = store.obstaclesIn.bind(store)
  const sectors = cameras.flatMap((camera) =>
    [...levelSectors(camera, obstaclesIn, frame, settings, levels)].map(([level, sector]) => ({
      ...sector,
      layer: 2 * levels.indexOf(level) + (isWorking(camera.row.state) ? 0 : 1),
    })),
  )
  const rows = rowsOf(countedIn({ frame, sectors, obstaclesIn }, range), levels)
  await replaceTiles(tx, range, rows)
  return rows.length
}

type Counted = Map<string, CountedTile>

/** By layer and tile. Even layers are cameras that work, odd ones those that do not. */
function countedIn(
  input: Pick<CoverageInput, 'frame' | 'sectors' | 'obstaclesIn'>,
  { fromColumn, fromRow, toColumn, toRow }: TileRange,
): Counted {
  const counted: Counted = new Map()
  for (const tile of coverageOfTiles({ ...input, fromRow, toRow: toRow + 1 }))
    if (tile.column >= fromColumn && tile.column <= toColumn)
      counted.set(`${tile.layer} ${tileKey(tile)}`, { ...tile, counts: tile.counts.slice() })
  return counted
}

function rowsOf(counted: Counted, levels: readonly DensityLevelName[]): CoverageTileRow[] {
  const rows: CoverageTileRow[] = []
  for (const tile of counted.values()) {
    const level = levels[tile.layer >> 1]
    const broken = counted.get(`${tile.layer | 1} ${tileKey(tile)}`)
    const isBroken = (tile.layer & 1) === 1
    if (!isBroken) {
      rows.push(...tileRow('effective', level, tile, tile.counts))
      const designed = broken ? tile.counts.map((count, cell) => count + broken.counts[cell]) : tile.counts
      rows.push(...tileRow('designed', level, tile, designed))
    } else if (!counted.has(`${tile.layer - 1} ${tileKey(tile)}`))
      rows.push(...tileRow('designed', level, tile, tile.counts))
  }
  return rows
}

/** The row that stores these counts; none when nobody sees the tile. */
export function tileRow(
  purpose: CoveragePurpose,
  level: DensityLevelName,
  { column, row }: TileNumber,
  counts: Uint16Array,
): CoverageTileRow[] {
  const packed = packCounts(counts)
  const seenCells = seenCellsOf(packed)
  if (seenCells[0] === 0) return []
  return [{ purpose, level, column, row, counts: packed, seenCells, computedAt: new Date() }]
}
