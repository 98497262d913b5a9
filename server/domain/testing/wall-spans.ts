/** Walls as a camera at the origin meets them: the directions each one takes up, and the line it lies on. */

export interface Direction {
  angle: number
  ux: number
  uy: number
}

/** One look around: the sector, and per wall its line n·p = 1; in direction u the wall is 1 / n·u away. */
export interface Look {
  first: Direction
  last: Direction
  start: number
  farM: number
  nx: number[]
  ny: number[]
}

/** The directions one wall takes up. */
export interface Span {
  from: Direction
  to: Direction
  line: number
}

const FULL_TURN = 2 * Math.PI
/** Nearer than this to a wall's line, metres, the camera sees only its edge, which hides a single direction. */
const IN_LINE_M = 1e-9

/** The walls (x1, y1, x2, y2 per segment) within the circle `farM` and the sector from `start` through `span` radians. */
export function lookAt(
  segments: Float64Array,
  start: number,
  span: number,
  farM: number,
): { look: Look; spans: Span[] } {
  const first = { angle: 0, ux: Math.cos(start), uy: Math.sin(start) }
  const last = { angle: span, ux: Math.cos(start + span), uy: Math.sin(start + span) }
  const look: Look = { first, last, start, farM, nx: [], ny: [] }
  const spans: Span[] = []
  for (let i = 0; i < segments.length; i += 4)
    addSegment(look, spans, segments[i], segments[i + 1], segments[i + 2], segments[i + 3])
  return { look, spans }
}

function addSegment(look: Look, spans: Span[], x1: number, y1: number, x2: number, y2: number): void {
  const cross = x1 * y2 - y1 * x2
  if (cross < 0) addLeftTurning(look, spans, x2, y2, x1, y1, -cross)
  else addLeftTurning(look, spans, x1, y1, x2, y2, cross)
}

/** Clips a segment to the circle and adds its directions, in two parts when it lies across the start direction. */
function addLeftTurning(
  look: Look,
  spans: Span[],
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  cross: number,
): void {
  const length = Math.sqrt((x2 - x1) ** 2 + (y2 - y1) ** 2)
  const distance = cross / length
  if (!(distance > IN_LINE_M) || distance >= look.farM) return
  const halfChord = Math.sqrt(look.farM * look.farM - distance * distance)
  const foot = -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length
  const enter = Math.max(0, foot - halfChord) / length
  const leave = Math.min(length, foot + halfChord) / length
  if (enter >= leave) return
  const from = directionOf(look, x1 + enter * (x2 - x1), y1 + enter * (y2 - y1))
  const to = directionOf(look, x1 + leave * (x2 - x1), y1 + leave * (y2 - y1))
  const line = look.nx.push((y2 - y1) / cross) - 1
  look.ny.push((x1 - x2) / cross)
  pushSpans(look, spans, from, to, line)
}

function directionOf({ start }: Look, x: number, y: number): Direction {
  const length = Math.sqrt(x * x + y * y)
  return { angle: wrap(Math.atan2(y, x) - start), ux: x / length, uy: y / length }
}

function pushSpans({ first, last }: Look, spans: Span[], from: Direction, to: Direction, line: number): void {
  const width = wrap(to.angle - from.angle)
  // Rounding can turn a segment of no width into a full turn.
  if (width > Math.PI) return
  if (from.angle < last.angle) spans.push({ from, to: from.angle + width < last.angle ? to : last, line })
  if (to.angle < from.angle) spans.push({ from: first, to: to.angle < last.angle ? to : last, line })
}

function wrap(angle: number): number {
  const turned = angle % FULL_TURN
  return turned < 0 ? turned + FULL_TURN : turned
}
