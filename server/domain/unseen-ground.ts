/** What nobody sees of the ground that must be seen: gathered tile by tile, so that threads can share a city. */
import { CELL_M, type TileNumber, tileBounds } from './coverage-tiles'
import type { DensityLevelName } from './optics'
import { rasterOver } from './raster'
import { type StreetSums, StreetTally } from './street-tally'
import { UnseenRunCollector, type UnseenRuns } from './unseen-runs'
import type { WatchPlan } from './watch-plan'
import { type Counts, type WatchSums, WatchTally } from './watch-tally'

type CountsAt = (tile: TileNumber, level: DensityLevelName) => Uint16Array | null

export interface CountedGround {
  /** How many cameras see each cell of a tile at a level; null where none does. */
  countsAt: CountsAt
  /** The same by cameras of which nothing is assumed; nobody's unless told. */
  certainAt?: CountsAt
  /** Levels at which all watched ground is to be measured, beside the one it needs; none unless told. */
  levels?: readonly DensityLevelName[]
  /** Longer or wider parts are cut along a lattice of this many metres; 250 unless told. */
  largestM?: number
}

/** Of one plan's tiles; the grounds of several bands of rows together are that of all. */
export interface UnseenGround {
  runs: UnseenRuns
  largestCells: number
  streets: StreetSums
  watched: WatchSums
}

const LARGEST_M = 250

/** Watched cells that no camera sees at the level they need, and the sums of all. Tunnels do not count, bridges do. */
export function unseenGround(plan: WatchPlan, ground: CountedGround): UnseenGround {
  const { countsAt, certainAt, levels, largestM } = ground
  const largestCells = Math.max(1, Math.round((largestM ?? LARGEST_M) / CELL_M))
  const collector = new UnseenRunCollector(largestCells)
  const streets = new StreetTally()
  const watched = new WatchTally(plan.classes.length)
  for (const tile of plan.tiles()) {
    const raster = rasterOver(plan.frame, tileBounds(tile), CELL_M)
    const cells = plan.cellsOf(tile, raster)
    const counts = countsByClass(plan, (level) => countsAt(tile, level))
    const certain = countsByClass(plan, (level) => certainAt?.(tile, level) ?? null)
    collector.add(raster, cells, counts)
    streets.add(raster, cells, plan.streetsIn(tile), counts)
    watched.add(raster, cells, plan.areasIn(tile), counts, certain)
    for (const level of levels ?? []) watched.addLevel(raster, cells, level, countsAt(tile, level))
  }
  return { runs: collector.finish(), largestCells, streets: streets.sums(), watched: watched.sums() }
}

/** The counts that decide about each watch class: those of the level it needs. */
function countsByClass(plan: WatchPlan, countsAt: (level: DensityLevelName) => Uint16Array | null): Counts {
  const byLevel = new Map<DensityLevelName, Uint16Array | null>()
  for (const { level } of plan.classes) if (!byLevel.has(level)) byLevel.set(level, countsAt(level))
  return plan.classes.map(({ level }) => byLevel.get(level)!)
}
