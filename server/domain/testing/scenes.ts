/** Seeded scenes of walls around a camera at the origin, as segments x1, y1, x2, y2 in metres. */
import { seededRandom } from './random'

/** Rectangular blocks at any angle, which may touch, overlap and cross; none holds the origin nearer than 0.5 m. */
export function randomBlocks(seed: number, count: number, reachM = 100): Float64Array {
  const random = seededRandom(seed)
  const walls: number[] = []
  while (walls.length < count * 16) {
    const centre = [(2 * random() - 1) * reachM, (2 * random() - 1) * reachM]
    const size = [2 + 30 * random(), 2 + 30 * random()]
    if (Math.hypot(...centre) > Math.hypot(...size) / 2 + 0.5) pushBlock(walls, centre, size, random() * Math.PI)
  }
  return Float64Array.from(walls)
}

/** Blocks on a 5 m lattice: shared walls and corners, collinear fronts, walls in line with the camera. */
export function latticeBlocks(seed: number, count: number): Float64Array {
  const random = seededRandom(seed)
  const walls: number[] = []
  for (let i = 0; i < count; i++) {
    const at = () => 5 * Math.round((2 * random() - 1) * 12)
    const [x, y] = [at(), at()]
    const size = [5 * Math.ceil(3 * random()), 5 * Math.ceil(3 * random())]
    const holdsOrigin = x <= 0 && x + size[0] >= 0 && y <= 0 && y + size[1] >= 0
    if (!holdsOrigin) pushBlock(walls, [x + size[0] / 2, y + size[1] / 2], size, 0)
  }
  return Float64Array.from(walls)
}

/** Thin walls with gaps of 1e-9 m between them, slivers, and repeated walls. */
export function slivers(seed: number, count: number): Float64Array {
  const random = seededRandom(seed)
  const walls: number[] = []
  for (let i = 0; i < count; i++) {
    const angle = random() * 2 * Math.PI
    const distance = 1 + 60 * random()
    const centre = [distance * Math.cos(angle), distance * Math.sin(angle)]
    pushBlock(walls, centre, [distance * 0.8, 1e-9], angle + Math.PI / 2 + (random() < 0.5 ? 0 : 1e-9))
    if (random() < 0.3) walls.push(...walls.slice(-16))
    const beside = [
      centre[0] - Math.sin(angle) * (distance * 0.8 + 1e-9),
      centre[1] + Math.cos(angle) * (distance * 0.8 + 1e-9),
    ]
    pushBlock(walls, beside, [distance * 0.8, 1e-9], angle + Math.PI / 2)
  }
  return Float64Array.from(walls)
}

function pushBlock(walls: number[], [x, y]: number[], [width, depth]: number[], angle: number): void {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const corners = [
    [-width / 2, -depth / 2],
    [width / 2, -depth / 2],
    [width / 2, depth / 2],
    [-width / 2, depth / 2],
  ].map(([u, v]) => [x + u * cos - v * sin, y + u * sin + v * cos])
  for (let i = 0; i < 4; i++) walls.push(...corners[i], ...corners[(i + 1) % 4])
}
