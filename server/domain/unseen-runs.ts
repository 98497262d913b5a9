/** Runs of unseen cells, gathered tile by tile; rows and columns of cells count from the frame's origin. */
import { isLatticeColumn, type Runs } from './components'
import type { Raster } from './raster'
import type { Counts } from './watch-tally'

/** Runs with the watch class of their cells; a run ends where the class does. */
export interface UnseenRuns extends Runs {
  watchClass: Uint8Array
}

/** Takes tiles row by row from the south, each row from the west. */
export class UnseenRunCollector {
  readonly #largestCells: number
  readonly #firstRun: number[] = [0]
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #watchClass: number[] = []
  /** From, to and class of the runs of the band of tiles at hand, by row. */
  #band: number[][] = []
  #bandRow: number | null = null
  #firstRow = 0

  constructor(largestCells: number) {
    this.#largestCells = largestCells
  }

  /** Adds the cells of one tile that have a class and a count of 0; `counts` hold per watch class. */
  add(tile: Raster, cells: Uint8Array, counts: Counts): void {
    const firstRow = Math.round(tile.minY / tile.cellM)
    const firstColumn = Math.round(tile.minX / tile.cellM)
    if (this.#bandRow === null) this.#firstRow = firstRow
    else if (firstRow !== this.#bandRow) this.#closeBand(firstRow)
    this.#bandRow = firstRow
    while (this.#band.length < tile.rows) this.#band.push([])
    for (let row = 0; row < tile.rows; row++) {
      const runs = this.#band[row]
      for (let column = 0, cell = row * tile.columns; column < tile.columns; column++, cell++) {
        const watchClass = cells[cell]
        if (watchClass === 0) continue
        const count = counts[watchClass - 1]
        if (count !== null && count[cell] > 0) continue
        const at = firstColumn + column
        const goesOn = runs.length > 0 && runs[runs.length - 2] === at && runs[runs.length - 1] === watchClass
        if (goesOn && !isLatticeColumn(at, this.#largestCells)) runs[runs.length - 2]++
        else runs.push(at, at + 1, watchClass)
      }
    }
  }

  finish(): UnseenRuns {
    if (this.#bandRow !== null) this.#closeBand(this.#bandRow + this.#band.length)
    return {
      firstRow: this.#firstRow,
      firstRun: Int32Array.from(this.#firstRun),
      from: Int32Array.from(this.#from),
      to: Int32Array.from(this.#to),
      watchClass: Uint8Array.from(this.#watchClass),
    }
  }

  #closeBand(nextRow: number): void {
    for (let row = this.#bandRow!; row < nextRow; row++) {
      const runs = this.#band[row - this.#bandRow!] ?? []
      for (let i = 0; i < runs.length; i += 3) {
        this.#from.push(runs[i])
        this.#to.push(runs[i + 1])
        this.#watchClass.push(runs[i + 2])
      }
      this.#firstRun.push(this.#from.length)
    }
    this.#band = []
  }
}

/** The runs of several bands of rows that do not overlap, as those of one. */
export function joinedRuns(bands: readonly UnseenRuns[]): UnseenRuns {
  const sorted = bands.filter(({ firstRun }) => firstRun.length > 1).sort((a, b) => a.firstRow - b.firstRow)
  const firstRow = sorted[0]?.firstRow ?? 0
  const total = sorted.reduce((sum, { from }) => sum + from.length, 0)
  const [from, to, watchClass] = [new Int32Array(total), new Int32Array(total), new Uint8Array(total)]
  const firstRun = [0]
  let count = 0
  for (const band of sorted) {
    while (firstRow + firstRun.length - 1 < band.firstRow) firstRun.push(count)
    for (let row = 1; row < band.firstRun.length; row++) firstRun.push(count + band.firstRun[row])
    from.set(band.from, count)
    to.set(band.to, count)
    watchClass.set(band.watchClass, count)
    count += band.from.length
  }
  return { firstRow, firstRun: Int32Array.from(firstRun), from, to, watchClass }
}
