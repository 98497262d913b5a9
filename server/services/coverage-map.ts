/** Coverage as the map draws it: counts per cell close up, the share of each tile from afar. */
import type { Connection, Queryable } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { readTiles } from '../../db/queries/coverage-tiles'
import { listJurisdictions } from '../../db/queries/jurisdictions'
import type { Caller } from '../domain/access'
import type { CoveragePurpose } from '../domain/coverage-purpose'
import { TILE_CELLS, TILE_M, type TileNumber } from '../domain/coverage-tiles'
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
  caller: Caller,
  { box, purpose, level: asked }: { box: Box; purpose: CoveragePurpose; level: DensityLevelName | null },
): Promise<{ level: DensityLevelName; tiles: CoverageMapTile[] }> {
  const level = asked ?? DEFAULT_LEVEL[(await viewSettings(db)).standard]
  const frame = await cityGrid(db)
  const inView = await readTiles(db, purpose, [level], tileRange(boundsOfBox(frame, box)))
  const isInScope = await scopeOfTiles(db, caller, frame)
  const rows = inView.filter(isInScope)
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

/** Which tiles touch the ground that the caller answers for. */
async function scopeOfTiles(db: Queryable, caller: Caller, frame: LocalFrame): Promise<(tile: TileNumber) => boolean> {
  if (caller.scope === null) return () => true
  const own = await listJurisdictions(db, caller)
  const ranges = own.map(({ extent }) => tileRange(boundsOfBox(frame, extent)))
  return ({ column, row }) =>
    ranges.some(
      ({ fromColumn, fromRow, toColumn, toRow }) =>
        column >= fromColumn && column <= toColumn && row >= fromRow && row <= toRow,
    )
}

/** South-west, north-west, north-east, south-east. */
export const cornersOf = (frame: LocalFrame, column: number, row: number): [number, number][] =>
  [
    [column, row],
    [column, row + 1],
    [column + 1, row + 1],
    [column + 1, row],
  ].map(([x, y]) => frame.toLngLat(x * TILE_M, y * TILE_M))
