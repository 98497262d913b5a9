/** Changes of resolved counts: one camera's view taken off a tile and another put on, touching no cell beyond them. */
import { addPieces, type CountRaster, strideOf } from './count-raster'
import { ARC, CORNERS, MARKS, type VisiblePieces } from './polar-region'
import type { Bounds, Raster } from './raster'

/** What is seen from x, y, metres in the raster's frame, and whether it is put on or taken off. */
export interface CountedView {
  pieces: VisiblePieces
  x: number
  y: number
  sign: 1 | -1
}

/** As large as the largest tile so far, and all 0 between changes. */
let scratch = new Int16Array(0)
/** Rounding does not lead out of a view's box by more than this, cells. */
const MARGIN = 1

/**
 * Applies the views to `counts`, which belong to the raster. The sides fall where they fall when all is counted anew, so
 * that a view taken off again leaves the same bits; only the cells in the views' box are touched. True when any changed.
 */
export function changeCounts(raster: Raster, counts: Uint16Array, views: readonly CountedView[]): boolean {
  const { columns, rows, minX, minY, cellM } = raster
  const [fromX, fromY, toX, toY] = boundsOfViews(views)
  const firstColumn = Math.max(0, Math.floor((fromX - minX) / cellM) - MARGIN)
  const firstRow = Math.max(0, Math.floor((fromY - minY) / cellM) - MARGIN)
  const endColumn = Math.min(columns, Math.ceil((toX - minX) / cellM) + MARGIN)
  const endRow = Math.min(rows, Math.ceil((toY - minY) / cellM) + MARGIN)
  if (firstColumn >= endColumn || firstRow >= endRow) return false
  const stride = strideOf(raster)
  if (scratch.length < stride * rows) scratch = new Int16Array(stride * rows)
  const changes: CountRaster = { ...raster, stride, differences: scratch }
  for (const { pieces, x, y, sign } of views) addPieces(changes, pieces, x, y, sign)
  let changed = 0
  for (let row = firstRow; row < endRow; row++) {
    let sum = 0
    let at = row * stride + firstColumn
    const end = row * columns + endColumn
    for (let cell = row * columns + firstColumn; cell < end; cell++) {
      sum += scratch[at]
      scratch[at++] = 0
      counts[cell] += sum
      changed |= sum
    }
    scratch[at] = 0
  }
  return changed !== 0
}

/** A box around the cameras and the outer bounds of all pieces, with what arcs bulge beyond their ends. */
export function boundsOfViews(views: readonly CountedView[]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { pieces, x, y } of views) {
    let [left, low, right, high] = [0, 0, 0, 0]
    for (let piece = 0; piece < pieces.count; piece++) {
      const at = piece * CORNERS
      const [ax, ay, bx, by] = [
        pieces.corners[at],
        pieces.corners[at + 1],
        pieces.corners[at + 2],
        pieces.corners[at + 3],
      ]
      const radius = pieces.marks[piece * MARKS + 2] === ARC ? Math.hypot(ax, ay) : 0
      left = Math.min(left, ax, bx, ay > 0 && by < 0 ? -radius : 0)
      low = Math.min(low, ay, by, ax < 0 && bx > 0 ? -radius : 0)
      right = Math.max(right, ax, bx, ay < 0 && by > 0 ? radius : 0)
      high = Math.max(high, ay, by, ax > 0 && bx < 0 ? radius : 0)
    }
    minX = Math.min(minX, x + left)
    minY = Math.min(minY, y + low)
    maxX = Math.max(maxX, x + right)
    maxY = Math.max(maxY, y + high)
  }
  return [minX, minY, maxX, maxY]
}
