/** Metres of street: walked along the centre lines, booked to classes, names and unseen parts. */
import type { Raster } from './raster'
import type { LocalStreet } from './watch-plan'

/** Centre line metres of one street or class, and how many of them nobody sees. */
export interface StreetShare {
  name: string
  streetM: number
  unseenStreetM: number
}

/** A step on a centre line that nobody sees. */
export interface UnseenStep {
  x: number
  y: number
  stepM: number
  name: string | null
}

export class StreetTally {
  readonly total: StreetShare = { name: '', streetM: 0, unseenStreetM: 0 }
  readonly #byClass = new Map<string, StreetShare>()
  readonly #byStreet = new Map<string, StreetShare>()
  readonly unseen: UnseenStep[] = []

  /** Books the steps, each at most a cell long, whose middle lies in a watched cell of this tile. */
  add(tile: Raster, cells: Uint8Array, streets: readonly LocalStreet[], isSeen: (cell: number) => boolean): void {
    for (const { street, line } of streets) {
      const shares = [this.total, shareOf(this.#byClass, street.roadClass)]
      if (street.name !== null) shares.push(shareOf(this.#byStreet, street.name))
      forEachStep(line, tile.cellM, (x, y, stepM) => {
        const column = Math.floor((x - tile.minX) / tile.cellM)
        const row = Math.floor((y - tile.minY) / tile.cellM)
        if (column < 0 || row < 0 || column >= tile.columns || row >= tile.rows) return
        const cell = row * tile.columns + column
        if (cells[cell] === 0) return
        const isStepSeen = isSeen(cell)
        for (const share of shares) {
          share.streetM += stepM
          if (!isStepSeen) share.unseenStreetM += stepM
        }
        if (!isStepSeen) this.unseen.push({ x, y, stepM, name: street.name })
      })
    }
  }

  /** Longest first; streets without a metre inside the boundary are left out. */
  byClass = (): StreetShare[] => longestFirst(this.#byClass)
  byStreet = (): StreetShare[] => longestFirst(this.#byStreet)
}

function forEachStep(line: Float64Array, cellM: number, visit: (x: number, y: number, stepM: number) => void): void {
  for (let i = 2; i < line.length; i += 2) {
    const [x, y, dx, dy] = [line[i - 2], line[i - 1], line[i] - line[i - 2], line[i + 1] - line[i - 1]]
    const length = Math.hypot(dx, dy)
    const steps = Math.ceil(length / cellM)
    for (let step = 0.5; step < steps; step++) visit(x + (dx * step) / steps, y + (dy * step) / steps, length / steps)
  }
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
