/** Counts a band of a shared city's tiles when told to, and gathers what of its streets nobody sees. */
import { parentPort, workerData } from 'node:worker_threads'
import { packCounts } from '../../server/domain/count-runs'
import { coverageOfTiles } from '../../server/domain/coverage-of-tiles'
import { TILE_M, type TileNumber, tileKey } from '../../server/domain/coverage-tiles'
import { type UnseenGround, unseenGround } from '../../server/domain/unseen-ground'
import { WatchPlan } from '../../server/domain/watch-plan'
import { LARGE_CITY_FRAME, streetsToWatch } from './large-city'
import { houseFinder, housesBetween, type SharedCity, sectorsBetween } from './shared-city'

export interface RowsToCount {
  fromRow: number
  toRow: number
}

export interface PackedTile extends TileNumber {
  bytes: Uint8Array
  seenCells: [byOne: number, byTwo: number, byThree: number]
}

/** Cameras beyond a band see into it, and hide nothing of it farther off than this. */
const REACH_M = 101

const city = workerData as SharedCity
const ground = streetsToWatch(city.sideM)
let counted = new Map<string, TileNumber & { counts: Uint16Array }>()

function countRows({ fromRow, toRow }: RowsToCount): UnseenGround {
  const [minY, maxY] = [fromRow * TILE_M - REACH_M, toRow * TILE_M + REACH_M]
  const sectors = sectorsBetween(city, minY, maxY)
  const houses = housesBetween(city, minY - REACH_M, maxY + REACH_M)
  const input = { frame: LARGE_CITY_FRAME, sectors, obstaclesIn: houseFinder(houses), fromRow, toRow }
  counted = new Map()
  for (const tile of coverageOfTiles(input)) counted.set(tileKey(tile), { ...tile, counts: tile.counts.slice() })
  const plan = new WatchPlan(LARGE_CITY_FRAME, { ...ground, buildings: houses, rows: [fromRow, toRow] })
  return unseenGround(plan, { countsAt: (tile) => counted.get(tileKey(tile))?.counts ?? null })
}

function packed(): PackedTile[] {
  return [...counted.values()].map(({ column, row, counts }) => {
    const seenBy = (least: number) => counts.reduce((cells, count) => cells + (count >= least ? 1 : 0), 0)
    return { column, row, bytes: packCounts(counts), seenCells: [seenBy(1), seenBy(2), seenBy(3)] }
  })
}

parentPort?.on('message', (task: RowsToCount | 'pack') => {
  parentPort?.postMessage(task === 'pack' ? packed() : countRows(task))
})
parentPort?.postMessage('ready')
