/** Walls sorted into square bins, so that each is compared with its neighbours only. */

export interface WallBins {
  /** Walls of bin `b`: `walls[start[b]]` … `walls[start[b + 1] − 1]`. */
  start: Int32Array
  walls: Int32Array
  /** Bins of wall `w`: `binsOf[firstOf[w]]` … `binsOf[firstOf[w + 1] − 1]`. */
  firstOf: Int32Array
  binsOf: Int32Array
}

/** Bins about as many as walls: few walls share one, and few walls need many. */
const WALLS_PER_BIN = 1

/** `walls` are pairs of point numbers. Every bin that a wall passes within one unit holds it. */
export function binWalls({ x, y }: { x: Int32Array; y: Int32Array }, walls: readonly number[]): WallBins {
  const count = walls.length / 2
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < walls.length; i++) {
    const point = walls[i]
    if (x[point] < minX) minX = x[point]
    if (x[point] > maxX) maxX = x[point]
    if (y[point] < minY) minY = y[point]
    if (y[point] > maxY) maxY = y[point]
  }
  const area = Math.max(1, maxX - minX) * Math.max(1, maxY - minY)
  const size = Math.max(
    2,
    Math.sqrt((area * WALLS_PER_BIN) / Math.max(1, count)),
    (maxX - minX) / 8192,
    (maxY - minY) / 8192,
  )
  const columns = count === 0 ? 1 : Math.floor((maxX - minX) / size) + 1
  const rows = count === 0 ? 1 : Math.floor((maxY - minY) / size) + 1
  const firstOf = new Int32Array(count + 1)
  let binsOf = new Int32Array(4 * count + 16)
  let filled = 0
  const [lastColumn, lastRowOfAll] = [columns - 1, rows - 1]
  for (let w = 0; w < count; w++) {
    const p = walls[w * 2]
    const q = walls[w * 2 + 1]
    const low = y[p] < y[q] ? p : q
    const high = low === p ? q : p
    const isLevel = y[high] === y[low]
    const slope = isLevel ? 0 : (x[high] - x[low]) / (y[high] - y[low])
    const left = Math.min(x[p], x[q])
    const right = Math.max(x[p], x[q])
    const lastRow = placeIn(y[high] + 1 - minY, size, lastRowOfAll)
    for (let row = placeIn(y[low] - 1 - minY, size, lastRowOfAll); row <= lastRow; row++) {
      // Where the wall can be within this row of bins, a unit more on each side.
      const from = isLevel ? x[low] : x[low] + (minY + row * size - 1 - y[low]) * slope
      const to = isLevel ? x[high] : x[low] + (minY + (row + 1) * size + 1 - y[low]) * slope
      const first = placeIn(Math.max(left, Math.min(from, to)) - 1 - minX, size, lastColumn)
      const last = placeIn(Math.min(right, Math.max(from, to)) + 1 - minX, size, lastColumn)
      if (filled + last - first >= binsOf.length) binsOf = enlarged(binsOf, filled + last - first + 1)
      for (let column = first; column <= last; column++) binsOf[filled++] = row * columns + column
    }
    firstOf[w + 1] = filled
  }
  const used = binsOf.subarray(0, filled)
  return { firstOf, binsOf: used, ...invert(firstOf, used, columns * rows) }
}

function placeIn(distance: number, size: number, last: number): number {
  const place = Math.floor(distance / size)
  return Math.min(last, Math.max(0, place))
}

function enlarged(numbers: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 2 * numbers.length))
  larger.set(numbers)
  return larger
}

function invert(firstOf: Int32Array, binsOf: Int32Array, bins: number): Pick<WallBins, 'start' | 'walls'> {
  const start = new Int32Array(bins + 1)
  for (let slot = 0; slot < binsOf.length; slot++) start[binsOf[slot] + 1]++
  for (let bin = 0; bin < bins; bin++) start[bin + 1] += start[bin]
  const walls = new Int32Array(binsOf.length)
  const next = start.slice(0, bins)
  for (let w = 0; w + 1 < firstOf.length; w++)
    for (let slot = firstOf[w]; slot < firstOf[w + 1]; slot++) walls[next[binsOf[slot]]++] = w
  return { start, walls }
}
