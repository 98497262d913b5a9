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
  const entrances = [start]
  const standings = [standing]
  const open = new Int32Array(heights.length)
  while (entrances.length > 0) {
    open[0] = entrances.pop()!
    const here = standings.pop()!
    if (heights[open[0]] >= 0) continue
    const height = heightOf(here)
    heights[open[0]] = height
    for (let left = 1; left > 0; ) {
      const first = open[--left] * 3
      for (let e = first; e < first + 3; e++) {
        if (twin[e] === BORDER) continue
        const other = (twin[e] / 3) | 0
        if (heights[other] >= 0) continue
        if (wall[e] === NO_WALL) {
          heights[other] = height
          open[left++] = other
        } else {
          entrances.push(other)
          standings.push(beyond(here, wall[e]))
        }
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
