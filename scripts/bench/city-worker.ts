/** Counts rows of a shared city's tiles when told to. */
import { parentPort, workerData } from 'node:worker_threads'
import { coverageOfTiles } from '../../server/domain/coverage-of-tiles'
import { TILE_CELLS, tileKey } from '../../server/domain/coverage-tiles'
import { LARGE_CITY_FRAME } from './large-city'
import { houseFinder, type SharedCity, sectorsOf } from './shared-city'

export interface RowsToCount {
  fromRow: number
  toRow: number
}

const city = workerData as SharedCity
const placeOf = new Map(city.tiles.map((tile, place) => [tileKey(tile), place]))

function countRows({ fromRow, toRow }: RowsToCount): void {
  const sectors = sectorsOf(city)
  const obstaclesIn = houseFinder(city)
  for (const tile of coverageOfTiles({ frame: LARGE_CITY_FRAME, sectors, obstaclesIn, fromRow, toRow }))
    city.counts.set(tile.counts, placeOf.get(tileKey(tile))! * TILE_CELLS)
}

parentPort?.on('message', (rows: RowsToCount) => {
  countRows(rows)
  parentPort?.postMessage('counted')
})
parentPort?.postMessage('ready')
