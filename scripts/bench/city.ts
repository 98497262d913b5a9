/** A town to measure on: Munich's old town when its extract is at hand, else a seeded town of the same density. */
import { existsSync, readFileSync } from 'node:fs'
import { type LngLat, type LocalFrame, localFrame } from '../../server/domain/frame'
import { indexObstacles, nearestOutline, type Obstacles, type Outline, outlinesAt } from '../../server/domain/obstacles'
import type { Bounds } from '../../server/domain/raster'
import { localLine, type Street } from '../../server/domain/streets'
import { seededRandom } from '../../server/domain/testing/random'
import { parseOsmPbf } from '../../server/formats/osm-pbf'

export interface BenchCity {
  name: string
  frame: LocalFrame
  outlines: Outline[]
  streets: Street[]
  obstacles: Obstacles
  bounds: Bounds
}

interface Extract {
  name: string
  file: URL
  origin: LngLat
  bounds: Bounds
}

const DATA = new URL('../../../shared/data/', import.meta.url)

/** Where the extracts have every building. */
const EXTRACTS = {
  munich: {
    name: 'Munich',
    file: new URL('munich/munich-altstadt.osm.pbf', DATA),
    origin: [11.576, 48.1375],
    bounds: [-880, -780, 880, 780],
  },
  newYork: {
    name: 'New York',
    file: new URL('nyc/nyc-westvillage.osm.pbf', DATA),
    origin: [-74.00465, 40.7363],
    bounds: [-420, -380, 420, 380],
  },
} satisfies Record<string, Extract>

/** The extract where it is at hand, else the synthetic town: `name` says which. */
export function benchCity(seed: number, extract: keyof typeof EXTRACTS = 'munich'): BenchCity {
  const { name, file, origin, bounds }: Extract = EXTRACTS[extract]
  const frame = localFrame(origin)
  const town = existsSync(file) ? readExtract(name, file) : syntheticTown(frame, seed)
  return { frame, bounds, obstacles: indexObstacles(town.outlines, frame), ...town }
}

function readExtract(name: string, file: URL) {
  const { buildings, roads } = parseOsmPbf(readFileSync(file))
  const outlines = buildings.records.map(({ geometry, heightM, isPart }): Outline => {
    return { geometry, heightM, role: isPart ? 'part' : 'building' }
  })
  return { name: `${name} (OpenStreetMap)`, outlines, streets: roads.records }
}

/** Blocks of 80 × 60 m cut into houses, with streets of 14 m between them. */
function syntheticTown(frame: LocalFrame, seed: number) {
  const random = seededRandom(seed)
  const outlines: Outline[] = []
  const streets: Street[] = []
  const at = (x: number, y: number) => frame.toLngLat(x, y)
  const streetOf = (from: number[], to: number[]): Street => ({
    geometry: { type: 'LineString', coordinates: [from, to] },
    roadClass: 'residential',
    name: null,
    widthM: 12,
    lanes: null,
    isTunnel: false,
  })
  for (let y = -780; y < 780; y += 74) streets.push(streetOf(at(-880, y - 7), at(880, y - 7)))
  for (let x = -880; x < 880; x += 94) {
    streets.push(streetOf(at(x - 7, -780), at(x - 7, 780)))
    for (let y = -780; y < 780; y += 74)
      for (let left = x; left < x + 80; ) {
        const right = Math.min(x + 80, left + 8 + 14 * random())
        const [low, high] = [y + 4 * random(), y + 56 + 4 * random()]
        const ring = [at(left, low), at(right, low), at(right, high), at(left, high), at(left, low)]
        outlines.push({ geometry: { type: 'Polygon', coordinates: [ring] }, heightM: 4 + 20 * random() })
        left = right
      }
  }
  return { name: 'a synthetic town', outlines, streets }
}

/** Points on street centre lines, off every wall and at least `marginM` inside the bounds. */
export function streetCameras(city: BenchCity, count: number, marginM: number, seed: number): [x: number, y: number][] {
  const random = seededRandom(seed)
  const cameras: [number, number][] = []
  const lines = city.streets.map((street) => localLine(street.geometry, city.frame))
  while (cameras.length < count) {
    const line = lines[Math.floor(random() * lines.length)]
    const segment = 2 * Math.floor(random() * (line.length / 2 - 1))
    const along = random()
    const x = line[segment] + along * (line[segment + 2] - line[segment])
    const y = line[segment + 1] + along * (line[segment + 3] - line[segment + 1])
    const [minX, minY, maxX, maxY] = city.bounds
    const isInside = x > minX + marginM && y > minY + marginM && x < maxX - marginM && y < maxY - marginM
    if (!isInside || outlinesAt(city.obstacles, x, y).length > 0) continue
    if (nearestOutline(city.obstacles, x, y, 0.5) === null) cameras.push([x, y])
  }
  return cameras
}
