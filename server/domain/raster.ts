/** A raster of square cells in a local frame, and the filling of polygons into it. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { LocalFrame } from './frame'

/** Cell `row · columns + column` has its centre at minX + (column + ½)·cellM, minY + (row + ½)·cellM; rows go north. */
export interface Raster {
  readonly frame: LocalFrame
  readonly minX: number
  readonly minY: number
  readonly cellM: number
  readonly columns: number
  readonly rows: number
}

/** Metres in a local frame. */
export type Bounds = readonly [minX: number, minY: number, maxX: number, maxY: number]

/** The raster whose cells cover `bounds`; its corner is put on a multiple of the cell, so that neighbours line up. */
export function rasterOver(frame: LocalFrame, [minX, minY, maxX, maxY]: Bounds, cellM: number): Raster {
  if (!(cellM > 0 && Number.isFinite(cellM))) throw new RangeError(`cellM must be above 0, got ${cellM}`)
  if (!(maxX > minX && maxY > minY))
    throw new RangeError(`bounds must have an extent, got ${minX},${minY},${maxX},${maxY}`)
  const firstColumn = Math.floor(minX / cellM)
  const firstRow = Math.floor(minY / cellM)
  return {
    frame,
    minX: firstColumn * cellM,
    minY: firstRow * cellM,
    cellM,
    columns: Math.max(1, Math.ceil(maxX / cellM) - firstColumn),
    rows: Math.max(1, Math.ceil(maxY / cellM) - firstRow),
  }
}

/** Rings as x, y pairs in metres, not closed. */
export type LocalRing = ArrayLike<number>

/** Each polygon of a WGS 84 geometry as local rings: the shell, then its holes. */
export function localPolygons(geometry: Polygon | MultiPolygon, frame: LocalFrame): Float64Array[][] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons.map((rings) =>
    rings.map((ring) => {
      const local = new Float64Array(Math.max(0, ring.length - 1) * 2)
      for (let i = 0; i < local.length / 2; i++) local.set(frame.toLocal(ring[i][0], ring[i][1]), i * 2)
      return local
    }),
  )
}

let crossings = new Float64Array(1024)
let rowEnds = new Int32Array(256)

/**
 * Calls `fill(from, to)` for every run of cells (to exclusive) whose centres lie in the polygon, even-odd over its rings,
 * each cell once. Half-open: a centre exactly on a left or lower side is in, on a right or upper side out, so polygons
 * that share a side share no cell.
 *
 * Scanline by counting sort: edges leave their crossings row by row, then each row is sorted and filled. This is the
 * inner loop of coverage (a hundred thousand viewsheds), hence the flat loops and the scratch arrays kept between calls.
 */
export function fillRings(raster: Raster, rings: readonly LocalRing[], fill: (from: number, to: number) => void): void {
  const { minX, minY, cellM, columns, rows } = raster
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 2) {
      if (ring[i] < low) low = ring[i]
      if (ring[i] > high) high = ring[i]
    }
  const firstRow = Math.max(0, firstCentre(low, minY, cellM))
  const endRow = Math.min(rows, firstCentre(high, minY, cellM))
  if (!(endRow > firstRow)) return
  countCrossings(raster, rings, firstRow, endRow)
  let from = 0
  for (let row = firstRow; row < endRow; row++) {
    const end = rowEnds[row - firstRow]
    sortRange(crossings, from, end)
    for (let i = from; i + 1 < end; i += 2) {
      const first = Math.max(0, firstCentre(crossings[i], minX, cellM))
      const last = Math.min(columns, firstCentre(crossings[i + 1], minX, cellM))
      if (last > first) fill(row * columns + first, row * columns + last)
    }
    from = end
  }
}

/** Index of the first row or column whose centre is at or beyond `value`. */
function firstCentre(value: number, min: number, cellM: number): number {
  return Math.ceil((value - min) / cellM - 0.5)
}

/** Leaves the x of every edge at every row's centre in `crossings`, row after row, and each row's end in `rowEnds`. */
function countCrossings(raster: Raster, rings: readonly LocalRing[], firstRow: number, endRow: number): void {
  const { minY, cellM } = raster
  const rowCount = endRow - firstRow
  if (rowEnds.length < rowCount + 1) rowEnds = new Int32Array(2 * rowCount)
  rowEnds.fill(0, 0, rowCount + 1)
  let total = 0
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const start = Math.max(firstRow, firstCentre(Math.min(ring[i + 1], ring[j + 1]), minY, cellM))
      const end = Math.min(endRow, firstCentre(Math.max(ring[i + 1], ring[j + 1]), minY, cellM))
      for (let row = start; row < end; row++) rowEnds[row - firstRow + 1]++
      total += Math.max(0, end - start)
    }
  if (crossings.length < total) crossings = new Float64Array(2 * total)
  for (let row = 1; row < rowCount; row++) rowEnds[row] += rowEnds[row - 1]
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const isUp = ring[i + 1] > ring[j + 1]
      // Always from the lower end, so that an edge shared by two polygons crosses at the same x for both.
      const x = isUp ? ring[j] : ring[i]
      const y = isUp ? ring[j + 1] : ring[i + 1]
      const slope = (isUp ? ring[i] - x : ring[j] - x) / ((isUp ? ring[i + 1] : ring[j + 1]) - y)
      const start = Math.max(firstRow, firstCentre(y, minY, cellM))
      const end = Math.min(endRow, firstCentre(Math.max(ring[i + 1], ring[j + 1]), minY, cellM))
      for (let row = start; row < end; row++)
        crossings[rowEnds[row - firstRow]++] = x + (minY + (row + 0.5) * cellM - y) * slope
    }
}

function sortRange(values: Float64Array, from: number, end: number): void {
  for (let i = from + 1; i < end; i++) {
    const value = values[i]
    let j = i - 1
    while (j >= from && values[j] > value) {
      values[j + 1] = values[j]
      j--
    }
    values[j + 1] = value
  }
}
