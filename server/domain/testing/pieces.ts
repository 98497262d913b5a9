import { PIECE_STRIDE, type VisiblePieces } from '../polar-region'

/** How far the region reaches in direction `angle`, metres; 0 outside its sector. */
export function distanceAlong({ count, values }: VisiblePieces, angle: number): number {
  const ux = Math.cos(angle)
  const uy = Math.sin(angle)
  for (let i = 0; i < count; i++) {
    const [ax, ay, bx, by, isArc] = values.subarray(i * PIECE_STRIDE, (i + 1) * PIECE_STRIDE)
    const isWithin = ax * uy - ay * ux >= 0 && ux * by - uy * bx >= 0 && ax * ux + ay * uy + bx * ux + by * uy > 0
    if (isWithin) return isArc ? Math.hypot(ax, ay) : (ax * by - ay * bx) / (ux * (by - ay) - uy * (bx - ax))
  }
  return 0
}
