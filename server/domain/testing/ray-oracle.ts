/** The slow, obvious way to see: one ray against every segment. */
import type { VisiblePieces } from '../polar-region'
import { distanceAlong } from './pieces'

/**
 * How many of 720 rays through a sector the pieces get wrong by more than 1 cm. Within `slack` radians of a corner either
 * side of it may be right.
 */
export function raysOff(
  pieces: VisiblePieces,
  segments: Float64Array,
  start: number,
  span: number,
  farM: number,
  slack: number,
): number {
  let off = 0
  for (let ray = 0; ray < 720; ray++) {
    const angle = start + (span * (ray + 0.5 + 1e-4)) / 720
    const expected = [-slack, 0, slack].map((turn) => castRay(segments, angle + turn, farM))
    const seen = distanceAlong(pieces, angle)
    if (seen < Math.min(...expected) - 0.01 || seen > Math.max(...expected) + 0.01) off++
  }
  return off
}

/** Distance from the origin to the nearest of `segments` (x1, y1, x2, y2) in direction `angle`, at most `farM`. */
export function castRay(segments: Float64Array, angle: number, farM: number): number {
  const ux = Math.cos(angle)
  const uy = Math.sin(angle)
  let nearest = farM
  for (let i = 0; i < segments.length; i += 4) {
    const dx = segments[i + 2] - segments[i]
    const dy = segments[i + 3] - segments[i + 1]
    const across = ux * dy - uy * dx
    if (across === 0) continue
    const distance = (segments[i] * dy - segments[i + 1] * dx) / across
    const along = (segments[i] * uy - segments[i + 1] * ux) / across
    if (distance > 0 && along >= 0 && along <= 1 && distance < nearest) nearest = distance
  }
  return nearest
}
