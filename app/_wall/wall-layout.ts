/** How tiles of one shape fill a wall: their order is kept, row by row. */

export interface WallLayout {
  columns: number
  rows: number
  /** Of one tile, pixels. */
  tileWidth: number
  tileHeight: number
}

/** Of the largest tile there could be. */
const LARGE_ENOUGH = 0.9

/** What one wall shows at once. */
export const MOST_TILES = 16

/**
 * The columns and rows that give `count` tiles of `aspect` (width / height) the largest size in a wall of this many pixels, with
 * `gap` between them. A grid that leaves fewer places empty is taken before one whose tiles are up to a tenth wider.
 */
export function wallLayout(count: number, width: number, height: number, aspect = 16 / 9, gap = 6): WallLayout {
  const grids: WallLayout[] = []
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const widest = (width - gap * (columns - 1)) / columns
    const highest = (height - gap * (rows - 1)) / rows
    const tileWidth = Math.max(0, Math.min(widest, highest * aspect))
    grids.push({ columns, rows, tileWidth, tileHeight: tileWidth / aspect })
  }
  const largest = Math.max(...grids.map(({ tileWidth }) => tileWidth))
  const empty = ({ columns, rows }: WallLayout) => columns * rows - count
  const [best] = grids
    .filter(({ tileWidth }) => tileWidth >= LARGE_ENOUGH * largest)
    .sort((a, b) => empty(a) - empty(b) || b.tileWidth - a.tileWidth)
  return best
}

/** The part of a list that page `page` shows; pages go round. */
export function pageOf<T>(
  all: readonly T[],
  page: number,
  size = MOST_TILES,
): { shown: T[]; pages: number; page: number } {
  const pages = Math.max(1, Math.ceil(all.length / size))
  const at = ((page % pages) + pages) % pages
  return { shown: all.slice(at * size, at * size + size), pages, page: at }
}
