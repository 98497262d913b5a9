/** Whether one point can be seen from another: the shadows along a single line. */
import { heightOver, type Obstacles, outlinesAt } from './obstacles'

export interface SightLine {
  /** From where, metres in the obstacles' frame; the height is above ground. */
  x: number
  y: number
  heightM: number
  /** To where, and how high above ground. */
  toX: number
  toY: number
  targetHeightM: number
  /** Outlines that hide nothing: the camera's own building, or what one asks to think away. */
  isIgnored(outline: number): boolean
}

/**
 * Whether an outline hides the target: one lower than the target its own ground, one lower than the camera also its
 * finite shadow, a higher one all behind it (see `MeshViewer`). Exact to rounding; O(edges near the line).
 */
export function isHidden(obstacles: Obstacles, line: SightLine): boolean {
  const { heightM, targetHeightM } = line
  const distance = Math.hypot(line.toX - line.x, line.toY - line.y)
  for (const { from, to, height } of builtStretches(obstacles, line, distance)) {
    if (height === 0) continue
    if (height >= heightM) return true
    const stretch = height <= targetHeightM ? 1 : (heightM - targetHeightM) / (heightM - height)
    if (distance >= from && distance < stretch * to) return true
  }
  return false
}

/** The line in stretches of equal height, from the camera to just beyond the target. */
function builtStretches(obstacles: Obstacles, line: SightLine, distance: number) {
  const crossings = crossingsOf(obstacles, line)
  let standing = outlinesAt(obstacles, line.x, line.y).filter((outline) => !line.isIgnored(outline))
  const stretches: { from: number; to: number; height: number }[] = []
  let from = 0
  for (const [along, outline] of [...crossings, [Number.POSITIVE_INFINITY, -1] as const]) {
    if (standing.length > 0 && along * distance > from)
      stretches.push({ from, to: along * distance, height: heightOver(obstacles, standing) })
    standing = standing.includes(outline) ? standing.filter((other) => other !== outline) : [...standing, outline]
    from = along * distance
  }
  return stretches
}

/** Where the line crosses edges, as fractions of its length, ascending. Shadows of what lies beyond the target do not matter. */
function crossingsOf(
  obstacles: Obstacles,
  { x, y, toX, toY, isIgnored }: SightLine,
): [along: number, outline: number][] {
  const { edges, edgeOutline, edgeTree } = obstacles
  const [dx, dy] = [toX - x, toY - y]
  const near = edgeTree?.search(Math.min(x, toX), Math.min(y, toY), Math.max(x, toX), Math.max(y, toY)) ?? []
  const crossings: [number, number][] = []
  for (const edge of near) {
    if (isIgnored(edgeOutline[edge])) continue
    const ax = edges[edge * 4] - x
    const ay = edges[edge * 4 + 1] - y
    const bx = edges[edge * 4 + 2] - x
    const by = edges[edge * 4 + 3] - y
    const sideA = dx * ay - dy * ax
    const sideB = dx * by - dy * bx
    if (sideA > 0 === sideB > 0) continue
    const share = sideA / (sideA - sideB)
    const along = ((ax + share * (bx - ax)) * dx + (ay + share * (by - ay)) * dy) / (dx * dx + dy * dy)
    if (along > 0 && along <= 1) crossings.push([along, edgeOutline[edge]])
  }
  return crossings.sort((a, b) => a[0] - b[0])
}
