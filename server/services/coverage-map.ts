/** Coverage as the map draws it: counts per cell close up, the share of each tile from afar. */
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { readTiles } from '../../db/queries/coverage-tiles'
import type { CoveragePurpose } from '../domain/coverage-purpose'
import { TILE_CELLS, TILE_M } from '../domain/coverage-tiles'
import { DEFAULT_LEVEL } from '../domain/footprint-bounds'
import type { LocalFrame } from '../domain/frame'
import type { DensityLevelName } from '../domain/optics'
import { boundsOfBox, cityGrid, tileRange } from './grid-box'
import { viewSettings } from './refresh-viewsheds'

export interface CoverageMapTile {
  column: number
  row: number
  /** South-west, north-west, north-east, south-east: tiles lie a little askew in degrees. */
  corners: [lng: number, lat: number][]
  /** Share of the tile that at least one, two and three cameras see. */
  shares: number[]
  /** Packed counts in base64 (`unpackCounts`); null from afar. */
  counts: string | null
}

/** So many tiles are sent with their cells. */
const MOST_TILES = 60

export async function coverageMap(
  { db }: Connection,
  { box, purpose, level: asked }: { box: Box; purpose: CoveragePurpose; level: DensityLevelName | null },
): Promise<{ level: DensityLevelName; tiles: CoverageMapTile[] }> {
  const level = asked ?? DEFAULT_LEVEL[(await viewSettings(db)).standard]
  const frame = await cityGrid(db)
  const rows = await readTiles(db, purpose, [level], tileRange(boundsOfBox(frame, box)))
  return {
    level,
    tiles: rows.map(({ column, row, counts, seenCells }) => ({
      column,
      row,
      corners: cornersOf(frame, column, row),
      shares: seenCells.map((cells) => cells / TILE_CELLS),
      counts: rows.length <= MOST_TILES ? Buffer.from(counts).toString('base64') : null,
    })),
  }
}

const cornersOf = (frame: LocalFrame, column: number, row: number): [number, number][] =>
  [
    [column, row],
    [column, row + 1],
    [column + 1, row + 1],
    [column + 1, row],
  ].map(([x, y]) => frame.toLngLat(x * TILE_M, y * TILE_M))
