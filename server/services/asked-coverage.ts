/** How many cameras see each cell under a question: from stored tiles where they answer it, else counted now. */
import type { Queryable } from '../../db/client'
import { readTiles, type TileRange } from '../../db/queries/coverage-tiles'
import { packCounts, unpackCounts } from '../domain/count-runs'
import { coverageOfTiles } from '../domain/coverage-of-tiles'
import { TILE_CELLS, TILE_M, type TileNumber, tileKey } from '../domain/coverage-tiles'
import type { LocalFrame } from '../domain/frame'
import type { DensityLevelName } from '../domain/optics'
import type { OutlineStore } from '../domain/outline-store'
import { type AskedCamera, askedCameras, type CoverageQuestion } from './asked-cameras'
import { FARTHEST_M, levelSectors } from './coverage-cameras'
import { boxOfBounds } from './grid-box'
import type { ViewSettings } from './refresh-viewsheds'

export type CountsAt = (tile: TileNumber, level: DensityLevelName) => Uint16Array | null

/** Nearly all cameras reach no farther; those that do are found by their stated range. */
export const USUAL_REACH_M = 250

export const camerasReaching = (db: Queryable, question: CoverageQuestion, frame: LocalFrame, range: TileRange) =>
  askedCameras(db, question, {
    box: boxOfBounds(frame, grownRange(range, USUAL_REACH_M)),
    widerBox: boxOfBounds(frame, grownRange(range, FARTHEST_M)),
    usualReachM: USUAL_REACH_M,
  })

/** Metres: the tiles of a range and so much around them. */
export const grownRange = ({ fromColumn, fromRow, toColumn, toRow }: TileRange, by: number) => [
  fromColumn * TILE_M - by,
  fromRow * TILE_M - by,
  (toColumn + 1) * TILE_M + by,
  (toRow + 1) * TILE_M + by,
]

/** From stored tiles. */
export async function storedCoverage(
  db: Queryable,
  purpose: 'designed' | 'effective',
  range: TileRange,
  levels: readonly DensityLevelName[],
): Promise<CountsAt> {
  const rows = await readTiles(db, purpose, levels, range)
  return countsIn(new Map(rows.map((row) => [`${row.level} ${tileKey(row)}`, row.counts])))
}

/** Counted now, from these cameras. */
export function countedCoverage(
  cameras: readonly AskedCamera[],
  store: OutlineStore,
  frame: LocalFrame,
  settings: ViewSettings & { isNight?: boolean },
  range: TileRange,
  levels: readonly DensityLevelName[],
): CountsAt {
  const obstaclesIn = store.obstaclesIn.bind(store)
  const sectors = cameras
    .filter(({ isOn }) => isOn)
    .flatMap((camera) =>
      [...levelSectors(camera, obstaclesIn, frame, settings, levels)].map(([level, sector]) => ({
        ...sector,
        layer: levels.indexOf(level),
      })),
    )
  const packed = new Map<string, Uint8Array>()
  const { fromRow, toRow } = range
  for (const tile of coverageOfTiles({ frame, sectors, obstaclesIn, fromRow, toRow: toRow + 1 }))
    packed.set(`${levels[tile.layer]} ${tileKey(tile)}`, packCounts(tile.counts))
  return countsIn(packed)
}

const countsIn =
  (packed: ReadonlyMap<string, Uint8Array>): CountsAt =>
  (tile, level) => {
    const bytes = packed.get(`${level} ${tileKey(tile)}`)
    return bytes ? unpackCounts(bytes, TILE_CELLS) : null
  }
