import type { Building } from './building'
import { type Box, boxOf, contains, crossing, distanceToRing, type Ring } from './plane'

/** Ground to build on. Whatever is put there must lie inside, and keep its distance from what is there already. */
export class Plot {
  readonly ring: Ring
  readonly buildings: Building[] = []
  readonly #taken: { ring: Ring; box: Box }[] = []

  constructor(ring: Ring) {
    this.ring = ring
  }

  /** Keeps the ring free of buildings. */
  reserve(ring: Ring): void {
    this.#taken.push({ ring, box: boxOf(ring) })
  }

  /** Is there room for the ring, at least `gap` metres from everything else? */
  hasRoom(ring: Ring, gap: number): boolean {
    if (!ring.every((corner) => contains(this.ring, corner))) return false
    const box = boxOf(ring)
    if (this.#taken.some((other) => areNear(box, other.box, gap) && areClose(ring, other.ring, gap))) return false
    return !sidesCross(ring, this.ring)
  }

  build(building: Building, gap: number): boolean {
    if (!this.hasRoom(building.outline, gap)) return false
    this.reserve(building.outline)
    this.buildings.push(building)
    return true
  }
}

const areNear = (a: Box, b: Box, gap: number) =>
  a.minX - gap < b.maxX && b.minX - gap < a.maxX && a.minY - gap < b.maxY && b.minY - gap < a.maxY

const areClose = (a: Ring, b: Ring, gap: number) =>
  contains(a, b[0]) ||
  contains(b, a[0]) ||
  a.some((corner) => distanceToRing(corner, b) < gap) ||
  b.some((corner) => distanceToRing(corner, a) < gap) ||
  sidesCross(a, b)

function sidesCross(a: Ring, b: Ring): boolean {
  return a.some((corner, i) => {
    const end = a[(i + 1) % a.length]
    return b.some((other, j) => crossing(corner, end, other, b[(j + 1) % b.length]))
  })
}
