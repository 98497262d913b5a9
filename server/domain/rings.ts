/** Rings as x, y pairs in metres, not closed. */
import type { Bounds } from './raster'

/** The box of several rings; turned inside out without any point. */
export function boundsOfRings(rings: readonly ArrayLike<number>[]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      minX = Math.min(minX, ring[i])
      minY = Math.min(minY, ring[i + 1])
      maxX = Math.max(maxX, ring[i])
      maxY = Math.max(maxY, ring[i + 1])
    }
  return [minX, minY, maxX, maxY]
}

/** m², above 0 for a ring that turns left. */
export function signedArea(ring: ArrayLike<number>): number {
  let twice = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    twice += ring[j] * ring[i + 1] - ring[j + 1] * ring[i]
  return twice / 2
}
