/** The square tiles that a city's coverage is counted and kept in, numbered from the frame's origin. */
import type { Bounds } from './raster'

export const TILE_M = 500
/** Side of a cell, metres. Areas err by about 0.001 % in sum, 1 % a tile at worst. */
export const CELL_M = 1
export const TILE_CELLS = (TILE_M / CELL_M) ** 2

export interface TileNumber {
  column: number
  row: number
}

/** Metres in the city's frame. */
export function tileBounds({ column, row }: TileNumber): Bounds {
  return [column * TILE_M, row * TILE_M, (column + 1) * TILE_M, (row + 1) * TILE_M]
}

/** The tiles that a box touches, row by row. */
export function tilesTouching([minX, minY, maxX, maxY]: Bounds): TileNumber[] {
  const tiles: TileNumber[] = []
  for (let row = Math.floor(minY / TILE_M); row * TILE_M < maxY; row++)
    for (let column = Math.floor(minX / TILE_M); column * TILE_M < maxX; column++) tiles.push({ column, row })
  return tiles
}

export const tileKey = ({ column, row }: TileNumber) => `${column},${row}`
