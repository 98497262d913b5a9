/** Where the ground that must be seen is seen by no camera, ranked by how much of it and how much it matters. */
import type { MultiPolygon, Polygon } from 'geojson'
import { outlineOfRuns, type Run } from './cell-outline'
import { type Components, componentAt, componentsOf } from './components'
import { CELL_M } from './coverage-tiles'
import type { LocalFrame } from './frame'
import type { DensityLevelName } from './optics'
import { type Raster, rasterOver } from './raster'
import { forEachUnseenStep, type StreetShare, type StreetSums, streetReport } from './street-tally'
import { type CountedGround, type UnseenGround, unseenGround } from './unseen-ground'
import { joinedRuns, type UnseenRuns } from './unseen-runs'
import { type WatchClass, type WatchGround, WatchPlan } from './watch-plan'
import { watchReport } from './watch-tally'

export interface RankingOptions {
  /** Parts with less unseen ground than this are noise and left out; 20 m² unless told. */
  leastM2?: number
  /** So many spots are drawn, the first ones; 300 unless told. */
  mostSpots?: number
}

export interface BlindSpotInput extends WatchGround, CountedGround, RankingOptions {
  frame: LocalFrame
}

export interface BlindSpot {
  /** `lng,lat` of its centre to 1 m: stays the same as long as the spot does. */
  id: string
  /** 1 for the most weighted ground. */
  rank: number
  /** WGS 84; drawn smoothly, within about a cell of the cells counted. */
  geometry: Polygon | MultiPolygon
  areaM2: number
  /** Sum over its cells of weight × m²: what the rank goes by. */
  weightedM2: number
  /** Of what most of that weight is. */
  subject: string
  /** What is needed there. */
  level: DensityLevelName
  /** Centre line metres that no camera sees. */
  unseenStreetM: number
  /** The named street with most of those metres; null when none has a name. */
  streetName: string | null
  /** A point of it near its middle, on a street where it has one. */
  center: [lng: number, lat: number]
  /** Some of its cells' centres, evenly taken, metres in the frame: where one asks why it is unseen. */
  samples: [x: number, y: number][]
}

export interface BlindSpotReport extends ReturnType<typeof watchReport> {
  streetM: number
  unseenStreetM: number
  spots: BlindSpot[]
  spotCount: number
  /** Longest first; streets without a name are left out of `byStreet`. */
  byClass: StreetShare[]
  byStreet: StreetShare[]
  cellM: number
}

const LEAST_M2 = 20
const MOST_SPOTS = 300
const MOST_SAMPLES = 12

/** Memory goes with the unseen ground and not with the city. */
export function blindSpots(input: BlindSpotInput): BlindSpotReport {
  const plan = new WatchPlan(input.frame, input)
  return rankedSpots(input.frame, plan.classes, [unseenGround(plan, input)], input)
}

/** Unseen ground gathered into connected parts, ranked. `grounds` are bands of tile rows under the same `classes`. */
export function rankedSpots(
  frame: LocalFrame,
  classes: readonly WatchClass[],
  grounds: readonly UnseenGround[],
  { leastM2 = LEAST_M2, mostSpots = MOST_SPOTS }: RankingOptions = {},
): BlindSpotReport {
  const runs = joinedRuns(grounds.map((ground) => ground.runs))
  const components = componentsOf(runs, grounds[0].largestCells)
  const streets = grounds.map((ground) => ground.streets)
  const spots = partsOf(runs, components, classes, leastM2)
  spots.sort((a, b) => b.weighted - a.weighted || a.label - b.label)
  const drawn = spots.slice(0, mostSpots)
  addSteps(drawn, components, streets)
  const cells = rasterOver(frame, [0, 0, CELL_M, CELL_M], CELL_M)
  return {
    ...watchReport(
      classes,
      grounds.map(({ watched }) => watched),
    ),
    ...streetReport(streets),
    spots: drawn.map((part, i) => spotOf(cells, classes, runs, components, part, i + 1)),
    spotCount: spots.length,
    cellM: CELL_M,
  }
}

interface Part {
  label: number
  cells: number
  weighted: number
  firstRow: number
  lastRow: number
  unseenStreetM: number
  byName: Map<string, number>
  steps: [x: number, y: number][]
}

/** The parts that are large enough. */
function partsOf(
  { firstRow, firstRun, from, to, watchClass }: UnseenRuns,
  { count, label }: Components,
  classes: readonly WatchClass[],
  leastM2: number,
): Part[] {
  const [cells, weighted] = [new Float64Array(count), new Float64Array(count)]
  const [lowest, highest] = [new Int32Array(count).fill(-1), new Int32Array(count)]
  for (let row = 0; row + 1 < firstRun.length; row++)
    for (let run = firstRun[row]; run < firstRun[row + 1]; run++) {
      const part = label[run]
      if (lowest[part] === -1) lowest[part] = row
      highest[part] = row
      cells[part] += to[run] - from[run]
      weighted[part] += (to[run] - from[run]) * classes[watchClass[run] - 1].weight * CELL_M ** 2
    }
  const parts: Part[] = []
  for (let part = 0; part < count; part++)
    if (cells[part] * CELL_M ** 2 >= leastM2)
      parts.push({
        label: part,
        cells: cells[part],
        weighted: weighted[part],
        firstRow: firstRow + lowest[part],
        lastRow: firstRow + highest[part],
        unseenStreetM: 0,
        byName: new Map(),
        steps: [],
      })
  return parts
}

function addSteps(parts: readonly Part[], components: Components, streets: readonly StreetSums[]): void {
  const byLabel = new Map(parts.map((part) => [part.label, part]))
  forEachUnseenStep(streets, (x, y, stepM, name) => {
    const part = byLabel.get(componentAt(components, Math.floor(y / CELL_M), Math.floor(x / CELL_M)))
    if (!part) return
    part.unseenStreetM += stepM
    part.steps.push([x, y])
    if (name !== null) part.byName.set(name, (part.byName.get(name) ?? 0) + stepM)
  })
}

function spotOf(
  raster: Raster,
  classes: readonly WatchClass[],
  all: UnseenRuns,
  { label }: Components,
  part: Part,
  rank: number,
): BlindSpot {
  const runs: Run[] = []
  const byClass = new Map<number, number>()
  for (let row = part.firstRow; row <= part.lastRow; row++) {
    const at = row - all.firstRow
    for (let run = all.firstRun[at]; run < all.firstRun[at + 1]; run++) {
      if (label[run] !== part.label) continue
      const [from, to, watchClass] = [all.from[run], all.to[run], all.watchClass[run]]
      runs.push({ row, from, to })
      byClass.set(watchClass, (byClass.get(watchClass) ?? 0) + (to - from) * classes[watchClass - 1].weight)
    }
  }
  const samples = samplesOf(runs, part.cells)
  const center = raster.frame.toLngLat(...nearestToMean(part.steps.length > 0 ? part.steps : samples))
  const { subject, level } = classes[largest(byClass)! - 1]
  return {
    id: `${center[0].toFixed(5)},${center[1].toFixed(5)}`,
    rank,
    geometry: outlineOfRuns(raster, runs),
    areaM2: part.cells * CELL_M ** 2,
    weightedM2: part.weighted,
    subject,
    level,
    unseenStreetM: part.unseenStreetM,
    streetName: largest(part.byName),
    center,
    samples,
  }
}

function largest<Key>(sums: Map<Key, number>): Key | null {
  let most: [key: Key | null, sum: number] = [null, 0]
  for (const entry of sums) if (entry[1] > most[1]) most = entry
  return most[0]
}

/** Centres of cells taken at even steps through the part. */
function samplesOf(runs: readonly Run[], cells: number): [x: number, y: number][] {
  const samples: [number, number][] = []
  const step = cells / Math.min(MOST_SAMPLES, cells)
  let passed = 0
  for (const { row, from, to } of runs) {
    while (samples.length < MOST_SAMPLES && (samples.length + 0.5) * step < passed + to - from) {
      const column = from + Math.floor((samples.length + 0.5) * step - passed)
      samples.push([(column + 0.5) * CELL_M, (row + 0.5) * CELL_M])
    }
    passed += to - from
  }
  return samples
}

function nearestToMean(points: readonly [x: number, y: number][]): [x: number, y: number] {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length
  const distance = ([x, y]: readonly [number, number]) => Math.hypot(x - meanX, y - meanY)
  return points.reduce((best, point) => (distance(point) < distance(best) ? point : best))
}
