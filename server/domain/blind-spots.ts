/** Where the ground that must be seen is seen by no camera, ranked by how much of it and how much it matters. */
import type { MultiPolygon, Polygon } from 'geojson'
import { outlineOfRuns, type Run } from './cell-outline'
import { type Components, componentAt, componentsOf } from './components'
import { CELL_M, type TileNumber, tileBounds } from './coverage-tiles'
import type { LocalFrame } from './frame'
import type { DensityLevelName } from './optics'
import { type Raster, rasterOver } from './raster'
import { type StreetShare, StreetTally, type UnseenStep } from './street-tally'
import { UnseenRunCollector, type UnseenRuns } from './unseen-runs'
import { type WatchGround, WatchPlan } from './watch-plan'
import { WatchTally } from './watch-tally'

export interface BlindSpotInput extends WatchGround {
  frame: LocalFrame
  /** How many cameras see each cell of a tile at a level; null where none does. */
  countsAt(tile: TileNumber, level: DensityLevelName): Uint16Array | null
  /** The same by cameras of which nothing is assumed; null: nobody's. */
  certainAt?: (tile: TileNumber, level: DensityLevelName) => Uint16Array | null
  /** Levels at which all watched ground is to be measured, beside the one it needs; none unless told. */
  levels?: readonly DensityLevelName[]
  /** Longer or wider parts are cut along a lattice of this many metres; 250 unless told. */
  largestM?: number
  /** Parts with less unseen ground than this are noise and left out; 20 m² unless told. */
  leastM2?: number
  /** So many spots are drawn, the first ones; 300 unless told. */
  mostSpots?: number
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

export interface BlindSpotReport extends ReturnType<WatchTally['report']> {
  streetM: number
  unseenStreetM: number
  spots: BlindSpot[]
  spotCount: number
  /** Longest first; streets without a name are left out of `byStreet`. */
  byClass: StreetShare[]
  byStreet: StreetShare[]
  cellM: number
}

const LARGEST_M = 250
const LEAST_M2 = 20
const MOST_SPOTS = 300
const MOST_SAMPLES = 12

/**
 * Watched cells that no camera sees at the level they need, gathered into connected parts. Tile by tile, so that memory
 * goes with the unseen ground and not with the city. Tunnels do not count, bridges do.
 */
export function blindSpots(input: BlindSpotInput): BlindSpotReport {
  const plan = new WatchPlan(input.frame, input)
  const raster = rasterOverTiles(input.frame, plan.tiles())
  const largestCells = Math.max(1, Math.round((input.largestM ?? LARGEST_M) / CELL_M))
  const collector = new UnseenRunCollector(raster, largestCells)
  const streets = new StreetTally()
  const watched = new WatchTally(plan)
  for (const tile of plan.tiles()) {
    const tileRaster = rasterOver(input.frame, tileBounds(tile), CELL_M)
    const cells = plan.cellsOf(tile, tileRaster)
    const counts = countsByClass(plan, (level) => input.countsAt(tile, level))
    const certain = countsByClass(plan, (level) => input.certainAt?.(tile, level) ?? null)
    const isSeen = (watchClass: number, cell: number) => (counts[watchClass - 1]?.[cell] ?? 0) > 0
    collector.add(tileRaster, cells, isSeen)
    streets.add(tileRaster, cells, plan.streetsIn(tile), (cell) => isSeen(cells[cell], cell))
    watched.add(tileRaster, cells, plan.areasIn(tile), counts, certain)
    for (const level of input.levels ?? []) watched.addLevel(tileRaster, cells, level, input.countsAt(tile, level))
  }
  const runs = collector.finish()
  const components = componentsOf(raster, runs, largestCells)
  const parts = partsOf(raster, runs, components, plan, streets.unseen)
  const spots = [...parts.values()].filter(({ cells }) => cells * CELL_M ** 2 >= (input.leastM2 ?? LEAST_M2))
  spots.sort((a, b) => b.weighted - a.weighted || a.label - b.label)
  return {
    ...watched.report(),
    streetM: streets.total.streetM,
    unseenStreetM: streets.total.unseenStreetM,
    spots: spots.slice(0, input.mostSpots ?? MOST_SPOTS).map((part, i) => spotOf(raster, plan, part, i + 1)),
    spotCount: spots.length,
    byClass: streets.byClass(),
    byStreet: streets.byStreet(),
    cellM: CELL_M,
  }
}

function rasterOverTiles(frame: LocalFrame, tiles: readonly TileNumber[]): Raster {
  let [minX, minY, maxX, maxY] = tiles.length === 0 ? [0, 0, 1, 1] : [Infinity, Infinity, -Infinity, -Infinity]
  for (const tile of tiles) {
    const bounds = tileBounds(tile)
    minX = Math.min(minX, bounds[0])
    minY = Math.min(minY, bounds[1])
    maxX = Math.max(maxX, bounds[2])
    maxY = Math.max(maxY, bounds[3])
  }
  return rasterOver(frame, [minX, minY, maxX, maxY], CELL_M)
}

/** The counts that decide about each watch class: those of the level it needs. */
function countsByClass(
  plan: WatchPlan,
  countsAt: (level: DensityLevelName) => Uint16Array | null,
): (Uint16Array | null)[] {
  const byLevel = new Map<DensityLevelName, Uint16Array | null>()
  for (const { level } of plan.classes) if (!byLevel.has(level)) byLevel.set(level, countsAt(level))
  return plan.classes.map(({ level }) => byLevel.get(level)!)
}

interface Part {
  label: number
  cells: number
  weighted: number
  /** Weighted cells by watch class. */
  byClass: Map<number, number>
  runs: Run[]
  unseenStreetM: number
  byName: Map<string, number>
  steps: [x: number, y: number][]
}

function partsOf(
  raster: Raster,
  runs: UnseenRuns,
  components: Components,
  plan: WatchPlan,
  steps: readonly UnseenStep[],
): Map<number, Part> {
  const parts = new Map<number, Part>()
  const partOf = (label: number): Part => {
    const known = parts.get(label)
    if (known) return known
    const part = {
      label,
      cells: 0,
      weighted: 0,
      byClass: new Map(),
      runs: [],
      unseenStreetM: 0,
      byName: new Map(),
      steps: [],
    }
    parts.set(label, part)
    return part
  }
  for (let row = 0; row < raster.rows; row++)
    for (let run = runs.firstRun[row]; run < runs.firstRun[row + 1]; run++) {
      const part = partOf(components.label[run])
      const cells = runs.to[run] - runs.from[run]
      const weighted = cells * plan.classes[runs.watchClass[run] - 1].weight * CELL_M ** 2
      part.cells += cells
      part.weighted += weighted
      part.byClass.set(runs.watchClass[run], (part.byClass.get(runs.watchClass[run]) ?? 0) + weighted)
      part.runs.push({ row, from: runs.from[run], to: runs.to[run] })
    }
  for (const { x, y, stepM, name } of steps) {
    const row = Math.floor((y - raster.minY) / CELL_M)
    const part = parts.get(componentAt(components, row, Math.floor((x - raster.minX) / CELL_M)))
    if (!part) continue
    part.unseenStreetM += stepM
    part.steps.push([x, y])
    if (name !== null) part.byName.set(name, (part.byName.get(name) ?? 0) + stepM)
  }
  return parts
}

function spotOf(raster: Raster, plan: WatchPlan, part: Part, rank: number): BlindSpot {
  const samples = samplesOf(raster, part)
  const center = raster.frame.toLngLat(...nearestToMean(part.steps.length > 0 ? part.steps : samples))
  const { subject, level } = plan.classes[largest(part.byClass)! - 1]
  return {
    id: `${center[0].toFixed(5)},${center[1].toFixed(5)}`,
    rank,
    geometry: outlineOfRuns(raster, part.runs),
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
function samplesOf(raster: Raster, { runs, cells }: Part): [x: number, y: number][] {
  const samples: [number, number][] = []
  const step = cells / Math.min(MOST_SAMPLES, cells)
  let passed = 0
  for (const { row, from, to } of runs) {
    while (samples.length < MOST_SAMPLES && (samples.length + 0.5) * step < passed + to - from) {
      const column = from + Math.floor((samples.length + 0.5) * step - passed)
      samples.push([raster.minX + (column + 0.5) * CELL_M, raster.minY + (row + 0.5) * CELL_M])
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
