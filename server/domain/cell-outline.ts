/** Outlines of groups of cells, as polygons that are pleasant to look at and valid. */
import type { MultiPolygon, Polygon } from 'geojson'
import type { Raster } from './raster'
import { isSimple } from './simple-rings'
import { simplify, smoothed } from './simplify-ring'

/** The cells `from` … `to` − 1 of a row. */
export interface Run {
  row: number
  from: number
  to: number
}

/** 1 cm. */
const DECIMALS = 1e7

/** The outline of runs of a raster's cells in WGS 84; see `outlineOfCells` for how it is drawn. */
export function outlineOfRuns(raster: Raster, runs: readonly Run[]): Polygon | MultiPolygon {
  const { bitmap, firstColumn, firstRow } = bitmapOf(runs)
  const toPosition = (column: number, row: number) => {
    const x = raster.minX + (firstColumn + column) * raster.cellM
    const y = raster.minY + (firstRow + row) * raster.cellM
    return raster.frame.toLngLat(x, y).map((degrees) => Math.round(degrees * DECIMALS) / DECIMALS)
  }
  const polygons = outlineOfCells(bitmap).map((rings) =>
    rings.map((ring) => {
      const positions = Array.from({ length: ring.length / 2 }, (_, i) => toPosition(ring[i * 2], ring[i * 2 + 1]))
      return [...positions, positions[0]]
    }),
  )
  if (polygons.length === 1) return { type: 'Polygon', coordinates: polygons[0] }
  return { type: 'MultiPolygon', coordinates: polygons }
}

/** The runs' own small bitmap, with an empty margin. */
function bitmapOf(runs: readonly Run[]): { bitmap: Bitmap; firstColumn: number; firstRow: number } {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { row, from, to } of runs) {
    left = Math.min(left, from)
    right = Math.max(right, to)
    low = Math.min(low, row)
    high = Math.max(high, row)
  }
  const columns = right - left + 2
  const rows = high - low + 3
  const bitmap = { cells: new Uint8Array(columns * rows), columns, rows }
  for (const { row, from, to } of runs) {
    const start = (row - low + 1) * columns + 1 - left
    bitmap.cells.fill(1, start + from, start + to)
  }
  return { bitmap, firstColumn: left - 1, firstRow: low - 1 }
}

/** Rings as x, y pairs, not closed: a shell counter-clockwise, then its holes clockwise. */
export type OutlinePolygon = number[][]

/** A small bitmap: `cells[row · columns + column]` is 1 inside. Its outermost rows and columns must be 0. */
export interface Bitmap {
  cells: Uint8Array
  columns: number
  rows: number
}

/** In cells: staircases are flattened when they stay this close to what is drawn instead. */
const TOLERANCE = 0.35

/**
 * Polygons around the cells, in cell units from the bitmap's corner. Drawn through the middles of the cells' outer
 * sides, with stairs smoothed: off by up to about a cell, right angles lose their corner. Cells that meet only at a
 * corner come out as separate polygons. Where smoothing would make an outline cross itself it is left out.
 */
export function outlineOfCells(bitmap: Bitmap): OutlinePolygon[] {
  const rings = traceRings(bitmap)
  const smooth = rings.map((ring) => simplify(smoothed(ring), TOLERANCE)).filter((ring) => ring.length >= 6)
  const drawn = smooth.length === rings.length && isSimple(smooth) ? smooth : rings.map((ring) => simplify(ring, 1e-9))
  return polygonsOf(drawn)
}

/** Every outline once, as the middles of its unit sides, the inside to the left. */
function traceRings({ cells, columns }: Bitmap): number[][] {
  // Side 0 is the lower one, walked east; then right, upper, left: `ahead[side]` is the cell in walking direction.
  const ahead = [1, columns, -1, -columns]
  const isVisited = new Uint8Array(cells.length * 4)
  const rings: number[][] = []
  for (let start = 0; start < cells.length; start++)
    for (let startSide = 0; startSide < 4; startSide++) {
      const isOutline = cells[start] === 1 && cells[start + ahead[(startSide + 3) % 4]] === 0
      if (!isOutline || isVisited[start * 4 + startSide]) continue
      const ring: number[] = []
      let cell = start
      let side = startSide
      while (!isVisited[cell * 4 + side]) {
        isVisited[cell * 4 + side] = 1
        ring.push((cell % columns) + MIDDLES[side][0], Math.floor(cell / columns) + MIDDLES[side][1])
        const front = cell + ahead[side]
        const right = (side + 3) % 4
        if (cells[front] === 0) side = (side + 1) % 4
        else if (cells[front + ahead[right]] === 0) cell = front
        else {
          cell = front + ahead[right]
          side = right
        }
      }
      rings.push(ring)
    }
  return rings
}

const MIDDLES = [
  [0.5, 0],
  [1, 0.5],
  [0.5, 1],
  [0, 0.5],
]

/** Shells with the holes that lie in them; a hole goes to the smallest shell around it. */
function polygonsOf(rings: number[][]): OutlinePolygon[] {
  const shells = rings.filter((ring) => signedArea(ring) > 0).sort((a, b) => signedArea(a) - signedArea(b))
  const polygons = shells.map((shell): OutlinePolygon => [shell])
  for (const hole of rings.filter((ring) => signedArea(ring) < 0))
    polygons.find(([shell]) => holds(shell, hole[0], hole[1]))?.push(hole)
  return polygons.reverse()
}

function signedArea(ring: number[]): number {
  let twice = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    twice += ring[j] * ring[i + 1] - ring[i] * ring[j + 1]
  return twice / 2
}

function holds(ring: number[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    if (ring[i + 1] > y !== ring[j + 1] > y)
      if (x < ring[i] + ((y - ring[i + 1]) / (ring[j + 1] - ring[i + 1])) * (ring[j] - ring[i])) inside = !inside
  return inside
}
