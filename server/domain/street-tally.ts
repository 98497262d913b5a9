/** Metres of street: walked along the centre lines, booked to classes, names and unseen parts. */
import type { Raster } from './raster'
import type { LocalStreet } from './watch-plan'
import type { Counts } from './watch-tally'

/** Centre line metres of one street or class, and how many of them nobody sees. */
export interface StreetShare {
  name: string
  streetM: number
  unseenStreetM: number
}

/** Sums over some tiles; those of others can be added to them. */
export interface StreetSums {
  total: StreetShare
  byClass: StreetShare[]
  byStreet: StreetShare[]
  /** Steps on a centre line that nobody sees: x, y and length of each, metres, and the place of its street in `names`. */
  steps: Float64Array
  stepNames: Int32Array
  /** Of streets with unseen steps; a step of a street without a name has place −1. */
  names: string[]
}

const STEP = 3

/** Adds up tile by tile. */
export class StreetTally {
  readonly #total: StreetShare = { name: '', streetM: 0, unseenStreetM: 0 }
  readonly #byClass = new Map<string, StreetShare>()
  readonly #byStreet = new Map<string, StreetShare>()
  readonly #steps: number[] = []
  readonly #stepNames: number[] = []
  readonly #names = new Map<string, number>()

  /** Books the steps, each at most a cell long, whose middle lies in a watched cell of this tile. */
  add(tile: Raster, cells: Uint8Array, streets: readonly LocalStreet[], counts: Counts): void {
    for (const { street, line } of streets) {
      let [streetM, unseenM] = [0, 0]
      const name = this.#numberOf(street.name)
      forEachStep(line, tile, (x, y, stepM, cell) => {
        const watchClass = cells[cell]
        if (watchClass === 0) return
        streetM += stepM
        const seenBy = counts[watchClass - 1]
        if (seenBy !== null && seenBy[cell] > 0) return
        unseenM += stepM
        this.#steps.push(x, y, stepM)
        this.#stepNames.push(name)
      })
      addShare(this.#total, streetM, unseenM)
      addShare(shareOf(this.#byClass, street.roadClass), streetM, unseenM)
      if (street.name !== null) addShare(shareOf(this.#byStreet, street.name), streetM, unseenM)
    }
  }

  sums(): StreetSums {
    return {
      total: this.#total,
      byClass: [...this.#byClass.values()],
      byStreet: [...this.#byStreet.values()],
      steps: Float64Array.from(this.#steps),
      stepNames: Int32Array.from(this.#stepNames),
      names: [...this.#names.keys()],
    }
  }

  #numberOf(name: string | null): number {
    if (name === null) return -1
    const known = this.#names.get(name) ?? this.#names.size
    this.#names.set(name, known)
    return known
  }
}

/** The sums of all parts, longest first; streets without a metre inside the boundary are left out. */
export function streetReport(parts: readonly StreetSums[]) {
  const total = { name: '', streetM: 0, unseenStreetM: 0 }
  const byClass = new Map<string, StreetShare>()
  const byStreet = new Map<string, StreetShare>()
  for (const part of parts) {
    addShare(total, part.total.streetM, part.total.unseenStreetM)
    for (const { name, streetM, unseenStreetM } of part.byClass)
      addShare(shareOf(byClass, name), streetM, unseenStreetM)
    for (const { name, streetM, unseenStreetM } of part.byStreet)
      addShare(shareOf(byStreet, name), streetM, unseenStreetM)
  }
  const { streetM, unseenStreetM } = total
  return { streetM, unseenStreetM, byClass: longestFirst(byClass), byStreet: longestFirst(byStreet) }
}

/** Calls `visit` for every unseen step. */
export function forEachUnseenStep(
  parts: readonly StreetSums[],
  visit: (x: number, y: number, stepM: number, name: string | null) => void,
): void {
  for (const { steps, stepNames, names } of parts)
    for (let i = 0; i < stepNames.length; i++)
      visit(steps[i * STEP], steps[i * STEP + 1], steps[i * STEP + 2], stepNames[i] === -1 ? null : names[stepNames[i]])
}

/** Walks a line in equal steps per leg; visits the middles that lie in the tile, with their cell. */
function forEachStep(
  line: Float64Array,
  { minX, minY, cellM, columns, rows }: Raster,
  visit: (x: number, y: number, stepM: number, cell: number) => void,
): void {
  for (let i = 2; i < line.length; i += 2) {
    const dx = line[i] - line[i - 2]
    const dy = line[i + 1] - line[i - 1]
    const length = Math.hypot(dx, dy)
    const steps = Math.ceil(length / cellM)
    for (let step = 0.5; step < steps; step++) {
      const x = line[i - 2] + (dx * step) / steps
      const y = line[i - 1] + (dy * step) / steps
      const column = Math.floor((x - minX) / cellM)
      const row = Math.floor((y - minY) / cellM)
      if (column >= 0 && row >= 0 && column < columns && row < rows) visit(x, y, length / steps, row * columns + column)
    }
  }
}

function addShare(share: StreetShare, streetM: number, unseenStreetM: number): void {
  share.streetM += streetM
  share.unseenStreetM += unseenStreetM
}

function shareOf(shares: Map<string, StreetShare>, name: string): StreetShare {
  const share = shares.get(name) ?? { name, streetM: 0, unseenStreetM: 0 }
  shares.set(name, share)
  return share
}

function longestFirst(shares: Map<string, StreetShare>): StreetShare[] {
  const inside = [...shares.values()].filter((share) => share.streetM > 0)
  return inside.sort((a, b) => b.streetM - a.streetM || (a.name < b.name ? -1 : 1))
}
