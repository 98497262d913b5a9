import { addPieces, type CountRaster, countRaster, resolveCounts } from '../../server/domain/count-raster'
import { CELL_M, TILE_CELLS, TILE_M, tileBounds } from '../../server/domain/coverage-tiles'
import { type ViewedTile, viewedTiles } from './counted-city'
import { LARGE_CITY_FRAME, largeCity } from './large-city'
import { type BenchCase, type BenchRun, medianMs, resultOf } from './measure'
import { withPostgis } from './postgis'
import { unionsOf } from './union-peer'

const SEED = 1
const CAMERAS = 100_000
const SIDE_M = 11_000
const SAMPLE = 16
const PEER = 'postgis-union'

/** Whether any camera sees a cell. */
export const coverageCase: BenchCase = {
  name: 'coverage',
  about: `which 1 m cells ${CAMERAS} ready views see, tile by tile`,
  run: () => coverageOf('coverage', resolveSeen),
}

/** How many cameras see a cell. */
export const coverageCountsCase: BenchCase = {
  name: 'coverage-counts',
  about: `how many of ${CAMERAS} ready views see each 1 m cell, tile by tile`,
  run: () => coverageOf('coverage-counts', resolveCounts),
}

async function coverageOf(name: string, resolve: (raster: CountRaster) => ArrayLike<number>): Promise<BenchRun> {
  const tiles = viewedTiles(largeCity(SIDE_M, CAMERAS, SEED))
  const raster = countRaster(LARGE_CITY_FRAME, [0, 0, TILE_M, TILE_M], CELL_M)
  const countTile = ({ views, ...tile }: ViewedTile) => {
    const [minX, minY] = tileBounds(tile)
    const here = { ...raster, minX, minY }
    here.differences.fill(0)
    for (const { pieces, x, y } of views) addPieces(here, pieces, x, y, 1)
    return resolve(here)
  }
  const ours = medianMs(() => tiles.reduce((sum, tile) => sum + countTile(tile)[0], 0), 5, 1)
  const notes = [`a generated city of ${(SIDE_M / 1000) ** 2} km² in ${tiles.length} tiles`]
  const peers: Record<string, number> = {}
  const agreement: Record<string, number> = {}
  const sample = Array.from({ length: SAMPLE }, (_, i) => tiles[Math.floor(((i + 0.5) * tiles.length) / SAMPLE)])
  const unions = await withPostgis((client) => unionsOf(client, sample))
  if (unions !== null) {
    const views = (some: ViewedTile[]) => some.reduce((total, tile) => total + tile.views.length, 0)
    peers[PEER] = (sum(unions.ms) / views(sample)) * views(tiles)
    const areas = sample.map((tile) => Array.from(countTile(tile)).filter((count) => count > 0).length * CELL_M ** 2)
    agreement[PEER] = Math.abs(sum(areas) / sum(unions.areas) - 1)
    const worst = Math.max(...areas.map((area, i) => Math.abs(area / unions.areas[i] - 1)))
    notes.push(
      `${PEER}: ${SAMPLE} tiles with ${views(sample)} views, scaled to ${views(tiles)} views in all tiles`,
      `agreement: seen area of these tiles against their exact unions, relative; worst tile ${worst.toExponential(1)}`,
    )
  }
  return { result: resultOf({ case: name, n: CAMERAS, unit: 'ms/city', seed: SEED }, ours, peers, agreement), notes }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const seen = new Uint8Array(TILE_CELLS)

/** 1 where any view is, as `resolveCounts` goes about it. */
function resolveSeen({ differences, columns, rows, stride }: CountRaster): Uint8Array {
  const pairs = new Int32Array(differences.buffer, differences.byteOffset, differences.length / 2)
  for (let row = 0, to = 0; row < rows; row++) {
    let count = 0
    let bit = 0
    let at = (row * stride) / 2
    for (const end = to + columns; to < end; ) {
      const pair = pairs[at++]
      if (pair === 0) {
        seen[to++] = bit
        seen[to++] = bit
      } else {
        count += (pair << 16) >> 16
        seen[to++] = count > 0 ? 1 : 0
        count += pair >> 16
        bit = count > 0 ? 1 : 0
        seen[to++] = bit
      }
    }
  }
  return seen
}
