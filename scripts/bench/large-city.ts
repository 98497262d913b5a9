/** A generated city for measuring scale: houses along the streets of square kilometres of blocks, cameras on the streets. */
import { localFrame } from '../../server/domain/frame'
import { indexLocalOutlines, type LocalOutline, type Obstacles } from '../../server/domain/obstacles'
import type { Bounds } from '../../server/domain/raster'
import { seededRandom } from '../../server/domain/testing/random'
import type { Sector } from '../../server/domain/viewshed'

const BLOCK_M = 100
const STREET_M = 16
const BUCKET_M = 500

export interface LargeCity {
  sideM: number
  edges: number
  sectors: Sector[]
  outlines: LocalOutline[]
  obstaclesIn(bounds: Bounds): Obstacles
}

export const LARGE_CITY_FRAME = localFrame([126.535, 45.803])

/** `sideM` square metres from the frame's origin, `cameras` of them; 11 to 12 houses a block. */
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
      outlines.push({
        rings: [Float64Array.of(left, bottom, right, bottom + lean, right, top + lean, left, top)],
        heightM,
      })
      left = right + (random() < 0.35 ? 1 + 4 * random() : 0)
    }
}

/** Sectors of 60 to 100° for four in five cameras, all round for the rest; 40 to 100 m, mounts of 4 to 12 m. */
function streetSector(random: () => number, sideM: number): Sector {
  const blocks = Math.floor(sideM / BLOCK_M)
  const along = Math.floor(random() * blocks) * BLOCK_M + BLOCK_M * random()
  const across = Math.floor(random() * blocks) * BLOCK_M + (random() - 0.5) * (STREET_M - 2)
  const isRound = random() < 0.2
  const [x, y] = random() < 0.5 ? [along, across] : [across, along]
  return {
    x,
    y,
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
        const [ax, ay, , , bx, by] = rings[0] as Float64Array
        if (ax <= maxX && bx >= minX && ay <= maxY + 2 && by >= minY - 2) found.push(outlines[outline])
      }
  return found
}
