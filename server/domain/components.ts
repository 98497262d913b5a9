/** Connected parts of a raster: cells of one value that touch, by side or by corner. */

/** Cells row by row as runs; rows and columns count from one origin and may be negative. */
export interface Runs {
  firstRow: number
  /** First run of each row, and the number of runs as last entry. */
  firstRun: Int32Array
  /** Run `i` holds the columns `from[i]` … `to[i]` − 1 of its row. */
  from: Int32Array
  to: Int32Array
}

/** Run `i` belongs to part `label[i]`. */
export interface Components extends Runs {
  count: number
  label: Int32Array
}

/**
 * Gathers runs into parts, in one pass (union–find). Runs of a row are sorted and do not overlap; runs that touch, in a
 * row, by side or by corner, belong together. A part longer than `largestCells` either way is cut along a lattice of that
 * size anchored to the origin, so that one unbroken network does not come out as one part; runs must not cross the
 * lattice (`isLatticeColumn` says where it is). Labels count up in the order of rows, then columns.
 */
export function componentsOf(runs: Runs, largestCells: number): Components {
  const { whole, block } = connect(runs, largestCells)
  const isLarge = largeParts(runs, whole, largestCells)
  const label = new Int32Array(runs.from.length)
  // Roots of the two forests are told apart: those of squares come after those of whole parts.
  const numbers = new Int32Array(2 * label.length).fill(-1)
  let count = 0
  for (let run = 0; run < label.length; run++) {
    const root = rootOf(whole, run)
    const key = isLarge[root] === 1 ? label.length + rootOf(block, run) : root
    if (numbers[key] === -1) numbers[key] = count++
    label[run] = numbers[key]
  }
  return { count, label, ...runs }
}

/** The part that holds a cell, −1 for a cell that is in none. */
export function componentAt(
  { firstRow, firstRun, from, to, label }: Components,
  cellRow: number,
  column: number,
): number {
  const row = cellRow - firstRow
  if (row < 0 || row >= firstRun.length - 1) return -1
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
function connect({ firstRow, firstRun, from, to }: Runs, largestCells: number) {
  const whole = Int32Array.from(from, (_, run) => run)
  const block = whole.slice()
  const squareOf = (run: number) => Math.floor(from[run] / largestCells)
  for (let row = 0; row + 1 < firstRun.length; row++) {
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
function largeParts({ firstRun, from, to }: Runs, whole: Int32Array, largestCells: number): Uint8Array {
  const isLarge = new Uint8Array(from.length)
  const lowest = new Int32Array(from.length).fill(-1)
  const [left, right] = [Int32Array.from(from), Int32Array.from(to)]
  for (let row = 0; row + 1 < firstRun.length; row++)
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
      const root = rootOf(whole, run)
      if (lowest[root] === -1) lowest[root] = row
      if (from[run] < left[root]) left[root] = from[run]
      if (to[run] > right[root]) right[root] = to[run]
      if (row - lowest[root] >= largestCells || right[root] - left[root] > largestCells) isLarge[root] = 1
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
export function isLatticeColumn(column: number, largestCells: number): boolean {
  return modulo(column, largestCells) === 0
}

const modulo = (value: number, divisor: number) => ((value % divisor) + divisor) % divisor
