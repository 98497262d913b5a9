/**
 * A visible region about a camera as pieces of equal rank: the stretch between two rays, bounded outside by a line (a
 * wall) or the far circle, inside by the camera, a line (where the shadow of a low roof ends) or the near circle.
 * Coordinates are metres relative to the camera. Pieces do not overlap, and neighbours share a ray.
 */

/** Numbers per piece in `corners`: outer right x, y, outer left x, y, inner right x, y, inner left x, y. */
export const CORNERS = 8
/** Numbers per piece in `marks`: right ray, left ray (the same number is the same ray), outer bound, inner bound. */
export const MARKS = 4
/** Bounds. An inner bound AT_CAMERA leaves the inner corners undefined. */
export const LINE = 0
export const ARC = 1
export const AT_CAMERA = 2

export interface VisiblePieces {
  count: number
  corners: Float64Array
  marks: Int32Array
}

/** The pieces in memory of their own. */
export function keptPieces({ count, corners, marks }: VisiblePieces): VisiblePieces {
  return { count, corners: corners.slice(0, count * CORNERS), marks: marks.slice(0, count * MARKS) }
}

/** Area in m², in closed form: triangles and circle sectors, no tessellation. */
export function visibleArea({ count, corners, marks }: VisiblePieces): number {
  let twice = 0
  for (let piece = 0; piece < count; piece++) {
    const at = piece * CORNERS
    twice += twiceWithin(corners, at, marks[piece * MARKS + 2])
    const inner = marks[piece * MARKS + 3]
    if (inner !== AT_CAMERA) twice -= twiceWithin(corners, at + 4, inner)
  }
  return twice / 2
}

/** Twice the area between the camera and one bound. */
function twiceWithin(corners: Float64Array, at: number, bound: number): number {
  const ax = corners[at]
  const ay = corners[at + 1]
  const bx = corners[at + 2]
  const by = corners[at + 3]
  const cross = ax * by - ay * bx
  return bound === ARC ? (ax * ax + ay * ay) * Math.atan2(cross, ax * bx + ay * by) : cross
}
