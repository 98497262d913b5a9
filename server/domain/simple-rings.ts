import Flatbush from 'flatbush'

/** Whether closed rings (x, y pairs) neither cross nor touch themselves or one another, neighbours' shared points apart. */
export function isSimple(rings: readonly (readonly number[])[]): boolean {
  const segments: number[][] = []
  for (const [r, ring] of rings.entries())
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length
      segments.push([ring[i], ring[i + 1], ring[next], ring[next + 1], r, i / 2, ring.length / 2])
    }
  if (segments.length === 0) return true
  const tree = new Flatbush(segments.length)
  for (const [x1, y1, x2, y2] of segments)
    tree.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
  tree.finish()
  return segments.every(([x1, y1, x2, y2], a) => {
    const near = tree.search(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
    return near.every((b) => b <= a || areNeighbours(segments[a], segments[b]) || !areMeeting(segments[a], segments[b]))
  })
}

/**
 * Whether the rings of one polygon (x, y pairs, not closed) bound ground: none crosses itself or another. Where one has a
 * corner on another both bound ground that is joined elsewhere: without that corner they are apart.
 */
export function isSound(rings: number[][]): boolean {
  if (isSimple(rings)) return true
  const corners = rings.map((ring) => new Set(Array.from({ length: ring.length / 2 }, (_, i) => cornerOf(ring, i))))
  const isShared = (corner: string) => corners.filter((each) => each.has(corner)).length > 1
  const apart = rings.map((ring) => ring.filter((_, i) => !isShared(cornerOf(ring, i >> 1))))
  return rings.every((ring) => isSimple([ring])) && isSimple(apart.filter(({ length }) => length >= 6))
}

const cornerOf = (ring: number[], i: number) => `${ring[2 * i]},${ring[2 * i + 1]}`

function areNeighbours(a: number[], b: number[]): boolean {
  if (a[4] !== b[4]) return false
  const apart = Math.abs(a[5] - b[5])
  return apart === 1 || apart === a[6] - 1
}

function areMeeting([ax, ay, bx, by]: number[], [cx, cy, dx, dy]: number[]): boolean {
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number) =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px))
  const cd = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy)
  const ab = side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by)
  return cd <= 0 && ab <= 0
}
