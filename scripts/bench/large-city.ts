/** A generated city for measuring scale: houses along the streets of square kilometres of blocks, cameras on the streets. */
import { localFrame } from '../../server/domain/frame'
import { indexLocalOutlines, type LocalOutline, type Obstacles } from '../../server/domain/obstacles'
import type { Bounds } from '../../server/domain/raster'
import { seededRandom } from '../../server/domain/testing/random'
import type { Sector } from '../../server/domain/viewshed'
import type { WatchGround } from '../../server/domain/watch-plan'
import { completeRules } from '../../server/domain/watch-rules'

const BLOCK_M = 100
const STREET_M = 16
const BUCKET_M = 500
/** Largest reach of a house beyond its first corner, metres. */
const HOUSE_M = 60
/** Streets along the cells of a raster would make all of its rounding fall one way. */
const TURN = 0.35
const [COS, SIN] = [Math.cos(TURN), Math.sin(TURN)]

export interface LargeCity {
  sideM: number
  edges: number
  sectors: Sector[]
  outlines: LocalOutline[]
  obstaclesIn(bounds: Bounds): Obstacles
}

export const LARGE_CITY_FRAME = localFrame([126.535, 45.803])

/** `sideM` square, turned about the frame's origin, `cameras` of them; 11 to 12 houses a block. */
export function largeCity(sideM: number, cameras: number, seed: number): LargeCity {
  const random = seededRandom(seed)
  const outlines: LocalOutline[] = []
  const buckets = new Map<string, number[]>()
  for (let y = 0; y + BLOCK_M <= sideM; y += BLOCK_M)
    for (let x = 0; x + BLOCK_M <= sideM; x += BLOCK_M) pushBlock(outlines, random, x, y)
  outlines.forEach(({ rings: [ring] }, outline) => {
    const key = `${Math.floor(ring[0] / BUCKET_M)},${Math.floor(ring[1] / BUCKET_M)}`
    const bucket = buckets.get(key)
    if (bucket) bucket.push(outline)
    else buckets.set(key, [outline])
  })
  return {
    sideM,
    edges: outlines.length * 4,
    outlines,
    sectors: Array.from({ length: cameras }, () => streetSector(random, sideM)),
    obstaclesIn: (bounds) => indexLocalOutlines(outlinesIn(outlines, buckets, bounds), LARGE_CITY_FRAME),
  }
}

/** Two rows of houses back to back, with gaps; heights of two to twelve storeys, some of one. */
function pushBlock(outlines: LocalOutline[], random: () => number, x: number, y: number): void {
  const inner = BLOCK_M - STREET_M
  for (const low of [y + STREET_M / 2, y + STREET_M / 2 + inner / 2 + 4])
    for (let left = x + STREET_M / 2; left < x + BLOCK_M - STREET_M / 2 - 6; ) {
      const right = Math.min(x + BLOCK_M - STREET_M / 2, left + 9 + 10 * random())
      const [bottom, top] = [low + 3 * random(), low + inner / 2 - 4 - 12 * random()]
      const lean = random() - 0.5
      const heightM = random() < 0.15 ? 2.5 + 2 * random() : 6 + 30 * random() ** 2
      const ring = [left, bottom, right, bottom + lean, right, top + lean, left, top]
      outlines.push({ rings: [Float64Array.from(ring, (_, i) => turned(ring, i))], heightM })
      left = right + (random() < 0.35 ? 1 + 4 * random() : 0)
    }
}

/** All streets of the city as what must be seen; buildings are left to the caller. */
export function streetsToWatch(sideM: number): Omit<WatchGround, 'buildings'> {
  const streets = streetLines(sideM).map((line, i) => ({
    geometry: { type: 'LineString' as const, coordinates: line.map(([x, y]) => LARGE_CITY_FRAME.toLngLat(x, y)) },
    roadClass: 'residential',
    name: `Street ${i}`,
    widthM: 12,
    lanes: null,
    isTunnel: false,
  }))
  return { streets, areas: [], rules: completeRules([]), usualLevel: 'outline', boundary: null }
}

/** Centre lines of all streets, two blocks each, metres. */
function streetLines(sideM: number): [x: number, y: number][][] {
  const lines: [number, number][][] = []
  for (let across = 0; across <= sideM; across += BLOCK_M)
    for (let along = 0; along + 2 * BLOCK_M <= sideM; along += 2 * BLOCK_M)
      for (const line of [
        [along, across, along + 2 * BLOCK_M, across],
        [across, along, across, along + 2 * BLOCK_M],
      ]) {
        const [ax, ay, bx, by] = line.map((_, i) => turned(line, i))
        lines.push([
          [ax, ay],
          [bx, by],
        ])
      }
  return lines
}

/** A coordinate of x, y pairs turned with the city. */
const turned = (pairs: ArrayLike<number>, i: number) =>
  i % 2 === 0 ? pairs[i] * COS - pairs[i + 1] * SIN : pairs[i - 1] * SIN + pairs[i] * COS

/** Sectors of 60 to 100° for four in five cameras, all round for the rest; 40 to 100 m, mounts of 4 to 12 m. */
function streetSector(random: () => number, sideM: number): Sector {
  const blocks = Math.floor(sideM / BLOCK_M)
  const along = Math.floor(random() * blocks) * BLOCK_M + BLOCK_M * random()
  const across = Math.floor(random() * blocks) * BLOCK_M + (random() - 0.5) * (STREET_M - 2)
  const isRound = random() < 0.2
  const place = random() < 0.5 ? [along, across] : [across, along]
  return {
    x: turned(place, 0),
    y: turned(place, 1),
    heightM: 4 + 8 * random(),
    bearing: isRound ? null : 360 * random(),
    hfov: isRound ? 360 : 60 + 40 * random(),
    nearM: isRound ? 0 : 3 + 5 * random(),
    farM: 40 + 60 * random(),
    targetHeightM: 1.5,
  }
}

function outlinesIn(
  outlines: LocalOutline[],
  buckets: Map<string, number[]>,
  [minX, minY, maxX, maxY]: Bounds,
): LocalOutline[] {
  const found: LocalOutline[] = []
  for (let row = Math.floor(minY / BUCKET_M) - 1; row * BUCKET_M < maxY; row++)
    for (let column = Math.floor(minX / BUCKET_M) - 1; column * BUCKET_M < maxX; column++)
      for (const outline of buckets.get(`${column},${row}`) ?? []) {
        const { rings } = outlines[outline]
        const [x, y] = rings[0] as Float64Array
        const isNear = x > minX - HOUSE_M && x < maxX + HOUSE_M && y > minY - HOUSE_M && y < maxY + HOUSE_M
        if (isNear) found.push(outlines[outline])
      }
  return found
}
