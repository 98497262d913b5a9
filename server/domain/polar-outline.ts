/** Outlines of visible regions: the sides of all pieces, less those that two pieces share, joined to rings. */
import { type Side, sidesOf } from './piece-sides'
import type { VisiblePieces } from './polar-region'
import { signedArea } from './rings'

/** A closed ring as x, y pairs, the first point not repeated. */
export type Ring = number[]

/** Points nearer than this are one: they would collapse when rounded. */
const SAME_POINT_M = 2e-4
/** Rings of less ground than this are rounding. */
const LEAST_AREA_M2 = 1e-4

/**
 * The region's outline as polygons (a shell, counter-clockwise, then its holes), arcs cut to chords that leave them by at
 * most `chordErrorM`. Shadows and the near circle can cut the region into several polygons. Nothing visible: `[]`.
 */
export function visibleOutline(pieces: VisiblePieces, chordErrorM: number): Ring[][] {
  const sides = sidesOf(pieces)
  const leaving = leavingOf(sides)
  const isShared = ({ from }: Side) => leaving.get(from)!.length > 1
  const rings = loopsOf(sides, leaving)
    .map((loop) => cleaned(pointsOf(loop, chordErrorM, isShared)))
    .filter((ring) => ring.length >= 6 && Math.abs(signedArea(ring)) > LEAST_AREA_M2)
  const shells = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) shellAround(shells, hole)?.push(hole)
  return shells
}

/** The smallest shell that holds the hole's first point that is on no shell. */
function shellAround(shells: Ring[][], hole: Ring): Ring[] | undefined {
  const holds = (shell: Ring) => {
    let inside = 0
    for (let i = 0; i < hole.length; i += 2) inside += isInside(shell, hole[i], hole[i + 1]) ? 1 : -1
    return inside > 0
  }
  return shells.filter(([shell]) => holds(shell)).sort(([a], [b]) => signedArea(a) - signedArea(b))[0]
}

/** Sides by the node they leave. */
function leavingOf(sides: Side[]): Map<number, Side[]> {
  const leaving = new Map<number, Side[]>()
  for (const side of sides) {
    const known = leaving.get(side.from)
    if (known === undefined) leaving.set(side.from, [side])
    else known.push(side)
  }
  return leaving
}

/** Closed loops of sides; where several leave a node, the one that bounds the same ground is taken. */
function loopsOf(sides: Side[], leaving: Map<number, Side[]>): Side[][] {
  const used = new Set<Side>()
  const loops: Side[][] = []
  for (const first of sides) {
    if (used.has(first)) continue
    const path: Side[] = []
    const placeOf = new Map<number, number>()
    for (let side: Side | null = first; side !== null; side = nextSide(leaving.get(side.to) ?? [], side, used)) {
      used.add(side)
      placeOf.set(side.from, path.length)
      path.push(side)
      // A node met again closes a loop; what came before it goes on.
      const place = placeOf.get(side.to)
      if (place === undefined) continue
      const loop = path.splice(place)
      for (const { from } of loop) placeOf.delete(from)
      loops.push(loop)
      if (path.length === 0) break
      side = path[path.length - 1]
    }
  }
  return loops
}

/** Of the sides that leave where `arriving` ends, the first one clockwise from where it came. */
function nextSide(leaving: Side[], arriving: Side, used: Set<Side>): Side | null {
  const [backX, backY] = arriving.backwards
  let best: Side | null = null
  let least = Number.POSITIVE_INFINITY
  for (const side of leaving) {
    if (used.has(side)) continue
    const [x, y] = side.forwards
    const turn = Math.atan2(backY * x - backX * y, backX * x + backY * y)
    const clockwise = turn <= 0 ? turn + 2 * Math.PI : turn
    if (clockwise < least) [best, least] = [side, clockwise]
  }
  return best
}

/** A point of a ring; where rings touch both keep it, so that rounding moves them alike. */
type RingPoint = [x: number, y: number, isShared: boolean]

/** Arcs that go on are cut as one, so that the outline does not depend on where pieces met. */
function pointsOf(loop: Side[], chordErrorM: number, isShared: (side: Side) => boolean): RingPoint[] {
  const ring: RingPoint[] = []
  const first = Math.max(
    0,
    loop.findIndex((side, i) => !goesOn(loop[(i + loop.length - 1) % loop.length], side)),
  )
  const sides = [...loop.slice(first), ...loop.slice(0, first)]
  for (let i = 0; i < sides.length; i++) {
    const { ax, ay, isArc } = sides[i]
    ring.push([ax, ay, isShared(sides[i])])
    if (!isArc) continue
    let turn = turnOf(sides[i])
    while (i + 1 < sides.length && goesOn(sides[i], sides[i + 1])) turn += turnOf(sides[++i])
    pushArc(ring, ax, ay, turn, chordErrorM)
  }
  return ring
}

/** The points of an arc about the camera strictly between its ends. */
function pushArc(ring: RingPoint[], ax: number, ay: number, turn: number, chordErrorM: number): void {
  const steps = arcSteps(Math.hypot(ax, ay), Math.abs(turn), chordErrorM)
  for (let step = 1; step < steps; step++) {
    const cos = Math.cos((turn * step) / steps)
    const sin = Math.sin((turn * step) / steps)
    ring.push([ax * cos - ay * sin, ax * sin + ay * cos, false])
  }
}

const turnOf = ({ ax, ay, bx, by }: Side) => Math.atan2(ax * by - ay * bx, ax * bx + ay * by)

function goesOn(arc: Side, next: Side): boolean {
  const isSameCircle = Math.abs(Math.hypot(arc.ax, arc.ay) - Math.hypot(next.ax, next.ay)) < 1e-6
  return arc.isArc && next.isArc && !next.isApart && isSameCircle && turnOf(arc) > 0 === turnOf(next) > 0
}

/** How many chords an arc of `turn` radians needs. */
export function arcSteps(radius: number, turn: number, chordErrorM: number): number {
  const widest = 2 * Math.acos(Math.max(0.5, 1 - chordErrorM / radius))
  return Math.max(1, Math.ceil(turn / widest - 1e-9))
}

/** Without points that repeat the one before, lie on the line between their neighbours or form a spike. */
function cleaned(ring: RingPoint[]): Ring {
  let points = ring
  for (let before = Number.POSITIVE_INFINITY; points.length < before && points.length > 2; ) {
    before = points.length
    const kept: RingPoint[] = []
    points.forEach((point, i) => {
      const last = kept.length > 0 ? kept[kept.length - 1] : points[points.length - 1]
      const next = points[(i + 1) % points.length]
      if (!isNeedless(last, point, next)) kept.push(point)
    })
    points = kept
  }
  const flat: Ring = []
  for (const [x, y] of points) flat.push(x, y)
  return flat
}

/** Whether leaving `point` out moves the ring by less than the rounding does. */
function isNeedless([ax, ay]: RingPoint, [x, y, isShared]: RingPoint, [bx, by]: RingPoint): boolean {
  const toLast = Math.hypot(x - ax, y - ay)
  const toNext = Math.hypot(x - bx, y - by)
  if (toLast < SAME_POINT_M) return true
  const across = Math.abs((x - ax) * (by - y) - (y - ay) * (bx - x))
  if (toNext === 0) return false
  // Off the line of the longer of its two sides by less than the rounding: straight on, or there and back.
  const isSpike = (x - ax) * (bx - x) + (y - ay) * (by - y) < 0
  if (isShared && !isSpike) return false
  return across / Math.max(toLast, toNext) < (isSpike ? SAME_POINT_M : 1e-7)
}

function isInside(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    if (
      ring[i + 1] > y !== ring[j + 1] > y &&
      x < ring[i] + ((y - ring[i + 1]) / (ring[j + 1] - ring[i + 1])) * (ring[j] - ring[i])
    )
      inside = !inside
  return inside
}
