/** How high the ground of each triangle is built, from the walls alone. */
import { BORDER, NO_WALL, type WalledTriangles } from './half-edges'
import type { PlanarWalls } from './planarise'

/** Outlines over one triangle, ascending. */
type Standing = readonly number[]

const OPEN_GROUND: Standing = []

/**
 * Metres per triangle: the highest outline over it, 0 for open ground. Parts of buildings hold instead of the outlines
 * they stand in. Flooded from triangle `start`, over which `standing` are; crossing a wall leaves or enters its owners
 * (even-odd), so no triangle is ever tested against a polygon, however thin it is.
 */
export function triangleHeights(
  { corner, twin, wall }: WalledTriangles,
  { ownerStart, owners }: PlanarWalls,
  start: number,
  standing: Standing,
  heightOf: (standing: Standing) => number,
): Float64Array {
  const heights = new Float64Array(corner.length / 3).fill(-1)
  const alone = new Map<number, Standing>()
  const beyond = (here: Standing, number: number): Standing => {
    let there = here
    for (let i = ownerStart[number]; i < ownerStart[number + 1]; i++) there = toggle(alone, there, owners[i])
    return there
  }
  const entrances: [triangle: number, standing: Standing][] = [[start, standing]]
  for (let entrance = entrances.pop(); entrance !== undefined; entrance = entrances.pop()) {
    const [first, here] = entrance
    if (heights[first] >= 0) continue
    const height = heightOf(here)
    const open = [first]
    heights[first] = height
    for (let triangle = open.pop(); triangle !== undefined; triangle = open.pop())
      for (let e = triangle * 3; e < triangle * 3 + 3; e++) {
        if (twin[e] === BORDER) continue
        const other = Math.floor(twin[e] / 3)
        if (heights[other] >= 0) continue
        if (wall[e] !== NO_WALL) entrances.push([other, beyond(here, wall[e])])
        else {
          heights[other] = height
          open.push(other)
        }
      }
  }
  return heights
}

/** Nearly all walls lead from open ground into one outline or back, so these two cases make no new list. */
function toggle(alone: Map<number, Standing>, here: Standing, outline: number): Standing {
  if (here.length === 0) {
    const known = alone.get(outline) ?? [outline]
    alone.set(outline, known)
    return known
  }
  if (here.length === 1 && here[0] === outline) return OPEN_GROUND
  return here.includes(outline) ? here.filter((other) => other !== outline) : [...here, outline].sort((a, b) => a - b)
}
