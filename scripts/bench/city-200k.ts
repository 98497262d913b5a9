import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type BlindSpotReport, rankedSpots } from '../../server/domain/blind-spots'
import { TILE_M } from '../../server/domain/coverage-tiles'
import type { UnseenGround } from '../../server/domain/unseen-ground'
import { type WatchClass, WatchPlan } from '../../server/domain/watch-plan'
import type { PackedTile, RowsToCount } from './city-worker'
import { LARGE_CITY_FRAME, type LargeCity, largeCity, streetsToWatch } from './large-city'
import { type BenchCase, resultOf, rounded } from './measure'
import { type SharedCity, sharedCity } from './shared-city'
import { storeCity } from './store-city'

const SEED = 1
const CAMERAS = 200_000
const SIDE_M = 15_500
const REPETITIONS = 3
const RUN = new URL('../run.mjs', import.meta.url)

/** A whole city anew: nothing but cameras, outlines and streets at the start, the ranked blind spots at the end. */
export const city200kCase: BenchCase = {
  name: 'city-200k',
  about: `${CAMERAS} cameras on 240 km² to ranked blind spots, with heights, meshes included`,
  async run() {
    const city = largeCity(SIDE_M, CAMERAS, SEED)
    const bands = bandsOf(city, availableParallelism())
    const workers = await startWorkers(sharedCity(city), bands.length)
    const { classes } = new WatchPlan(LARGE_CITY_FRAME, { ...streetsToWatch(SIDE_M), buildings: [] })
    const runs: { gathering: number; ranking: number; report: BlindSpotReport }[] = []
    for (let i = 0; i < REPETITIONS; i++) runs.push(await onceOver(workers, bands, classes))
    const storing = await storedIn(workers, bands, classes)
    await Promise.all(workers.map((worker) => worker.terminate()))
    const total = (run: (typeof runs)[number]) => (run.gathering + run.ranking) / 1000
    const { gathering, ranking, report } = runs.sort((a, b) => total(a) - total(b))[REPETITIONS >> 1]
    const gibibytes = process.resourceUsage().maxRSS / 2 ** 20
    return {
      result: {
        ...resultOf(
          { case: 'city-200k', n: CAMERAS, unit: 's/city', seed: SEED },
          (gathering + ranking) / 1000,
          {},
          {},
        ),
        ...(storing && { storedS: rounded(storing.seconds) }),
      },
      notes: [
        `a generated city of ${rounded((SIDE_M / 1000) ** 2)} km², ${city.edges} edges, median ${medianEdges(city)} within 100 m of a camera`,
        `${workers.length} threads: views, counts and unseen streets ${rounded(gathering / 1000)} s, ranking ${rounded(ranking / 1000)} s; peak memory ${rounded(gibibytes)} GiB`,
        `${report.spotCount} spots, ${Math.round(100 * report.share!)} % of the streets seen`,
        storing
          ? `the same, and ${storing.tiles} tiles stored on a server PostGIS (${rounded(storing.megabytes)} MB, as designed and effective): ${rounded(storing.seconds)} s`
          : 'not stored: no PostGIS server at hand',
      ],
    }
  },
}

async function onceOver(workers: Worker[], bands: RowsToCount[], classes: readonly WatchClass[]) {
  const start = performance.now()
  const grounds = await asked<UnseenGround>(workers, bands)
  const gathered = performance.now()
  const report = rankedSpots(LARGE_CITY_FRAME, classes, grounds)
  return { gathering: gathered - start, ranking: performance.now() - gathered, report }
}

/** Once more, and everything stored; null without a server. */
function storedIn(workers: Worker[], bands: RowsToCount[], classes: readonly WatchClass[]) {
  return storeCity(async (store) => {
    const { report } = await onceOver(workers, bands, classes)
    const tiles = await asked<PackedTile[]>(
      workers,
      bands.map(() => 'pack'),
    )
    await store(tiles.flat(), report)
  })
}

const asked = <Answer>(workers: Worker[], tasks: (RowsToCount | 'pack')[]): Promise<Answer[]> =>
  Promise.all(
    workers.map(async (worker, i) => {
      worker.postMessage(tasks[i])
      const [answer] = await once(worker, 'message')
      return answer as Answer
    }),
  )

async function startWorkers(shared: SharedCity, count: number): Promise<Worker[]> {
  const workers = Array.from(
    { length: count },
    () => new Worker(RUN, { argv: ['scripts/bench/city-worker.ts'], workerData: shared }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  return workers
}

/** Bands of rows with about as many cameras each. */
function bandsOf({ sectors }: LargeCity, count: number): RowsToCount[] {
  const rows = sectors.map(({ y }) => Math.floor(y / TILE_M)).sort((a, b) => a - b)
  const rowAt = (share: number) => rows[Math.min(rows.length - 1, Math.floor(share * rows.length))]
  return Array.from({ length: count }, (_, i) => ({
    fromRow: i === 0 ? rows[0] - 1 : rowAt(i / count),
    toRow: i + 1 === count ? rows[rows.length - 1] + 2 : rowAt((i + 1) / count),
  }))
}

function medianEdges(city: LargeCity): number {
  const around = city.sectors.slice(0, 300).map(({ x, y }) => {
    const tree = city.obstaclesIn([x - 100, y - 100, x + 100, y + 100]).edgeTree
    return tree?.search(x - 100, y - 100, x + 100, y + 100).length ?? 0
  })
  return around.sort((a, b) => a - b)[150]
}
