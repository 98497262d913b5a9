/** What is stored of a range of tiles: counted from cameras and outlines alone, so that any thread can do it. */
import type { CoverageTileRow, TileRange } from '../../db/queries/coverage-tiles'
import { packCounts, seenCellsOf } from '../domain/count-runs'
import { type CountedTile, type CoverageInput, coverageOfTiles } from '../domain/coverage-of-tiles'
import type { CoveragePurpose } from '../domain/coverage-purpose'
import { type TileNumber, tileKey } from '../domain/coverage-tiles'
import { type LngLat, localFrame } from '../domain/frame'
import type { Outline } from '../domain/obstacles'
import { DENSITY_LEVELS, type DensityLevelName } from '../domain/optics'
import { OutlineStore } from '../domain/outline-store'
import { type CountedCamera, isWorking, levelSectors } from './coverage-cameras'
import type { ViewSettings } from './refresh-viewsheds'

/** Can be sent to another thread. */
export interface TilesToCount {
  /** Of the city's grid. */
  origin: LngLat
  settings: ViewSettings
  range: TileRange
  /** Every camera that sees into the range. */
  cameras: CountedCamera[]
  /** Everything that may stand in their way. */
  outlines: Outline[]
}

/** The rows of every tile that is seen, for both purposes and all levels. */
export function countedRows({ origin, settings, range, cameras, outlines }: TilesToCount): CoverageTileRow[] {
  const frame = localFrame(origin)
  const store = new OutlineStore(outlines, frame)
  const levels = DENSITY_LEVELS[settings.standard].map(({ name }) => name)
  const obstaclesIn = store.obstaclesIn.bind(store)
  const sectors = cameras.flatMap((camera) =>
    [...levelSectors(camera, obstaclesIn, frame, settings, levels)].map(([level, sector]) => ({
      ...sector,
      layer: 2 * levels.indexOf(level) + (isWorking(camera.row.state) ? 0 : 1),
    })),
  )
  return rowsOf(countedIn({ frame, sectors, obstaclesIn }, range), levels)
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
