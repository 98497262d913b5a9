/** The walls of a mesh as segments: dissolved and on its grid, so that every peer sees exactly what we see. */
import Flatbush from 'flatbush'
import { BORDER, nextEdge } from '../../server/domain/half-edges'
import { type ObstacleMesh, STEP_BASE } from '../../server/domain/obstacle-mesh'

export interface Walls {
  /** x1, y1, x2, y2 in metres per wall. */
  segments: Float64Array
  tree: Flatbush
}

export function wallsOf({ x, y, corner, twin }: ObstacleMesh): Walls {
  const segments: number[] = []
  for (let e = 0; e < twin.length; e++) {
    if (twin[e] >= BORDER || STEP_BASE - twin[e] < e) continue
    const [a, b] = [corner[e], corner[nextEdge(e)]]
    segments.push(x[a], y[a], x[b], y[b])
  }
  const tree = new Flatbush(segments.length / 4)
  for (let i = 0; i < segments.length; i += 4)
    tree.add(
      Math.min(segments[i], segments[i + 2]),
      Math.min(segments[i + 1], segments[i + 3]),
      Math.max(segments[i], segments[i + 2]),
      Math.max(segments[i + 1], segments[i + 3]),
    )
  tree.finish()
  return { segments: Float64Array.from(segments), tree }
}

/** Walls whose boxes meet the square about a camera, relative to it. */
export function wallsAround({ segments, tree }: Walls, x: number, y: number, radiusM: number): Float64Array {
  const found = tree.search(x - radiusM, y - radiusM, x + radiusM, y + radiusM)
  const around = new Float64Array(found.length * 4)
  found.forEach((wall, i) => {
    for (let k = 0; k < 4; k++) around[i * 4 + k] = segments[wall * 4 + k] - (k % 2 === 0 ? x : y)
  })
  return around
}
