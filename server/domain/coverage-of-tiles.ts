/** Coverage of many tiles at once: every camera looks once, and what it sees is counted in each tile it reaches. */
import { addPieces, type CountRaster, countRaster, resolveCounts } from './count-raster'
import { CELL_M, TILE_CELLS, TILE_M, type TileNumber, tileBounds, tileKey, tilesTouching } from './coverage-tiles'
import type { LocalFrame } from './frame'
import { orderAlongCurve } from './mesh-order'
import type { Obstacles } from './obstacles'
import type { Bounds } from './raster'
import { MESH_RIM_M, ViewGround } from './view-ground'
import { type Sector, seenPieces } from './viewshed'

/** What one camera looks over, metres in the frame. Sectors of different layers are counted apart; 0 unless told. */
export interface LayeredSector extends Sector {
  layer?: number
}

export interface CoverageInput {
  frame: LocalFrame
  sectors: readonly LayeredSector[]
  /** The outlines that touch a box. Asked once for each square of tiles with cameras in it. */
  obstaclesIn(bounds: Bounds): Obstacles
  /** Rows of tiles to count, the last one exclusive; cameras beyond that reach into them are counted, too. */
  fromRow: number
  toRow: number
}

export interface CountedTile extends TileNumber {
  layer: number
  /** Cameras that see each cell, rows going north. Written over by the next tile. */
  counts: Uint16Array
}

type OpenTile = CountRaster & TileNumber & { layer: number }

/** A camera on a wall is moved by less than this. */
const SLACK_M = 1
/** Tiles per side of a square that has one mesh: the larger, the less ground lies in the rims of several. */
const SQUARE_TILES = 3
const SQUARE_M = SQUARE_TILES * TILE_M
/** Farther looks do not fit a mesh with the square's rim. */
const FARTHEST_MESHED_M = 250
/** From so many cameras a square on, its mesh costs less than one of each camera's own ground. */
const SQUARE_PAYS = 36

/**
 * Yields every tile of the rows that any camera of a layer sees, row by row from the south. Memory is bounded by the tiles of a few
 * rows: a row is given out once no camera to come reaches it.
 */
export function* coverageOfTiles(input: CoverageInput): Generator<CountedTile> {
  const reachRows = Math.ceil(input.sectors.reduce((most, { farM }) => Math.max(most, farM + SLACK_M), 0) / TILE_M)
  const [firstRow, endRow] = [input.fromRow - reachRows, input.toRow + reachRows]
  const byRow = sectorsBySquare(input.sectors, firstRow, endRow)
  const open = new Map<string, OpenTile>()
  const counts = new Uint16Array(TILE_CELLS)
  for (let squareRow = Math.floor(firstRow / SQUARE_TILES); squareRow * SQUARE_TILES < endRow; squareRow++) {
    for (const sectors of byRow.get(squareRow)?.values() ?? []) countSquare(input, sectors, open)
    for (const [key, tile] of open) {
      if (tile.row >= (squareRow + 1) * SQUARE_TILES - reachRows) continue
      open.delete(key)
      yield { column: tile.column, row: tile.row, layer: tile.layer, counts: resolveCounts(tile, counts) }
    }
  }
  for (const tile of open.values())
    yield { column: tile.column, row: tile.row, layer: tile.layer, counts: resolveCounts(tile, counts) }
}

/** Sectors that look from the rows of tiles, by row and then column of their square. */
function sectorsBySquare(
  sectors: readonly LayeredSector[],
  firstRow: number,
  endRow: number,
): Map<number, Map<number, LayeredSector[]>> {
  const rows = new Map<number, Map<number, LayeredSector[]>>()
  for (const sector of sectors) {
    if (sector.y < firstRow * TILE_M || sector.y >= endRow * TILE_M) continue
    const [column, row] = [Math.floor(sector.x / SQUARE_M), Math.floor(sector.y / SQUARE_M)]
    const columns = rows.get(row) ?? new Map<number, LayeredSector[]>()
    rows.set(row, columns)
    const there = columns.get(column)
    if (there) there.push(sector)
    else columns.set(column, [sector])
  }
  return rows
}

function boxOf(sectors: readonly LayeredSector[]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of sectors) {
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  return [minX, minY, maxX, maxY]
}

function countSquare(input: CoverageInput, sectors: readonly LayeredSector[], open: Map<string, OpenTile>): void {
  const farM = sectors.reduce((most, sector) => Math.max(most, sector.farM), 0) + MESH_RIM_M
  const [minX, minY, maxX, maxY] = boxOf(sectors)
  const bounds: Bounds = [minX - farM, minY - farM, maxX + farM, maxY + farM]
  const isMeshed = sectors.length >= SQUARE_PAYS && farM <= FARTHEST_MESHED_M
  const ground = new ViewGround(input.obstaclesIn(bounds), isMeshed ? bounds : null)
  const order = orderAlongCurve(
    sectors.map(({ x }) => x),
    sectors.map(({ y }) => y),
  )
  for (const place of order) {
    const sector = sectors[place]
    const { pieces, standing } = seenPieces(ground, sector)
    const reach = sector.farM
    const box: Bounds = [standing.x - reach, standing.y - reach, standing.x + reach, standing.y + reach]
    for (const tile of tilesTouching(box)) {
      if (tile.row < input.fromRow || tile.row >= input.toRow) continue
      const layer = sector.layer ?? 0
      const key = `${layer} ${tileKey(tile)}`
      let raster = open.get(key)
      if (raster === undefined) {
        raster = { ...countRaster(input.frame, tileBounds(tile), CELL_M), ...tile, layer }
        open.set(key, raster)
      }
      addPieces(raster, pieces, standing.x, standing.y, 1)
    }
  }
}
