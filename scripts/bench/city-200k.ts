import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { blindSpots } from '../../server/domain/blind-spots'
import { TILE_CELLS, type TileNumber, tileKey } from '../../server/domain/coverage-tiles'
import type { Outline } from '../../server/domain/obstacles'
import type { Street } from '../../server/domain/streets'
import { completeRules } from '../../server/domain/watch-rules'
import type { RowsToCount } from './city-worker'
import { LARGE_CITY_FRAME, type LargeCity, largeCity, streetLines } from './large-city'
import { type BenchCase, resultOf, rounded } from './measure'
import { type SharedCity, sharedCity } from './shared-city'

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
    const shared = sharedCity(city)
    const [buildings, streets] = [outlinesOf(city), streetsOf()]
    const workers = await startWorkers(shared)
    const runs: { counting: number; ranking: number; spots: number; share: number }[] = []
    for (let i = 0; i < REPETITIONS; i++) {
      shared.counts.fill(0)
      const start = performance.now()
      await countAll(shared, workers)
      const counted = performance.now()
      const { spotCount, share } = rank(shared, buildings, streets)
      const ranking = performance.now() - counted
      runs.push({ counting: counted - start, ranking, spots: spotCount, share: share! })
    }
    await Promise.all(workers.map((worker) => worker.terminate()))
    const total = (run: (typeof runs)[number]) => (run.counting + run.ranking) / 1000
    const { counting, ranking, spots, share } = runs.sort((a, b) => total(a) - total(b))[REPETITIONS >> 1]
    const gibibytes = process.resourceUsage().maxRSS / 2 ** 20
    return {
      result: resultOf(
        { case: 'city-200k', n: CAMERAS, unit: 's/city', seed: SEED },
        (counting + ranking) / 1000,
        {},
        {},
      ),
      notes: [
        `a generated city of ${rounded((SIDE_M / 1000) ** 2)} km², ${city.edges} edges, median ${medianEdges(city)} within 100 m of a camera`,
        `${workers.length} threads: views and counts ${rounded(counting / 1000)} s, blind spots ${rounded(ranking / 1000)} s; peak memory ${rounded(gibibytes)} GiB`,
        `${spots} spots, ${Math.round(100 * share)} % of the streets seen`,
      ],
    }
  },
}

async function startWorkers(shared: SharedCity): Promise<Worker[]> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(RUN, { argv: ['scripts/bench/city-worker.ts'], workerData: shared }),
  )
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  return workers
}

/** Bands of rows with about as many tiles each. */
async function countAll({ tiles }: SharedCity, workers: Worker[]): Promise<void> {
  const rowAt = (share: number) => tiles[Math.floor(share * (tiles.length - 1))].row
  const bands = workers.map((_, i): RowsToCount => {
    const isLast = i + 1 === workers.length
    return { fromRow: rowAt(i / workers.length), toRow: isLast ? rowAt(1) + 1 : rowAt((i + 1) / workers.length) }
  })
  await Promise.all(
    workers.map((worker, i) => {
      worker.postMessage(bands[i])
      return once(worker, 'message')
    }),
  )
}

function rank({ tiles, counts }: SharedCity, buildings: Outline[], streets: Street[]) {
  const placeOf = new Map(tiles.map((tile, place) => [tileKey(tile), place]))
  const countsAt = (tile: TileNumber) => {
    const place = placeOf.get(tileKey(tile))
    return place === undefined ? null : counts.subarray(place * TILE_CELLS, (place + 1) * TILE_CELLS)
  }
  const rules = completeRules([])
  return blindSpots({
    frame: LARGE_CITY_FRAME,
    streets,
    areas: [],
    rules,
    usualLevel: 'outline',
    boundary: null,
    buildings,
    countsAt,
  })
}

const outlinesOf = ({ outlines }: LargeCity): Outline[] =>
  outlines.map(({ rings: [ring], heightM }) => {
    const corners = Array.from({ length: ring.length / 2 }, (_, i) =>
      LARGE_CITY_FRAME.toLngLat(ring[2 * i], ring[2 * i + 1]),
    )
    return { geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]]] }, heightM }
  })

const streetsOf = (): Street[] =>
  streetLines(SIDE_M).map((line, i) => ({
    geometry: { type: 'LineString', coordinates: line.map(([x, y]) => LARGE_CITY_FRAME.toLngLat(x, y)) },
    roadClass: 'residential',
    name: `Street ${i}`,
    widthM: 12,
    lanes: null,
    isTunnel: false,
  }))

function medianEdges(city: LargeCity): number {
  const around = city.sectors.slice(0, 300).map(({ x, y }) => {
    const tree = city.obstaclesIn([x - 100, y - 100, x + 100, y + 100]).edgeTree
    return tree?.search(x - 100, y - 100, x + 100, y + 100).length ?? 0
  })
  return around.sort((a, b) => a - b)[150]
}
