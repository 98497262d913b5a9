/** How tiles of one shape fill a wall: their order is kept, row by row. */

export interface WallLayout {
  columns: number
  rows: number
  /** Of one tile, pixels. */
  tileWidth: number
  tileHeight: number
}

/** What one wall shows at once. */
export const MOST_TILES = 16

/**
 * The columns and rows that give `count` tiles of `aspect` (width / height) the largest size in a wall of this many pixels, with
 * `gap` between them; the fewest columns where several do.
 */
export function wallLayout(count: number, width: number, height: number, aspect = 16 / 9, gap = 6): WallLayout {
  let best: WallLayout = { columns: 1, rows: 1, tileWidth: 0, tileHeight: 0 }
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const rows = Math.max(1, Math.ceil(count / columns))
    const widest = (width - gap * (columns - 1)) / columns
    const highest = (height - gap * (rows - 1)) / rows
    const tileWidth = Math.max(0, Math.min(widest, highest * aspect))
    if (tileWidth > best.tileWidth + 0.5) best = { columns, rows, tileWidth, tileHeight: tileWidth / aspect }
  }
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
