/** Runs of unseen cells, gathered tile by tile into the rows of one large raster. */
import { isLatticeColumn, type Runs } from './components'
import type { Raster } from './raster'

/** Runs with the watch class of their cells; a run ends where the class does. */
export interface UnseenRuns extends Runs {
  watchClass: number[]
}

/** Takes tiles row by row from the south, each row from the west. */
export class UnseenRunCollector {
  readonly #raster: Raster
  readonly #largestCells: number
  readonly #firstRun: number[] = [0]
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #watchClass: number[] = []
  /** From, to and class of the runs of the band of tiles at hand, by row. */
  #band: number[][] = []
  #bandRow = 0

  constructor(raster: Raster, largestCells: number) {
    this.#raster = raster
    this.#largestCells = largestCells
  }

  /** Adds the cells of one tile that have a class and are not seen. `tile` lies within the raster. */
  add(tile: Raster, cells: Uint8Array, isSeen: (watchClass: number, cell: number) => boolean): void {
    const { cellM, minX, minY } = this.#raster
    const firstRow = Math.round((tile.minY - minY) / cellM)
    const firstColumn = Math.round((tile.minX - minX) / cellM)
    if (firstRow !== this.#bandRow) this.#closeBand(firstRow)
    while (this.#band.length < tile.rows) this.#band.push([])
    for (let row = 0; row < tile.rows; row++) {
      const runs = this.#band[row]
      for (let column = 0, cell = row * tile.columns; column < tile.columns; column++, cell++) {
        const watchClass = cells[cell]
        if (watchClass === 0 || isSeen(watchClass, cell)) continue
        const at = firstColumn + column
        const goesOn = runs.length > 0 && runs[runs.length - 2] === at && runs[runs.length - 1] === watchClass
        if (goesOn && !isLatticeColumn(this.#raster, at, this.#largestCells)) runs[runs.length - 2]++
        else runs.push(at, at + 1, watchClass)
      }
    }
  }

  finish(): UnseenRuns {
    this.#closeBand(this.#raster.rows)
    return {
      firstRun: Int32Array.from(this.#firstRun),
      from: this.#from,
      to: this.#to,
      watchClass: this.#watchClass,
    }
  }

  #closeBand(nextRow: number): void {
    for (let row = this.#bandRow; row < nextRow; row++) {
      const runs = this.#band[row - this.#bandRow] ?? []
      for (let i = 0; i < runs.length; i += 3) {
        this.#from.push(runs[i])
        this.#to.push(runs[i + 1])
        this.#watchClass.push(runs[i + 2])
      }
      this.#firstRun.push(this.#from.length)
    }
    this.#band = []
    this.#bandRow = nextRow
  }
}
