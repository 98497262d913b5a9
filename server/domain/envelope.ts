/**
 * The lower envelope of line segments seen from the origin: which segment is nearest in every direction.
 *
 * Divide and conquer: the envelope of one segment is trivial, two envelopes merge in one walk along their common
 * directions, and where two segments cross the walk splits. So crossing, overlapping, touching and repeated segments
 * need no preparation. O(n log n) for n segments; exact up to rounding.
 */
import { PIECE_STRIDE, type VisiblePieces } from './polar-region'

/** Directions in radians from the sector's right side, ascending; `lines[i]` bounds the view from `starts[i]` on. */
interface Envelope {
  starts: number[]
  lines: number[]
}

/** One look around: the sector, and per wall its line n·p = 1; in direction u the wall is 1 / n·u away. */
interface Look {
  start: number
  span: number
  farM: number
  nx: number[]
  ny: number[]
}

/** The directions one wall takes up, radians from the sector's right side. */
interface Span {
  from: number
  to: number
  line: number
}

const NOTHING = -1
const FULL_TURN = 2 * Math.PI
/** Lines whose nearness agrees this closely count as one; it keeps slivers out where walls share a corner or a line. */
const SAME = 1e-12
/** Nearer than this to a wall's line, metres, the camera sees only its edge, which hides a single direction. */
const IN_LINE_M = 1e-9

/**
 * Pieces of the region visible from the origin among `segments` (x1, y1, x2, y2 in metres), counter-clockwise from
 * direction `start` through `span` radians (at most a full turn), out to the circle `farM`.
 */
export function sweepVisible(segments: Float64Array, start: number, span: number, farM: number): VisiblePieces {
  const look: Look = { start, span, farM, nx: [], ny: [] }
  const spans: Span[] = []
  for (let i = 0; i < segments.length; i += 4)
    addSegment(look, spans, segments[i], segments[i + 1], segments[i + 2], segments[i + 3])
  return piecesOf(envelopeOf(look, spans, 0, spans.length), look)
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
  const length = Math.hypot(x2 - x1, y2 - y1)
  const distance = cross / length
  if (!(distance > IN_LINE_M) || distance >= look.farM) return
  const halfChord = Math.sqrt(look.farM * look.farM - distance * distance)
  const foot = -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length
  const enter = Math.max(0, foot - halfChord) / length
  const leave = Math.min(length, foot + halfChord) / length
  if (enter >= leave) return
  const right = Math.atan2(y1 + enter * (y2 - y1), x1 + enter * (x2 - x1))
  const left = Math.atan2(y1 + leave * (y2 - y1), x1 + leave * (x2 - x1))
  const line = look.nx.push((y2 - y1) / cross) - 1
  look.ny.push((x1 - x2) / cross)
  pushSpans(look, spans, wrap(right - look.start), wrap(left - right), line)
}

function pushSpans({ span }: Look, spans: Span[], from: number, width: number, line: number): void {
  // Rounding can turn a segment of no width into a full turn.
  const to = from + (width > Math.PI ? 0 : width)
  if (from < span) spans.push({ from, to: Math.min(to, span), line })
  if (to > FULL_TURN) spans.push({ from: 0, to: Math.min(to - FULL_TURN, span), line })
}

function wrap(angle: number): number {
  const turned = angle % FULL_TURN
  return turned < 0 ? turned + FULL_TURN : turned
}

function envelopeOf(look: Look, spans: Span[], low: number, high: number): Envelope {
  if (high === low) return { starts: [0], lines: [NOTHING] }
  if (high - low === 1) return envelopeOfOne(look, spans[low])
  const middle = (low + high) >> 1
  return merge(look, envelopeOf(look, spans, low, middle), envelopeOf(look, spans, middle, high))
}

function envelopeOfOne({ span }: Look, { from, to, line }: Span): Envelope {
  const envelope: Envelope = { starts: [], lines: [] }
  if (from > 0) append(envelope, 0, NOTHING)
  append(envelope, from, line)
  if (to < span) append(envelope, to, NOTHING)
  return envelope
}

function merge(look: Look, a: Envelope, b: Envelope): Envelope {
  const merged: Envelope = { starts: [], lines: [] }
  let i = 0
  let j = 0
  let from = 0
  while (from < look.span) {
    const endA = i + 1 < a.starts.length ? a.starts[i + 1] : look.span
    const endB = j + 1 < b.starts.length ? b.starts[j + 1] : look.span
    const to = Math.min(endA, endB)
    if (to > from) appendNearer(look, merged, a.lines[i], b.lines[j], from, to)
    if (endA <= to) i++
    if (endB <= to) j++
    from = to
  }
  return merged
}

/** Appends the nearer of two lines for one stretch of directions, or both where they cross in it. */
function appendNearer(look: Look, merged: Envelope, a: number, b: number, from: number, to: number): void {
  if (a === NOTHING || b === NOTHING || a === b) {
    append(merged, from, Math.max(a, b))
    return
  }
  const leadFrom = leadOf(look, a, b, from)
  const leadTo = leadOf(look, a, b, to)
  const same = SAME * (Math.abs(look.nx[a]) + Math.abs(look.ny[a]))
  const isAFirst = leadFrom > same || (leadFrom >= -same && leadTo >= 0)
  append(merged, from, isAFirst ? a : b)
  if (Math.min(leadFrom, leadTo) >= -same || Math.max(leadFrom, leadTo) <= same) return
  const at = from + crossingAfter(leadFrom, leadTo, to - from)
  if (at > from && at < to) append(merged, at, isAFirst ? b : a)
}

/** By how much 1 / distance of line `a` exceeds that of `b` in a direction: above 0 where `a` is nearer. */
function leadOf({ nx, ny, start }: Look, a: number, b: number, direction: number): number {
  return (nx[a] - nx[b]) * Math.cos(start + direction) + (ny[a] - ny[b]) * Math.sin(start + direction)
}

/** Angle after the first direction at which a sinusoid with values of unlike sign, `width` < π apart, passes zero. */
function crossingAfter(first: number, last: number, width: number): number {
  const sign = Math.sign(first)
  return Math.atan2(sign * first * Math.sin(width), sign * (first * Math.cos(width) - last))
}

function append(envelope: Envelope, start: number, line: number): void {
  const last = envelope.lines.length - 1
  if (last >= 0 && envelope.lines[last] === line) return
  envelope.starts.push(start)
  envelope.lines.push(line)
}

/** Corner points of every piece; arcs are cut so that none is wider than a right angle. */
function piecesOf({ starts, lines }: Envelope, look: Look): VisiblePieces {
  const values: number[] = []
  starts.forEach((from, i) => {
    const to = i + 1 < starts.length ? starts[i + 1] : look.span
    const isArc = lines[i] === NOTHING
    const parts = isArc ? Math.max(1, Math.ceil((to - from) / (Math.PI / 2) - 1e-9)) : 1
    for (let part = 0; part < parts; part++) {
      pushCorner(values, look, from + ((to - from) * part) / parts, lines[i])
      pushCorner(values, look, from + ((to - from) * (part + 1)) / parts, lines[i])
      values.push(isArc ? 1 : 0)
    }
  })
  return { count: values.length / PIECE_STRIDE, values: Float64Array.from(values) }
}

function pushCorner(values: number[], { start, farM, nx, ny }: Look, direction: number, line: number): void {
  const ux = Math.cos(start + direction)
  const uy = Math.sin(start + direction)
  const distance = line === NOTHING ? farM : Math.min(farM, 1 / (nx[line] * ux + ny[line] * uy))
  values.push(distance * ux, distance * uy)
}
