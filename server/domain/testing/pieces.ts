import { ARC, AT_CAMERA, CORNERS, MARKS, type VisiblePieces } from '../polar-region'

/** The stretches of the ray in direction `angle` that lie in the pieces, as distances from the camera, nearest first. */
export function stretchesAlong({ count, corners, marks }: VisiblePieces, angle: number): [from: number, to: number][] {
  const ux = Math.cos(angle)
  const uy = Math.sin(angle)
  const stretches: [number, number][] = []
  for (let piece = 0; piece < count; piece++) {
    const at = piece * CORNERS
    const [ax, ay, bx, by] = corners.subarray(at, at + 4)
    if (ax * uy - ay * ux < 0 || ux * by - uy * bx < 0 || Math.max(ax * ux + ay * uy, bx * ux + by * uy) <= 0) continue
    const inner = marks[piece * MARKS + 3]
    const from = inner === AT_CAMERA ? 0 : distanceTo(corners, at + 4, inner, ux, uy)
    stretches.push([from, distanceTo(corners, at, marks[piece * MARKS + 2], ux, uy)])
  }
  return joined(stretches)
}

function distanceTo(corners: Float64Array, at: number, bound: number, ux: number, uy: number): number {
  const [ax, ay, bx, by] = corners.subarray(at, at + 4)
  return bound === ARC ? Math.hypot(ax, ay) : (ax * by - ay * bx) / (ux * (by - ay) - uy * (bx - ax))
}

/** Sorted, touching ones made one. */
export function joined(stretches: [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [from, to] of stretches.sort((a, b) => a[0] - b[0])) {
    const last = result[result.length - 1]
    if (last !== undefined && from <= last[1] + 1e-6) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}
