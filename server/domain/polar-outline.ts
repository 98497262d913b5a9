/** Outlines of visible regions: pieces joined to rings, arcs cut to chords. */
import { type Part, partsBeyond, turnBetween, type VisiblePieces } from './polar-region'

/** A closed ring as x, y pairs, the first point not repeated. */
export type Ring = number[]

/** Pieces narrower than this are left out of outlines (never of areas): they would collapse when rounded. */
const NARROWEST_M = 2e-4

/**
 * The region's outline as polygons (a shell, then holes), arcs cut to chords that leave them by at most `chordErrorM`.
 * The near circle can cut the region into several polygons. Nothing visible: `[]`.
 */
export function visibleOutline(
  pieces: VisiblePieces,
  nearM: number,
  isFullTurn: boolean,
  chordErrorM: number,
): Ring[][] {
  const runs = runsOf(partsBeyond(pieces, nearM).filter(isWideEnough), nearM, isFullTurn)
  const isRound = isFullTurn && runs.length === 1 && isClosed(runs[0], nearM)
  return runs.map((run) => {
    const shell = outerSide(run, chordErrorM)
    if (isRound) return (nearM === 0 ? [shell] : [shell, circle(nearM, chordErrorM)]).map(opened)
    if (nearM === 0) pushPoint(shell, 0, 0)
    else pushNearSide(shell, run[0], run[run.length - 1], nearM, chordErrorM)
    return [opened(shell)]
  })
}

/** Without the last point where it repeats the first. */
function opened(ring: Ring): Ring {
  const isRepeated = Math.hypot(ring[0] - ring[ring.length - 2], ring[1] - ring[ring.length - 1]) < NARROWEST_M
  return isRepeated ? ring.slice(0, -2) : ring
}

function isWideEnough({ ax, ay, bx, by }: Part): boolean {
  return ax * by - ay * bx > NARROWEST_M * Math.min(Math.hypot(ax, ay), Math.hypot(bx, by))
}

/** Parts that hang together; a full turn's first and last run are joined when they do. */
function runsOf(parts: Part[], nearM: number, isFullTurn: boolean): Part[][] {
  const runs: Part[][] = []
  for (const part of parts) {
    const run = runs[runs.length - 1]
    if (run !== undefined && areJoined(run[run.length - 1], part, nearM)) run.push(part)
    else runs.push([part])
  }
  const last = runs[runs.length - 1]
  if (!isFullTurn || runs.length < 2 || !areJoined(last[last.length - 1], runs[0][0], nearM)) return runs
  return [[...last, ...runs[0]], ...runs.slice(1, -1)]
}

const isClosed = (run: Part[], nearM: number) => areJoined(run[run.length - 1], run[0], nearM)

/** Whether two parts share a side longer than a point: the same direction, and both reach beyond the near circle. */
function areJoined(right: Part, left: Part, nearM: number): boolean {
  const rightReach = Math.hypot(right.bx, right.by)
  const leftReach = Math.hypot(left.ax, left.ay)
  if (Math.min(rightReach, leftReach) <= nearM + NARROWEST_M) return false
  const cross = right.bx * left.ay - right.by * left.ax
  const dot = right.bx * left.ax + right.by * left.ay
  return dot > 0 && Math.abs(cross) < 2 * NARROWEST_M * Math.max(rightReach, leftReach)
}

function outerSide(run: Part[], chordErrorM: number): Ring {
  const ring: Ring = []
  for (const { ax, ay, bx, by, isArc } of run) {
    pushPoint(ring, ax, ay)
    if (isArc) pushArc(ring, ax, ay, bx, by, chordErrorM)
    pushPoint(ring, bx, by)
  }
  return ring
}

/** The near circle from the run's left side back to its right side. */
function pushNearSide(ring: Ring, first: Part, last: Part, nearM: number, chordErrorM: number): void {
  const left = Math.atan2(last.by, last.bx)
  const right = Math.atan2(first.ay, first.ax)
  const turn = left - right > 0 ? left - right : left - right + 2 * Math.PI
  const steps = arcSteps(nearM, turn, chordErrorM)
  for (let i = 0; i <= steps; i++) {
    const angle = left - (turn * i) / steps
    pushPoint(ring, nearM * Math.cos(angle), nearM * Math.sin(angle))
  }
}

function circle(radius: number, chordErrorM: number): Ring {
  const steps = arcSteps(radius, 2 * Math.PI, chordErrorM)
  const angles = Array.from({ length: steps }, (_, i) => (-2 * Math.PI * i) / steps)
  return angles.flatMap((angle) => [radius * Math.cos(angle), radius * Math.sin(angle)])
}

/** The points of an arc strictly between its ends. */
function pushArc(ring: Ring, ax: number, ay: number, bx: number, by: number, chordErrorM: number): void {
  const radius = Math.hypot(ax, ay)
  const turn = turnBetween(ax, ay, bx, by)
  const steps = arcSteps(radius, turn, chordErrorM)
  for (let i = 1; i < steps; i++) {
    const cos = Math.cos((turn * i) / steps)
    const sin = Math.sin((turn * i) / steps)
    pushPoint(ring, ax * cos - ay * sin, ax * sin + ay * cos)
  }
}

function arcSteps(radius: number, turn: number, chordErrorM: number): number {
  const widest = 2 * Math.acos(Math.max(0.5, 1 - chordErrorM / radius))
  return Math.max(1, Math.ceil(turn / widest - 1e-9))
}

function pushPoint(ring: Ring, x: number, y: number): void {
  const last = ring.length - 2
  if (last >= 0 && Math.hypot(ring[last] - x, ring[last + 1] - y) < NARROWEST_M) return
  ring.push(x, y)
}
