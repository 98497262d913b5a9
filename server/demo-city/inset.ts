import {
  add,
  contains,
  cross,
  distance,
  distanceToSegment,
  dot,
  isSimple,
  left,
  type Ring,
  scale,
  signedArea,
  subtract,
  unit,
  type Vec,
} from './plane'

/** Bends of a street are smoothed, so an inset may come so much nearer to it, metres. */
const SLACK_M = 2.5

interface Side {
  a: Vec
  b: Vec
  inward: number
}

/**
 * The ring moved inwards, each side by its own distance (metres). Sides that vanish are dropped. Null when nothing, or
 * nothing sound, is left.
 */
export function insetRing(ring: Ring, inwards: readonly number[]): Ring | null {
  let sides = withoutSpikes(
    mergedSides(ring.map((a, i) => ({ a, b: ring[(i + 1) % ring.length], inward: inwards[i] }))),
  )
  for (;;) {
    if (sides.length < 3) return null
    const corners = sides.map((side, i) => meeting(sides[(i + sides.length - 1) % sides.length], side))
    const vanished = sides.findIndex(
      ({ a, b }, i) => dot(subtract(corners[(i + 1) % corners.length], corners[i]), subtract(b, a)) <= 0,
    )
    if (vanished < 0) return isSound(corners, sides, ring) ? corners : null
    sides = sides.filter((_, i) => i !== vanished)
  }
}

export const insetEvenly = (ring: Ring, inward: number) =>
  insetRing(
    ring,
    ring.map(() => inward),
  )

/** Neighbouring sides that run on almost straight become one, so that a bend does not splinter the inset. */
function mergedSides(sides: Side[]): Side[] {
  const merged: Side[] = []
  for (const side of sides) {
    const last = merged[merged.length - 1]
    const runsOn =
      last &&
      last.inward === side.inward &&
      Math.abs(cross(unit(subtract(last.b, last.a)), unit(subtract(side.b, side.a)))) < 0.05
    if (runsOn && distanceToSegment(last.b, last.a, side.b) < 0.8) last.b = side.b
    else if (distance(side.a, side.b) > 0.05) merged.push({ ...side })
  }
  return merged
}

/** Where a ring runs out and back at once, nothing can be inside: the tip is cut off. */
function withoutSpikes(sides: Side[]): Side[] {
  const tip = sides.findIndex((side, i) => {
    const next = sides[(i + 1) % sides.length]
    return dot(unit(subtract(side.b, side.a)), unit(subtract(next.b, next.a))) < -0.92
  })
  if (tip < 0 || sides.length < 4) return sides
  const next = (tip + 1) % sides.length
  const joined = { a: sides[tip].a, b: sides[next].b, inward: Math.max(sides[tip].inward, sides[next].inward) }
  return withoutSpikes(sides.flatMap((side, i) => (i === tip ? [joined] : i === next ? [] : [side])))
}

const moved = ({ a, b, inward }: Side): [Vec, Vec] => {
  const shift = scale(left(unit(subtract(b, a))), inward)
  return [add(a, shift), add(b, shift)]
}

/** Where two moved sides meet. Nearly parallel ones meet at the middle of their moved ends. */
function meeting(before: Side, after: Side): Vec {
  const [p, pEnd] = moved(before)
  const [q, qEnd] = moved(after)
  const [u, v] = [subtract(pEnd, p), subtract(qEnd, q)]
  const denominator = cross(u, v)
  if (Math.abs(denominator) < 0.02 * Math.hypot(...u) * Math.hypot(...v)) return scale(add(pEnd, q), 0.5)
  return add(p, scale(u, cross(subtract(q, p), v) / denominator))
}

function isSound(corners: Ring, sides: Side[], outer: Ring): boolean {
  if (signedArea(corners) < 20 || !isSimple(corners)) return false
  return corners.every(
    (corner) =>
      contains(outer, corner) && sides.every(({ a, b, inward }) => distanceToSegment(corner, a, b) > inward - SLACK_M),
  )
}
