/** The slow, obvious way to see: one ray, every edge it meets, and the shadow of each stretch from its definition. */
import type { Look } from '../expansion'
import { heightOver, type Obstacles, outlinesAt } from '../obstacles'
import type { VisiblePieces } from '../polar-region'
import { joined, stretchesAlong } from './pieces'

const SAME_DISTANCE_M = 1e-12

type Stretches = [from: number, to: number][]

/** The visible stretches of the ray in direction `angle`, from nothing but the definition of a shadow. */
export function castRay(obstacles: Obstacles, look: Look, angle: number, ignored: ReadonlySet<number>): Stretches {
  const hidden: Stretches = []
  for (const { from, to, height } of builtStretches(obstacles, look, angle, ignored)) {
    if (height === 0) continue
    if (height >= look.heightM) {
      hidden.push([from, Number.POSITIVE_INFINITY])
      break
    }
    const stretch = height <= look.targetHeightM ? 1 : (look.heightM - look.targetHeightM) / (look.heightM - height)
    hidden.push([from, stretch * to])
  }
  return without(hidden, look.nearM, look.farM)
}

/** The ray cut where it enters or leaves an outline, each part with the height that stands on it. */
function builtStretches(obstacles: Obstacles, { x, y, farM }: Look, angle: number, ignored: ReadonlySet<number>) {
  const { edges, edgeOutline } = obstacles
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
  const crossings: [distance: number, outline: number][] = []
  for (let edge = 0; edge < edgeOutline.length; edge++) {
    if (ignored.has(edgeOutline[edge])) continue
    const [ax, ay, bx, by] = [
      edges[edge * 4] - x,
      edges[edge * 4 + 1] - y,
      edges[edge * 4 + 2] - x,
      edges[edge * 4 + 3] - y,
    ]
    const sideA = ux * ay - uy * ax
    const sideB = ux * by - uy * bx
    if (sideA > 0 === sideB > 0) continue
    const along = sideA / (sideA - sideB)
    const distance = ux * (ax + along * (bx - ax)) + uy * (ay + along * (by - ay))
    if (distance > 0 && distance < farM) crossings.push([distance, edgeOutline[edge]])
  }
  crossings.sort((a, b) => a[0] - b[0])
  let standing = outlinesAt(obstacles, x, y).filter((outline) => !ignored.has(outline))
  const stretches: { from: number; to: number; height: number }[] = []
  let from = 0
  for (const [distance, outline] of [...crossings, [farM, -1] as [number, number]]) {
    // Outlines that share an edge meet the ray within rounding of each other.
    if (distance - from > SAME_DISTANCE_M)
      stretches.push({ from, to: distance, height: heightOver(obstacles, standing) })
    standing = standing.includes(outline) ? standing.filter((other) => other !== outline) : [...standing, outline]
    from = distance
  }
  return stretches
}

/** What is left of near … far. */
function without(hidden: Stretches, near: number, far: number): Stretches {
  const left: Stretches = []
  let from = near
  for (const [start, end] of joined(hidden)) {
    if (start > from) left.push([from, Math.min(start, far)])
    from = Math.max(from, end)
    if (from >= far) return left
  }
  left.push([from, far])
  return left
}

const MOST_OFF_M = 0.01

export interface RayOptions {
  rays?: number
  slack?: number
}

/** How many rays of a look see more than 1 cm more or less in the pieces than by the definition; see `raysApart`. */
export function raysOff(
  pieces: VisiblePieces,
  obstacles: Obstacles,
  look: Look,
  { ignored = new Set(), ...options }: RayOptions & { ignored?: ReadonlySet<number> } = {},
): number {
  const exactAt = (angle: number) => castRay(obstacles, look, angle, ignored)
  return raysApart((angle) => stretchesAlong(pieces, angle), exactAt, look, options)
}

/**
 * On how many of `rays` rays through the look two views differ by more than 1 cm. Within `slack` radians of a corner either
 * side of it may be right: ground that all three rays there see must be seen, ground that none sees must not.
 */
export function raysApart(
  seenAt: (angle: number) => Stretches,
  exactAt: (angle: number) => Stretches,
  { start, span }: Pick<Look, 'start' | 'span'>,
  { rays = 720, slack = 1e-4 }: RayOptions = {},
): number {
  let apart = 0
  for (let ray = 0; ray < rays; ray++) {
    const angle = start + (span * (ray + 0.5 + 1e-4)) / rays
    const [seen, exact] = [seenAt(angle), exactAt(angle)]
    if (excess(seen, [exact]) + excess(exact, [seen]) <= MOST_OFF_M) continue
    const around = [angle - slack, angle, angle + slack].map(exactAt)
    if (excess(around.reduce(common), [seen]) > MOST_OFF_M || excess(seen, around) > MOST_OFF_M) apart++
  }
  return apart
}

/** Metres of `stretches` that lie in none of the others. */
function excess(stretches: Stretches, others: Stretches[]): number {
  const all = joined(others.flat().map(([from, to]): [number, number] => [from, to]))
  let metres = 0
  for (const [from, to] of stretches) {
    metres += to - from
    for (const [start, end] of all) metres -= Math.max(0, Math.min(to, end) - Math.max(from, start))
  }
  return metres
}

function common(a: Stretches, b: Stretches): Stretches {
  return a.flatMap(([from, to]) =>
    b
      .map(([start, end]): [number, number] => [Math.max(from, start), Math.min(to, end)])
      .filter(([start, end]) => end > start),
  )
}
