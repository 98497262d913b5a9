/**
 * The lower envelope of line segments seen from the origin: which segment is nearest in every direction.
 *
 * Segments are put into the envelope one by one: each is compared with what its directions show so far, and where two
 * segments cross the stretch is divided. So crossing, overlapping, touching and repeated segments need no preparation,
 * and their order does not matter. O(n·k) for n segments and k pieces, near O(n·log k) where most are hidden; exact up
 * to rounding.
 */
import { ARC, AT_CAMERA, CORNERS, LINE, MARKS, type VisiblePieces } from '../polar-region'
import { type Direction, type Look, lookAt, type Span } from './wall-spans'

/**
 * Directions ascend in radians from the sector's right side; `ux`, `uy` are the same directions as unit vectors, kept
 * so that comparing needs no trigonometry. `lines[i]` bounds the view from direction `i` on.
 */
interface Envelope {
  starts: number[]
  ux: number[]
  uy: number[]
  lines: number[]
}

const NOTHING = -1
/** Lines whose nearness agrees this closely count as one; it keeps slivers out where walls share a corner or a line. */
const SAME = 1e-12

/**
 * Pieces of the region visible from the origin among `segments` (x1, y1, x2, y2 in metres), counter-clockwise from
 * direction `start` through `span` radians (at most a full turn), out to the circle `farM`.
 */
export function sweepVisible(segments: Float64Array, start: number, span: number, farM: number): VisiblePieces {
  const { look, spans } = lookAt(segments, start, span, farM)
  const envelope = emptyEnvelope()
  append(envelope, look.first, NOTHING)
  for (const seen of spans) insert(look, envelope, seen)
  return piecesOf(envelope, look)
}

const emptyEnvelope = (): Envelope => ({ starts: [], ux: [], uy: [], lines: [] })

function append({ starts, ux, uy, lines }: Envelope, from: Direction, line: number): void {
  const last = lines.length - 1
  if (last >= 0 && starts[last] >= from.angle) {
    lines[last] = line
    return
  }
  if (last >= 0 && lines[last] === line) return
  starts.push(from.angle)
  ux.push(from.ux)
  uy.push(from.uy)
  lines.push(line)
}

function directionAt({ starts, ux, uy }: Envelope, piece: number, { last }: Look): Direction {
  return piece < starts.length ? { angle: starts[piece], ux: ux[piece], uy: uy[piece] } : last
}

/** Shows the span's line wherever it is nearer than what the envelope shows there. */
function insert(look: Look, envelope: Envelope, { from, to, line }: Span): void {
  const first = pieceAt(envelope, from.angle)
  if (isHidden(look, envelope, first, from, to, line)) return
  const patch = emptyEnvelope()
  let piece = first
  append(patch, directionAt(envelope, piece, look), envelope.lines[piece])
  let start = from
  while (start.angle < to.angle) {
    const pieceEnd = directionAt(envelope, piece + 1, look)
    const end = pieceEnd.angle < to.angle ? pieceEnd : to
    appendNearer(look, patch, envelope.lines[piece], line, start, end)
    if (pieceEnd.angle <= to.angle) piece++
    start = end
  }
  if (piece < envelope.starts.length) append(patch, to, envelope.lines[piece])
  replace(envelope, first, piece + 1, patch)
}
/** The last piece that starts at or before `angle`. */
function pieceAt({ starts }: Envelope, angle: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= angle) low = middle
    else high = middle - 1
  }
  return low
}

/** Whether the line is behind the envelope in all its directions: so are most, hence no allocation here. */
function isHidden(
  look: Look,
  envelope: Envelope,
  first: number,
  from: Direction,
  to: Direction,
  line: number,
): boolean {
  const { starts, ux, uy, lines } = envelope
  let { angle, ux: x, uy: y } = from
  for (let piece = first; angle < to.angle; piece++) {
    if (lines[piece] === NOTHING) return false
    const same = sameness(look, lines[piece])
    if (leadOf(look, lines[piece], line, x, y) < -same) return false
    const isWithin = piece + 1 < starts.length && starts[piece + 1] < to.angle
    angle = isWithin ? starts[piece + 1] : to.angle
    x = isWithin ? ux[piece + 1] : to.ux
    y = isWithin ? uy[piece + 1] : to.uy
    if (leadOf(look, lines[piece], line, x, y) < -same) return false
  }
  return true
}

/** Appends the nearer of two lines for one stretch of directions, or both where they cross in it. */
function appendNearer(look: Look, patch: Envelope, old: number, line: number, from: Direction, to: Direction): void {
  const leadFrom = old === NOTHING ? -1 : leadOf(look, old, line, from.ux, from.uy)
  const leadTo = old === NOTHING ? -1 : leadOf(look, old, line, to.ux, to.uy)
  const same = old === NOTHING ? 0 : sameness(look, old)
  const isOldFirst = leadFrom > same || (leadFrom >= -same && leadTo >= -same)
  append(patch, from, isOldFirst ? old : line)
  if (Math.min(leadFrom, leadTo) >= -same || Math.max(leadFrom, leadTo) <= same) return
  const crossing = crossingOf(look, old, line, from)
  if (crossing.angle > from.angle && crossing.angle < to.angle) append(patch, crossing, isOldFirst ? line : old)
}

/** By how much 1 / distance of line `a` exceeds that of `b` in a direction: above 0 where `a` is nearer. */
function leadOf({ nx, ny }: Look, a: number, b: number, ux: number, uy: number): number {
  return (nx[a] - nx[b]) * ux + (ny[a] - ny[b]) * uy
}

const sameness = ({ nx, ny }: Look, line: number) => SAME * (Math.abs(nx[line]) + Math.abs(ny[line]))

/** Where two lines' lead is 0: at right angles to the difference of their duals, to the left of `from`. */
function crossingOf({ nx, ny }: Look, a: number, b: number, from: Direction): Direction {
  const dx = nx[a] - nx[b]
  const dy = ny[a] - ny[b]
  const length = from.ux * dx + from.uy * dy > 0 ? Math.hypot(dx, dy) : -Math.hypot(dx, dy)
  const [ux, uy] = [-dy / length, dx / length]
  return { angle: from.angle + Math.atan2(from.ux * uy - from.uy * ux, from.ux * ux + from.uy * uy), ux, uy }
}

function replace(envelope: Envelope, from: number, to: number, patch: Envelope): void {
  envelope.starts.splice(from, to - from, ...patch.starts)
  envelope.ux.splice(from, to - from, ...patch.ux)
  envelope.uy.splice(from, to - from, ...patch.uy)
  envelope.lines.splice(from, to - from, ...patch.lines)
}

/** Arcs are cut so that none is wider than a right angle. */
function piecesOf({ starts, ux, uy, lines }: Envelope, look: Look): VisiblePieces {
  const corners: number[] = []
  const marks: number[] = []
  const push = (ax: number, ay: number, bx: number, by: number, outer: number) => {
    const ray = marks.length / MARKS
    corners.push(ax, ay, bx, by, 0, 0, 0, 0)
    marks.push(ray, ray + 1, outer, AT_CAMERA)
  }
  starts.forEach((from, i) => {
    const isLast = i + 1 === starts.length
    const to = isLast ? look.last.angle : starts[i + 1]
    const [toX, toY] = isLast ? [look.last.ux, look.last.uy] : [ux[i + 1], uy[i + 1]]
    if (lines[i] === NOTHING) pushArcs(push, look, from, ux[i], uy[i], to, toX, toY)
    else push(...cornerOn(look, ux[i], uy[i], lines[i]), ...cornerOn(look, toX, toY, lines[i]), LINE)
  })
  return { count: corners.length / CORNERS, corners: Float64Array.from(corners), marks: Int32Array.from(marks) }
}

function pushArcs(
  push: (ax: number, ay: number, bx: number, by: number, outer: number) => void,
  { start, farM }: Look,
  from: number,
  fromX: number,
  fromY: number,
  to: number,
  toX: number,
  toY: number,
): void {
  const parts = Math.max(1, Math.ceil((to - from) / (Math.PI / 2) - 1e-9))
  let [rightX, rightY] = [fromX, fromY]
  for (let part = 1; part <= parts; part++) {
    const angle = start + from + ((to - from) * part) / parts
    const [leftX, leftY] = part === parts ? [toX, toY] : [Math.cos(angle), Math.sin(angle)]
    push(farM * rightX, farM * rightY, farM * leftX, farM * leftY, ARC)
    rightX = leftX
    rightY = leftY
  }
}

function cornerOn({ farM, nx, ny }: Look, ux: number, uy: number, line: number): [x: number, y: number] {
  const distance = Math.min(farM, 1 / (nx[line] * ux + ny[line] * uy))
  return [distance * ux, distance * uy]
}
