import type { Building } from './building'
import {
  add,
  angleOf,
  area,
  type Box,
  boxOf,
  clipped,
  contains,
  cross,
  distance,
  type Line,
  left,
  type Ring,
  scale,
  shareAlong,
  subtract,
  turned,
  unit,
  type Vec,
} from './plane'
import type { Plot } from './plot'
import type { Random } from './random'
import { placed, rectangle } from './shapes'

/** What to put at a place of a row: its outline about the origin, and how it becomes a building. */
export interface Piece {
  shape: Ring
  width: number
  building: Omit<Building, 'outline' | 'courtyards'>
}

export interface RowRules {
  /** Which way rows run, radians from east. */
  angle: number
  /** From the front of one row to the front of the next, metres. */
  pitch: number
  /** Room between two buildings of a row, metres. */
  sideGap: number
  piece(row: number): Piece
  /** Leave this place free? */
  isFree?(at: Vec): boolean
}

const SLIDE = 4

/** Fills the plot with rows from the south; a row where nothing fits costs a step only, and pieces slide along until they fit. */
export function buildRows(plot: Plot, rules: RowRules): void {
  const box = boxOf(plot.ring.map((corner) => turned(corner, -rules.angle)))
  let row = 0
  for (let y = box.minY; y < box.maxY; ) {
    const isBuilt = buildRow(plot, rules, row, y, box)
    y += isBuilt ? rules.pitch : SLIDE
    if (isBuilt) row++
  }
}

function buildRow(plot: Plot, rules: RowRules, row: number, y: number, box: Box): boolean {
  let piece = rules.piece(row)
  let isBuilt = false
  for (let x = box.minX + piece.width / 2; x < box.maxX; ) {
    const at = turned([x, y], rules.angle)
    if (
      contains(plot.ring, at) &&
      !rules.isFree?.(at) &&
      plot.build(buildingAt(piece, at, rules.angle), rules.sideGap)
    ) {
      const before = piece.width
      piece = rules.piece(row)
      x += (before + piece.width) / 2 + rules.sideGap
      isBuilt = true
    } else x += SLIDE
  }
  return isBuilt
}

const buildingAt = ({ shape, building }: Piece, at: Vec, angle: number): Building => ({
  ...building,
  outline: placed(shape, at, angle),
  courtyards: [],
})

/** Where the shape fits with the least `cost`, on a grid of 9 m; null when it fits nowhere. */
export function siteFor(plot: Plot, shape: Ring, angle: number, gap: number, cost: (p: Vec) => number): Ring | null {
  const box = boxOf(plot.ring)
  const sites: { at: Vec; cost: number }[] = []
  for (let x = box.minX; x < box.maxX; x += 9) {
    for (let y = box.minY; y < box.maxY; y += 9)
      if (contains(plot.ring, [x, y])) sites.push({ at: [x, y], cost: cost([x, y]) })
  }
  sites.sort((a, b) => a.cost - b.cost)
  for (const { at } of sites) {
    const ring = placed(shape, at, angle)
    if (plot.hasRoom(ring, gap)) return ring
  }
  return null
}

export interface FrontRules {
  depth: number
  width(): number
  gap: number
  setBack: number
  building(): Omit<Building, 'outline' | 'courtyards'>
}

/** Lines the sides of the plot with houses, their fronts to the street. `isFront` tells which sides. */
export function buildFronts(plot: Plot, isFront: (a: Vec, b: Vec) => boolean, rules: FrontRules): void {
  plot.ring.forEach((a, i) => {
    const b = plot.ring[(i + 1) % plot.ring.length]
    const total = distance(a, b)
    if (total < 24 || !isFront(a, b)) return
    const along = unit(subtract(b, a))
    const angle = angleOf(along)
    for (let metres = rules.setBack + 0.3; metres < total - 10; ) {
      const width = Math.min(rules.width(), total - metres - rules.setBack - 0.3)
      if (width < 9) break
      const middle = add(
        add(a, scale(along, metres + width / 2)),
        scale(left(along), rules.setBack + 0.3 + rules.depth / 2),
      )
      const isBuilt = plot.build(
        { ...rules.building(), outline: placed(rectangle(width, rules.depth), middle, angle), courtyards: [] },
        rules.gap,
      )
      metres += isBuilt ? width + rules.gap : 6
    }
  })
}

/** Cuts a ring into lots of at most `largest` square metres, always across its longer way. */
export function lotsOf(ring: Ring, largest: number, random: Random): Ring[] {
  if (ring.length < 3 || area(ring) < 30) return []
  if (area(ring) <= largest) return [ring]
  const { along, middle } = longAxis(ring)
  const cut = add(middle, scale(along, random.between(-0.12, 0.12) * extentAlong(ring, along)))
  const across = left(along)
  return [clipped(ring, cut, across), clipped(ring, cut, scale(across, -1))].flatMap((half) =>
    lotsOf(half, largest, random),
  )
}

/** Direction and middle of the smallest box around the ring, one of whose sides lies on a side of the ring. */
export function longAxis(ring: Ring): { along: Vec; middle: Vec; length: number; depth: number } {
  let best = { along: [1, 0] as Vec, middle: ring[0], length: 0, depth: 0 }
  let smallest = Infinity
  ring.forEach((a, i) => {
    const angle = angleOf(subtract(ring[(i + 1) % ring.length], a))
    const box = boxOf(ring.map((corner) => turned(corner, -angle)))
    const [width, height] = [box.maxX - box.minX, box.maxY - box.minY]
    if (width * height >= smallest) return
    smallest = width * height
    const middle = turned([(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2], angle)
    best = {
      along: turned(width >= height ? [1, 0] : [0, 1], angle),
      middle,
      length: Math.max(width, height),
      depth: Math.min(width, height),
    }
  })
  return best
}

/** Which way the longer side of a ring's box runs, radians from east. */
export const longAxisAngle = (ring: Ring) => angleOf(longAxis(ring).along)

function extentAlong(ring: Ring, along: Vec): number {
  const box = boxOf(ring.map((corner) => turned(corner, -angleOf(along))))
  return box.maxX - box.minX
}

/** A ring's four main corners, or null when it is no quadrilateral. Corners that hardly turn do not count. */
export function quadOf(ring: Ring): Ring | null {
  const corners = ring.filter((p, i) => {
    const [before, after] = [ring[(i + ring.length - 1) % ring.length], ring[(i + 1) % ring.length]]
    return Math.abs(cross(unit(subtract(p, before)), unit(subtract(after, p)))) > 0.2
  })
  return corners.length === 4 && area(corners) > 0.9 * area(ring) ? corners : null
}

/** Metres along the line of the place on it nearest to `p`. */
export function metresAlong(line: Line, p: Vec): number {
  let [best, nearest, run] = [0, Infinity, 0]
  for (let i = 1; i < line.length; i++) {
    const share = shareAlong(p, line[i - 1], line[i])
    const at = add(line[i - 1], scale(subtract(line[i], line[i - 1]), share))
    const step = distance(line[i - 1], line[i])
    if (distance(p, at) < nearest) [best, nearest] = [run + share * step, distance(p, at)]
    run += step
  }
  return best
}
