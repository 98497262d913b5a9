/**
 * Counting views per cell. A raster keeps differences along its rows: each side of a region adds 1 where the region begins
 * and takes 1 where it ends, and the sum from the left is the count. Nothing is sorted, paired or cleared, a region costs
 * as much as it has sides × rows, and taking one away is adding it with the other sign: every bit comes back.
 */
import { ARC, AT_CAMERA, CORNERS, MARKS, type VisiblePieces } from './polar-region'
import { type Raster, rasterOver } from './raster'

export interface CountRaster extends Raster {
  /** `stride` per row. */
  readonly differences: Int16Array
  /** Columns, and one or two more that catch what ends to the right; even, so that two cells can be read as one number. */
  readonly stride: number
}

/**
 * Centres are taken this far aside, in cells. Cameras and corners on one lattice with the centres would have these exactly
 * on rays and walls, where the pieces on both sides round differently, and both or neither would hold one. At the golden
 * ratio no ray between points of the lattice leads through one.
 */
export const ASIDE_X = 1e-5
export const ASIDE_Y = ASIDE_X * 0.6180339887498949

/** An empty raster; `bounds` in metres of the frame. Up to 32,767 regions over one cell. */
export function countRaster(...[frame, bounds, cellM]: Parameters<typeof rasterOver>): CountRaster {
  const raster = rasterOver(frame, bounds, cellM)
  const stride = strideOf(raster)
  return { ...raster, stride, differences: new Int16Array(stride * raster.rows) }
}

export const strideOf = ({ columns }: Raster): number => (columns & ~1) + 2

/**
 * Adds (`sign` 1) or takes away (−1) the region seen from x, y in every cell whose centre it holds; half-open, so that
 * regions that share a side share no cell. Outside the raster it is cut off. Pieces from the camera that share a ray are
 * followed along their outer ends, as one chain; pieces behind a shadow go one by one.
 */
export function addPieces(
  raster: CountRaster,
  { count, corners, marks }: VisiblePieces,
  x: number,
  y: number,
  sign: 1 | -1,
): void {
  const qx = (x - raster.minX) / raster.cellM - 0.5 - ASIDE_X
  const qy = (y - raster.minY) / raster.cellM - 0.5 - ASIDE_Y
  const scale = 1 / raster.cellM
  let lastRay = 0
  let lastX = qx
  let lastY = qy
  let isChain = false
  for (let piece = 0; piece < count; piece++) {
    const at = piece * CORNERS
    const mark = piece * MARKS
    const ax = qx + corners[at] * scale
    const ay = qy + corners[at + 1] * scale
    const bx = qx + corners[at + 2] * scale
    const by = qy + corners[at + 3] * scale
    const isArc = marks[mark + 2] === ARC
    const inner = marks[mark + 3]
    if (inner === AT_CAMERA) {
      if (isChain && lastRay === marks[mark]) addLine(raster, lastX, lastY, ax, ay, sign)
      else {
        if (isChain) addLine(raster, lastX, lastY, qx, qy, sign)
        addLine(raster, qx, qy, ax, ay, sign)
      }
      lastRay = marks[mark + 1]
      lastX = bx
      lastY = by
      isChain = true
    }
    if (isArc) addArc(raster, qx, qy, ax, ay, bx, by, sign)
    else addLine(raster, ax, ay, bx, by, sign)
    if (inner === AT_CAMERA) continue
    const cx = qx + corners[at + 4] * scale
    const cy = qy + corners[at + 5] * scale
    const dx = qx + corners[at + 6] * scale
    const dy = qy + corners[at + 7] * scale
    addLine(raster, cx, cy, ax, ay, sign)
    addLine(raster, bx, by, dx, dy, sign)
    if (inner === ARC) addArc(raster, qx, qy, cx, cy, dx, dy, sign === 1 ? -1 : 1)
    else addLine(raster, dx, dy, cx, cy, sign)
  }
  if (isChain) addLine(raster, lastX, lastY, qx, qy, sign)
}

/** `addPieces` for a ring in the raster's frame, x, y pairs, not closed: counter-clockwise shells add, holes take away. */
export function addRing(raster: CountRaster, ring: ArrayLike<number>, sign: 1 | -1): void {
  const { minX, minY, cellM } = raster
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    addLine(
      raster,
      (ring[j] - minX) / cellM - 0.5,
      (ring[j + 1] - minY) / cellM - 0.5,
      (ring[i] - minX) / cellM - 0.5,
      (ring[i + 1] - minY) / cellM - 0.5,
      sign,
    )
}

/** Differences → counts, row by row, into `counts` (columns × rows), which is returned. Most cells change nothing: two are read as one. */
export function resolveCounts(
  { differences, columns, rows, stride }: CountRaster,
  counts = new Uint16Array(columns * rows),
): Uint16Array {
  const pairs = new Int32Array(differences.buffer, differences.byteOffset, differences.length / 2)
  for (let row = 0, to = 0; row < rows; row++) {
    const end = to + columns
    let sum = 0
    for (let at = (row * stride) / 2; to + 1 < end; at++) {
      const pair = pairs[at]
      if (pair === 0) {
        counts[to++] = sum
        counts[to++] = sum
      } else {
        sum += (pair << 16) >> 16
        counts[to++] = sum
        sum += pair >> 16
        counts[to++] = sum
      }
    }
    if (to < end) counts[to++] = sum + differences[row * stride + columns - 1]
  }
  return counts
}

/**
 * One side in cell units, cell centres at whole numbers, with the region on its left: where it goes down a row's region
 * begins, where it goes up it ends.
 */
function addLine(raster: CountRaster, ax: number, ay: number, bx: number, by: number, sign: number): void {
  if (by > ay) addUpwards(raster, ax, ay, bx, by, -sign)
  else if (ay > by) addUpwards(raster, bx, by, ax, ay, sign)
}

function addUpwards(raster: CountRaster, x: number, y: number, topX: number, topY: number, step: number): void {
  const { differences, columns, rows, stride } = raster
  const first = y <= 0 ? 0 : Math.ceil(y)
  const end = topY >= rows ? rows : Math.ceil(topY)
  if (first >= end) return
  const slope = (topX - x) / (topY - y)
  const last = columns - 1
  let at = first * stride
  for (let row = first; row < end; row++, at += stride) {
    const passed = x + (row - y) * slope
    if (passed < 0) differences[at] += step
    else if (passed < last) differences[at + ((passed + 1) | 0)] += step
  }
}

/** An arc about qx, qy from a counter-clockwise to b, at most a right angle; exact in every row. */
function addArc(
  raster: CountRaster,
  qx: number,
  qy: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  sign: number,
): void {
  const dx = ax - qx
  const dy = ay - qy
  const radius2 = dx * dx + dy * dy
  // Counter-clockwise it goes up on the right of the centre and down on the left; over the top or the bottom it does both.
  if (dx > 0 && bx < qx) {
    const topY = qy + Math.sqrt(radius2)
    addArcRows(raster, qx, qy, radius2, ay, topY, 1, -sign)
    addArcRows(raster, qx, qy, radius2, by, topY, -1, sign)
  } else if (dx < 0 && bx > qx) {
    const bottomY = qy - Math.sqrt(radius2)
    addArcRows(raster, qx, qy, radius2, bottomY, ay, -1, sign)
    addArcRows(raster, qx, qy, radius2, bottomY, by, 1, -sign)
  } else if (by > ay) addArcRows(raster, qx, qy, radius2, ay, by, 1, -sign)
  else addArcRows(raster, qx, qy, radius2, by, ay, -1, sign)
}

function addArcRows(
  { differences, columns, rows, stride }: CountRaster,
  qx: number,
  qy: number,
  radius2: number,
  y: number,
  topY: number,
  side: number,
  step: number,
): void {
  const first = y <= 0 ? 0 : Math.ceil(y)
  const end = topY >= rows ? rows : Math.ceil(topY)
  const last = columns - 1
  let at = first * stride
  for (let row = first; row < end; row++, at += stride) {
    const up = row - qy
    const passed = qx + side * Math.sqrt(Math.max(0, radius2 - up * up))
    if (passed < 0) differences[at] += step
    else if (passed < last) differences[at + ((passed + 1) | 0)] += step
  }
}
