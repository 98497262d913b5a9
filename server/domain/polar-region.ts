/**
 * A visible region about a camera as pieces of equal rank: going counter-clockwise, each piece is bounded outside by a
 * wall (a straight line between its two corners) or by the far circle (an arc, flagged as such), inside by the camera
 * or the near circle. Coordinates are metres relative to the camera.
 */

/** Numbers per piece: right corner x, y, left corner x, y, and 1 for an arc or 0 for a wall. */
export const PIECE_STRIDE = 5

export interface VisiblePieces {
  count: number
  values: Float64Array
}

/** Closed form area in m² of the region outside the circle `nearM`: triangles and circle sectors, no tessellation. */
export function visibleArea(pieces: VisiblePieces, nearM: number): number {
  if (nearM === 0) return wholeArea(pieces)
  let area = 0
  for (const { ax, ay, bx, by, isArc } of partsBeyond(pieces, nearM)) {
    const turn = turnBetween(ax, ay, bx, by)
    area += ((isArc ? (ax * ax + ay * ay) * turn : ax * by - ay * bx) - nearM * nearM * turn) / 2
  }
  return area
}

function wholeArea({ count, values }: VisiblePieces): number {
  let twice = 0
  for (let i = 0; i < count * PIECE_STRIDE; i += PIECE_STRIDE) {
    const [ax, ay, bx, by] = [values[i], values[i + 1], values[i + 2], values[i + 3]]
    twice += values[i + 4] === 1 ? (ax * ax + ay * ay) * turnBetween(ax, ay, bx, by) : ax * by - ay * bx
  }
  return twice / 2
}

/** Angle from a to b in radians, −π … π. */
export function turnBetween(ax: number, ay: number, bx: number, by: number): number {
  return Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
}

/** One piece, or what the near circle leaves of it: from its right end a to its left end b. */
export interface Part {
  ax: number
  ay: number
  bx: number
  by: number
  isArc: boolean
}

/** The pieces cut at the near circle, without what lies inside it. */
export function partsBeyond({ count, values }: VisiblePieces, nearM: number): Part[] {
  const parts: Part[] = []
  for (let i = 0; i < count * PIECE_STRIDE; i += PIECE_STRIDE) {
    const part: Part = {
      ax: values[i],
      ay: values[i + 1],
      bx: values[i + 2],
      by: values[i + 3],
      isArc: values[i + 4] === 1,
    }
    if (part.isArc || nearM === 0 || isClear(part, nearM)) parts.push(part)
    else pushCutParts(parts, part, nearM)
  }
  return parts.filter(({ ax, ay, isArc }) => !isArc || ax * ax + ay * ay > nearM * nearM)
}

/** Whether a wall's line passes the near circle by. */
function isClear({ ax, ay, bx, by }: Part, nearM: number): boolean {
  const twice = ax * by - ay * bx
  return twice * twice > nearM * nearM * ((bx - ax) ** 2 + (by - ay) ** 2)
}

function pushCutParts(parts: Part[], { ax, ay, bx, by }: Part, nearM: number): void {
  const cuts = nearCuts(ax, ay, bx, by, nearM)
  const at = (cut: number) =>
    cut === 0 ? [ax, ay] : cut === 1 ? [bx, by] : [ax + cut * (bx - ax), ay + cut * (by - ay)]
  for (let k = 0; k + 1 < cuts.length; k++) {
    const [startX, startY] = at(cuts[k])
    const [endX, endY] = at(cuts[k + 1])
    if (Math.hypot(startX + endX, startY + endY) > 2 * nearM)
      parts.push({ ax: startX, ay: startY, bx: endX, by: endY, isArc: false })
  }
}

/** 0, the fractions of the wall at which it passes the near circle, 1. */
function nearCuts(ax: number, ay: number, bx: number, by: number, nearM: number): number[] {
  const dx = bx - ax
  const dy = by - ay
  const square = dx * dx + dy * dy
  const halfB = ax * dx + ay * dy
  const discriminant = halfB * halfB - square * (ax * ax + ay * ay - nearM * nearM)
  if (square === 0 || discriminant <= 0) return [0, 1]
  const root = Math.sqrt(discriminant)
  return [0, ...[(-halfB - root) / square, (-halfB + root) / square].filter((t) => t > 0 && t < 1), 1]
}
