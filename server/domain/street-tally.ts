/** Metres of street: walked along the centre lines, booked to classes, names and unseen parts. */
import { type Components, componentAt } from './components'
import type { Raster } from './raster'
import { localLine, type Street } from './streets'
import { isSeen, isStreet } from './watch-cells'

/** Centre line metres of one street or class, and how many of them nobody sees. */
export interface StreetShare {
  name: string
  streetM: number
  unseenStreetM: number
}

/** What the centre lines say about one unseen part. */
export interface Part {
  unseenStreetM: number
  /** Unseen metres of each named street. */
  byName: Map<string, number>
  /** x, y of each step on an unseen centre line. */
  steps: number[]
}

export interface StreetTally {
  streetM: number
  unseenStreetM: number
  /** By label of the part. */
  parts: Map<number, Part>
  /** Longest first. */
  byClass: StreetShare[]
  byStreet: StreetShare[]
}

/** Walks every centre line in steps of at most a cell and books each step where its middle lies. */
export function tallyStreets(
  raster: Raster,
  cells: Uint8Array,
  components: Components,
  roads: readonly Street[],
): StreetTally {
  const total = { name: '', streetM: 0, unseenStreetM: 0 }
  const parts = new Map<number, Part>()
  const byClass = new Map<string, StreetShare>()
  const byStreet = new Map<string, StreetShare>()
  for (const road of roads) {
    const shares = [total, shareOf(byClass, road.roadClass)]
    if (road.name !== null) shares.push(shareOf(byStreet, road.name))
    for (const { x, y, stepM } of stepsAlong(road, raster)) {
      const [column, row] = [Math.floor((x - raster.minX) / raster.cellM), Math.floor((y - raster.minY) / raster.cellM)]
      if (column < 0 || row < 0 || column >= raster.columns || row >= raster.rows) continue
      const cell = cells[row * raster.columns + column]
      if (!isStreet(cell)) continue
      for (const share of shares) share.streetM += stepM
      if (isSeen(cell)) continue
      for (const share of shares) share.unseenStreetM += stepM
      bookStep(parts, componentAt(components, row, column), road.name, x, y, stepM)
    }
  }
  const { streetM, unseenStreetM } = total
  return { streetM, unseenStreetM, parts, byClass: longestFirst(byClass), byStreet: longestFirst(byStreet) }
}

function* stepsAlong({ geometry, isTunnel }: Street, { frame, cellM }: Raster) {
  if (isTunnel) return
  const line = localLine(geometry, frame)
  for (let i = 2; i < line.length; i += 2) {
    const [x, y, dx, dy] = [line[i - 2], line[i - 1], line[i] - line[i - 2], line[i + 1] - line[i - 1]]
    const length = Math.hypot(dx, dy)
    const steps = Math.ceil(length / cellM)
    for (let step = 0.5; step < steps; step++)
      yield { x: x + (dx * step) / steps, y: y + (dy * step) / steps, stepM: length / steps }
  }
}

function bookStep(
  parts: Map<number, Part>,
  label: number,
  name: string | null,
  x: number,
  y: number,
  stepM: number,
): void {
  const part: Part = parts.get(label) ?? { unseenStreetM: 0, byName: new Map(), steps: [] }
  parts.set(label, part)
  part.unseenStreetM += stepM
  part.steps.push(x, y)
  if (name !== null) part.byName.set(name, (part.byName.get(name) ?? 0) + stepM)
}

function shareOf(shares: Map<string, StreetShare>, name: string): StreetShare {
  const share = shares.get(name) ?? { name, streetM: 0, unseenStreetM: 0 }
  shares.set(name, share)
  return share
}

/** Streets without a metre inside the boundary are left out. */
function longestFirst(shares: Map<string, StreetShare>): StreetShare[] {
  const inside = [...shares.values()].filter((share) => share.streetM > 0)
  return inside.sort((a, b) => b.streetM - a.streetM || (a.name < b.name ? -1 : 1))
}
