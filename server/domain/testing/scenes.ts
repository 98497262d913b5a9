/** Seeded scenes of buildings about a camera near the origin, metres; with everything that is degenerate in them. */
import type { Look } from '../expansion'
import { localFrame } from '../frame'
import { indexLocalOutlines, type LocalOutline, type Obstacles } from '../obstacles'
import { seededRandom } from './random'

export interface Scene {
  outlines: LocalOutline[]
  obstacles: Obstacles
  look: Look
}

export const SCENE_KINDS = ['blocks', 'lattice', 'slivers', 'courtyards', 'parts', 'roofs', 'corners'] as const
export type SceneKind = (typeof SCENE_KINDS)[number]

export const SCENE_FRAME = localFrame([11.576, 48.1375])
/** The grid that meshes are cut on: outlines drawn on it are compared as they are. */
const GRID = 2 ** 14
/** The ring with its points on that grid. */
export const onGrid = (ring: ArrayLike<number>) => Float64Array.from(ring, (value) => Math.round(value * GRID) / GRID)
const TARGET_HEIGHT_M = 1.5

type Random = () => number
type Point = [x: number, y: number]

/** The scene of this kind and seed; `count` outlines. Flat: every height unknown. */
export function sceneOf(kind: SceneKind, seed: number, count: number, isFlat = false): Scene {
  const random = seededRandom(seed * 31 + SCENE_KINDS.indexOf(kind))
  const heightM = pick(random, [3, 4.5, 6, 8, 12, 25])
  const outlines = OUTLINES[kind](random, count, heightM).map(({ rings, role, ...rest }) => ({
    // Slivers thinner than the grid stay as thin as they are.
    rings: rings.map((ring) => (kind === 'slivers' ? ring : onGrid(ring))),
    role,
    heightM: isFlat ? null : 'heightM' in rest ? rest.heightM : heightFor(random, heightM),
  }))
  const look = lookFor(random, kind, outlines, heightM)
  return { outlines, obstacles: indexLocalOutlines(outlines, SCENE_FRAME), look }
}

/** One of a row of scenes: all kinds in turn, of 4 to 40 outlines, flat every other time round. */
export function numberedScene(number: number): { name: string; scene: Scene; isFlat: boolean } {
  const kind = SCENE_KINDS[number % SCENE_KINDS.length]
  const count = 4 + (number % 37)
  const isFlat = Math.floor(number / SCENE_KINDS.length) % 2 === 1
  const name = `sceneOf('${kind}', ${number}, ${count}, ${isFlat})`
  return { name, scene: sceneOf(kind, number, count, isFlat), isFlat }
}

function lookFor(random: Random, kind: SceneKind, outlines: LocalOutline[], heightM: number): Look {
  const isWhole = random() < 0.4
  const look = {
    x: 0,
    y: 0,
    start: isWhole ? 0 : 2 * Math.PI * random(),
    span: isWhole ? 2 * Math.PI : 0.05 + 6 * random(),
    nearM: random() < 0.6 ? 0 : 12 * random(),
    farM: 80,
    heightM,
    targetHeightM: TARGET_HEIGHT_M,
  }
  if (kind !== 'corners' || outlines.length === 0) return look
  // On a vertex, on a wall, or in line with one.
  const ring = outlines[Math.floor(random() * outlines.length)].rings[0]
  const along = pick(random, [0, 0.5, 1, 1.7])
  return { ...look, x: ring[0] + along * (ring[2] - ring[0]), y: ring[1] + along * (ring[3] - ring[1]), farM: 40 }
}

/** Lower than the target, as high as it, as high as the camera, unknown, and all between. */
function heightFor(random: Random, heightM: number): number | null {
  const chance = random()
  if (chance < 0.15) return null
  if (chance < 0.25) return TARGET_HEIGHT_M
  if (chance < 0.35) return heightM
  if (chance < 0.4) return 0.5
  return 1 + random() * (heightM + 4)
}

const OUTLINES: Record<SceneKind, (random: Random, count: number, heightM: number) => LocalOutline[]> = {
  blocks: (random, count) => Array.from({ length: count }, () => ({ rings: [clearBlock(random, 3)] })),
  lattice: (random, count) =>
    Array.from({ length: count }, () => ({ rings: [latticeBlock(random)] })).filter(
      ({ rings }) => !holdsOrigin(rings[0]),
    ),
  slivers: (random, count) => Array.from({ length: count }, () => sliverPair(random)).flat(),
  courtyards: (random, count) =>
    Array.from({ length: Math.ceil(count / 3) }, (_, i) => ({
      rings: i === 0 ? [block([0, 0], [60, 60], 0.3), block([0, 0], [40, 40], 0.3)] : courtyard(random),
    })),
  parts: (random, count, heightM) =>
    Array.from({ length: Math.ceil(count / 2) }, () => partedBlock(random, heightM)).flat(),
  roofs: (random, count, heightM) => [
    { rings: [block([3, 2], [20, 16], random())], heightM: heightM * 0.6 },
    { rings: [block([30, 0], [12, 12], random())], role: 'zone' as const },
    ...Array.from({ length: count }, () => ({ rings: [clearBlock(random, 14)] })),
  ],
  corners: (random, count) => Array.from({ length: count }, () => ({ rings: [latticeBlock(random)] })),
}

function clearBlock(random: Random, clearM: number): number[] {
  for (;;) {
    const centre: Point = [(2 * random() - 1) * 90, (2 * random() - 1) * 90]
    const size: Point = [2 + 30 * random(), 2 + 30 * random()]
    if (Math.hypot(...centre) > Math.hypot(...size) / 2 + clearM) return block(centre, size, random() * Math.PI)
  }
}

/** On a 5 m lattice: shared walls and corners, collinear fronts, walls in line with the camera. */
function latticeBlock(random: Random): number[] {
  const at = () => 5 * Math.round((2 * random() - 1) * 12)
  const [x, y] = [at(), at()]
  const [width, depth] = [5 * Math.ceil(3 * random()), 5 * Math.ceil(3 * random())]
  return block([x + width / 2, y + depth / 2], [width, depth], 0)
}

/** Thin walls with gaps of 1e-9 m between them. */
function sliverPair(random: Random): LocalOutline[] {
  const angle = random() * 2 * Math.PI
  const distance = 1 + 60 * random()
  const centre: Point = [distance * Math.cos(angle), distance * Math.sin(angle)]
  const width = distance * 0.8
  const thickness = pick(random, [1e-9, 1e-4, 0.02])
  const aside = width + 1e-9
  const beside: Point = [centre[0] - Math.sin(angle) * aside, centre[1] + Math.cos(angle) * aside]
  const turned = angle + Math.PI / 2
  return [
    { rings: [block(centre, [width, thickness], turned + (random() < 0.5 ? 0 : 1e-9))] },
    { rings: [block(beside, [width, thickness], turned)] },
  ]
}

function courtyard(random: Random): number[][] {
  const centre: Point = [(2 * random() - 1) * 70, 45 + 20 * random()]
  const angle = random()
  return [block(centre, [24, 18], angle), block(centre, [10, 8], angle)]
}

/** A block with a lower or higher part that shares a corner with it, and one that stands out of it; all on the grid. */
function partedBlock(random: Random, heightM: number): LocalOutline[] {
  const tenths = (value: number) => (10 * Math.round((value * GRID) / 10)) / GRID
  const [ax, ay, bx, by, cx, cy] = clearBlock(random, 12).map(tenths)
  const at = (u: number, v: number): Point => [ax + u * (bx - ax) + v * (cx - bx), ay + u * (by - ay) + v * (cy - by)]
  return [
    { rings: [[...at(0, 0), ...at(1, 0), ...at(1, 1), ...at(0, 1)]], heightM: heightM * (0.5 + random()) },
    {
      rings: [[...at(0, 0), ...at(0.5, 0), ...at(0.5, 0.6), ...at(0, 0.6)]],
      heightM: heightFor(random, heightM),
      role: 'part',
    },
    {
      rings: [[...at(0.6, 0.2), ...at(1.1, 0.2), ...at(1.1, 0.7), ...at(0.6, 0.7)]],
      heightM: heightFor(random, heightM),
      role: 'part',
    },
  ]
}

function holdsOrigin(ring: ArrayLike<number>): boolean {
  const [left, right] = [Math.min(ring[0], ring[2], ring[4]), Math.max(ring[0], ring[2], ring[4])]
  const [low, high] = [Math.min(ring[1], ring[3], ring[5]), Math.max(ring[1], ring[3], ring[5])]
  return left <= 0 && right >= 0 && low <= 0 && high >= 0
}

function block([x, y]: Point, [width, depth]: Point, angle: number): number[] {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  return [
    [-width / 2, -depth / 2],
    [width / 2, -depth / 2],
    [width / 2, depth / 2],
    [-width / 2, depth / 2],
  ].flatMap(([u, v]) => [x + u * cos - v * sin, y + u * sin + v * cos])
}

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)]
