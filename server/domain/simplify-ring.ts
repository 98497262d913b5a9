/** Rings of many points made smooth and short. Rings are x, y pairs, not closed. */

/** Neighbours either way that a point is averaged with. */
const SMOOTHING = 2

/** Each point replaced by the mean of itself and two neighbours either way; short rings stay as they are. */
export function smoothed(ring: readonly number[]): number[] {
  const points = ring.length / 2
  if (points <= 4 * SMOOTHING) return [...ring]
  return ring.map((_, i) => {
    let sum = 0
    for (let k = -SMOOTHING; k <= SMOOTHING; k++) sum += ring[(i + 2 * k + ring.length) % ring.length]
    return sum / (2 * SMOOTHING + 1)
  })
}

/** Douglas–Peucker on a closed ring, from its first point and the point farthest from it. */
export function simplify(ring: readonly number[], tolerance: number): number[] {
  const points = ring.length / 2
  let farthest = 0
  const distanceTo = (i: number) => Math.hypot(ring[i * 2] - ring[0], ring[i * 2 + 1] - ring[1])
  for (let i = 1; i < points; i++) if (distanceTo(i) > distanceTo(farthest)) farthest = i
  const isKept = new Uint8Array(points)
  isKept[0] = isKept[farthest] = 1
  const open = [
    [0, farthest],
    [farthest, points],
  ]
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const worst = worstBetween(ring, part[0], part[1], tolerance)
    if (worst === -1) continue
    isKept[worst] = 1
    open.push([part[0], worst], [worst, part[1]])
  }
  return ring.filter((_, i) => isKept[i >> 1] === 1)
}

/** The point between two others that is farthest from their chord; −1 when all are within tolerance. */
function worstBetween(ring: readonly number[], first: number, last: number, tolerance: number): number {
  const end = (last * 2) % ring.length
  const [x1, y1] = [ring[first * 2], ring[first * 2 + 1]]
  const [dx, dy] = [ring[end] - x1, ring[end + 1] - y1]
  const length = Math.hypot(dx, dy)
  let worst = -1
  let most = tolerance
  for (let i = first + 1; i < last; i++) {
    const [px, py] = [ring[i * 2] - x1, ring[i * 2 + 1] - y1]
    const off = length === 0 ? Math.hypot(px, py) : Math.abs(dx * py - dy * px) / length
    if (off > most) {
      most = off
      worst = i
    }
  }
  return worst
}
