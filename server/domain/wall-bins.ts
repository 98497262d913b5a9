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
  for (const point of walls) {
    minX = Math.min(minX, x[point])
    minY = Math.min(minY, y[point])
    maxX = Math.max(maxX, x[point])
    maxY = Math.max(maxY, y[point])
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
  const binsOf: number[] = []
  const column = (value: number) => Math.min(columns - 1, Math.max(0, Math.floor((value - minX) / size)))
  const row = (value: number) => Math.min(rows - 1, Math.max(0, Math.floor((value - minY) / size)))
  for (let w = 0; w < count; w++) {
    const [p, q] = [walls[w * 2], walls[w * 2 + 1]]
    const [low, high] = y[p] < y[q] ? [p, q] : [q, p]
    const slope = y[high] === y[low] ? 0 : (x[high] - x[low]) / (y[high] - y[low])
    const [left, right] = x[p] < x[q] ? [x[p], x[q]] : [x[q], x[p]]
    const lastRow = row(y[high] + 1)
    for (let r = row(y[low] - 1); r <= lastRow; r++) {
      // Where the wall can be within this row of bins, a unit more on each side.
      const from = y[high] === y[low] ? x[low] : x[low] + (minY + r * size - 1 - y[low]) * slope
      const to = y[high] === y[low] ? x[high] : x[low] + (minY + (r + 1) * size + 1 - y[low]) * slope
      const first = column(Math.max(left, Math.min(from, to)) - 1)
      const last = column(Math.min(right, Math.max(from, to)) + 1)
      for (let c = first; c <= last; c++) binsOf.push(r * columns + c)
    }
    firstOf[w + 1] = binsOf.length
  }
  return { firstOf, binsOf: Int32Array.from(binsOf), ...invert(firstOf, binsOf, columns * rows) }
}

function invert(firstOf: Int32Array, binsOf: readonly number[], bins: number): Pick<WallBins, 'start' | 'walls'> {
  const start = new Int32Array(bins + 1)
  for (const bin of binsOf) start[bin + 1]++
  for (let bin = 0; bin < bins; bin++) start[bin + 1] += start[bin]
  const walls = new Int32Array(binsOf.length)
  const next = start.slice(0, bins)
  for (let w = 0; w + 1 < firstOf.length; w++)
    for (let slot = firstOf[w]; slot < firstOf[w + 1]; slot++) walls[next[binsOf[slot]]++] = w
  return { start, walls }
}
