/** Connected parts of a raster: cells of one value that touch, by side or by corner. */
import type { Raster } from './raster'

/** Cells row by row as runs: run `i` holds the columns `from[i]` … `to[i]` − 1 of its row and belongs to part `label[i]`. */
export interface Components {
  count: number
  /** First run of each row, and the number of runs as last entry. */
  firstRun: Int32Array
  from: number[]
  to: number[]
  label: Int32Array
}

/** Where runs lie in a raster, and how their rows and columns count from the frame's origin. */
export type Runs = Pick<Components, 'firstRun' | 'from' | 'to'>

/**
 * Gathers runs into parts, in one pass (union–find). Runs of a row are sorted and do not overlap; runs that touch, in a
 * row, by side or by corner, belong together. A part longer than `largestCells` either way is cut along a lattice of that
 * size anchored to the frame's origin, so that one unbroken network does not come out as one part; runs must not cross the
 * lattice (`isLatticeColumn` says where it is). Labels count up in the order of rows, then columns.
 */
export function componentsOf(raster: Raster, runs: Runs, largestCells: number): Components {
  const { whole, block } = connect(raster, runs, largestCells)
  const isLarge = largeParts(runs, whole, raster.rows, largestCells)
  const label = new Int32Array(runs.from.length)
  const numbers = new Map<number, number>()
  for (let run = 0; run < label.length; run++) {
    const root = rootOf(whole, run)
    // Roots of the two forests are told apart by sign.
    const key = isLarge[root] === 1 ? -1 - rootOf(block, run) : root
    label[run] = numbers.get(key) ?? numbers.size
    numbers.set(key, label[run])
  }
  return { count: numbers.size, label, ...runs }
}

/** The part that holds a cell, −1 for a cell that is in none. */
export function componentAt({ firstRun, from, to, label }: Components, row: number, column: number): number {
  let low = firstRun[row]
  let high = firstRun[row + 1] - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (from[middle] <= column) low = middle
    else high = middle - 1
  }
  return low <= high && from[low] <= column && column < to[low] ? label[low] : -1
}

/** Two forests over the runs: one of all that touch, one of what touches within a square of the lattice. */
function connect({ minX, minY, cellM, rows }: Raster, { firstRun, from, to }: Runs, largestCells: number) {
  const whole = Int32Array.from(from, (_, run) => run)
  const block = whole.slice()
  const firstColumn = Math.round(minX / cellM)
  const firstRow = Math.round(minY / cellM)
  const squareOf = (run: number) => Math.floor((firstColumn + from[run]) / largestCells)
  for (let row = 0; row < rows; row++) {
    const isSameBand = modulo(firstRow + row, largestCells) !== 0
    let below = row > 0 ? firstRun[row - 1] : 0
    const belowEnd = row > 0 ? firstRun[row] : 0
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
      if (run > firstRun[row] && to[run - 1] === from[run]) join(whole, run - 1, run)
      while (below < belowEnd && to[below] < from[run]) below++
      for (let other = below; other < belowEnd && from[other] <= to[run]; other++) {
        join(whole, other, run)
        if (isSameBand && squareOf(other) === squareOf(run)) join(block, other, run)
      }
    }
  }
  return { whole, block }
}

/** 1 at the root of every part that is longer or wider than allowed. */
function largeParts({ firstRun, from, to }: Runs, whole: Int32Array, rows: number, largestCells: number): Uint8Array {
  const isLarge = new Uint8Array(from.length)
  const extents = new Map<number, { row: number; left: number; right: number }>()
  for (let row = 0; row < rows; row++)
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
      const root = rootOf(whole, run)
      const extent = extents.get(root) ?? { row, left: from[run], right: to[run] }
      extent.left = Math.min(extent.left, from[run])
      extent.right = Math.max(extent.right, to[run])
      extents.set(root, extent)
      if (row - extent.row >= largestCells || extent.right - extent.left > largestCells) isLarge[root] = 1
    }
  return isLarge
}

function rootOf(parent: Int32Array, node: number): number {
  let root = node
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]]
    root = parent[root]
  }
  return root
}

/** The earlier run becomes the root, so that results do not depend on the order of joins. */
function join(parent: Int32Array, a: number, b: number): void {
  const rootA = rootOf(parent, a)
  const rootB = rootOf(parent, b)
  parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
}

/** Whether the lattice passes just left of a column. */
export function isLatticeColumn({ minX, cellM }: Raster, column: number, largestCells: number): boolean {
  return modulo(Math.round(minX / cellM) + column, largestCells) === 0
}

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor
