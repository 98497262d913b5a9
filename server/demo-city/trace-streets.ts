import type { OrientationField } from './orientation-field'
import { add, distance, dot, type Line, left, scale, subtract, unit, type Vec } from './plane'
import { isRoad, type Street } from './street'

export interface TraceRules {
  /** Distance to keep from a street that runs the same way, metres. */
  gapAt(p: Vec, along: Vec): number
  /** Where streets may run at all. */
  isGround(p: Vec): boolean
  /** How a finished line becomes a street. */
  streetOf(line: Line): Street
  maxLength: number
}

const STEP = 12
const CELL = 40
/** Streets closer than this share of the gap have run together: the newer one stops. */
const CONVERGED = 0.55
/** Cosine under which two directions no longer count as the same. */
const SAME_WAY = 0.82

/**
 * Fills the ground between the given streets with more of them, evenly spaced along the field (Jobard & Lefer, 1997):
 * every street sends out others at right angles wherever there is room.
 */
export function traceStreets(given: readonly Street[], field: OrientationField, rules: TraceRules): Street[] {
  const samples = new SampleGrid()
  for (const { line } of given) samples.addLine(line)
  const queue: Line[] = given.filter(({ kind }) => isRoad(kind)).map(({ line }) => line)
  const traced: Street[] = []
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const { point, along } of seedsOn(next)) {
      const heading = field.directionAt(point, left(along))
      if (samples.isTaken(point, heading, rules.gapAt(point, heading)) || !rules.isGround(point)) continue
      const line = traceBothWays(point, heading, field, rules, samples)
      if (line.length < 4) continue
      samples.addLine(line)
      traced.push(rules.streetOf(line))
      queue.push(line)
    }
  }
  return traced
}

function seedsOn(line: Line): { point: Vec; along: Vec }[] {
  return line.slice(1, -1).map((point, i) => ({ point, along: unit(subtract(line[i + 2], line[i])) }))
}

function traceBothWays(
  start: Vec,
  heading: Vec,
  field: OrientationField,
  rules: TraceRules,
  samples: SampleGrid,
): Line {
  const forward = trace(start, heading, field, rules, samples)
  const backward = trace(start, scale(heading, -1), field, rules, samples)
  return [...backward.reverse(), start, ...forward]
}

function trace(start: Vec, heading: Vec, field: OrientationField, rules: TraceRules, samples: SampleGrid): Line {
  const line: Line = []
  let [at, along] = [start, heading]
  while (line.length * STEP < rules.maxLength) {
    const halfway = field.directionAt(add(at, scale(along, STEP / 2)), along)
    const next = add(at, scale(halfway, STEP))
    if (
      !rules.isGround(next) ||
      samples.isTaken(next, halfway, CONVERGED * rules.gapAt(next, halfway)) ||
      bitesItself(next, line)
    )
      break
    line.push(next)
    at = next
    along = halfway
  }
  return line
}

const bitesItself = (p: Vec, line: Line) =>
  line.some((other, i) => i < line.length - 8 && distance(p, other) < 5 * STEP)

/** Points of streets with their run, in square cells. */
class SampleGrid {
  readonly #cells = new Map<number, { at: Vec; along: Vec }[]>()

  addLine(line: Line): void {
    for (let i = 1; i < line.length; i++) {
      const along = unit(subtract(line[i], line[i - 1]))
      const parts = Math.ceil(distance(line[i - 1], line[i]) / STEP)
      for (let k = 0; k < parts; k++)
        this.#add(add(line[i - 1], scale(subtract(line[i], line[i - 1]), k / parts)), along)
    }
  }

  /** Is there a street within `gap` that runs the same way? */
  isTaken(p: Vec, along: Vec, gap: number): boolean {
    const reach = Math.ceil(gap / CELL)
    const [column, row] = [Math.floor(p[0] / CELL), Math.floor(p[1] / CELL)]
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const cell = this.#cells.get(key(column + dx, row + dy))
        if (cell?.some((sample) => distance(sample.at, p) < gap && Math.abs(dot(sample.along, along)) > SAME_WAY))
          return true
      }
    }
    return false
  }

  #add(at: Vec, along: Vec): void {
    const cell = key(Math.floor(at[0] / CELL), Math.floor(at[1] / CELL))
    const samples = this.#cells.get(cell)
    if (samples) samples.push({ at, along })
    else this.#cells.set(cell, [{ at, along }])
  }
}

const key = (column: number, row: number) => (column + 32768) * 65536 + (row + 32768)
