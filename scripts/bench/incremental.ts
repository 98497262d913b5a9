import { changeCounts } from '../../server/domain/count-change'
import { addPieces, countRaster, resolveCounts } from '../../server/domain/count-raster'
import { CELL_M, TILE_CELLS, tileBounds } from '../../server/domain/coverage-tiles'
import { viewedTiles } from './counted-city'
import { LARGE_CITY_FRAME, largeCity } from './large-city'
import { type BenchCase, medianMs, resultOf } from './measure'
import { withPostgis } from './postgis'
import { EDITS, storedEdits } from './stored-edits'
import { unionsOf } from './union-peer'

const SEED = 1
/** As dense as a city of 200,000 cameras on 240 km². */
const CAMERAS = 3300
const SIDE_M = 2000
const PEER = 'postgis-union'

/** One camera edited in a tile of counts: its old view off, its new one on. A database makes the tile's union again. */
export const incrementalCase: BenchCase = {
  name: 'incremental',
  about: 'one camera edited in a counted tile',
  async run() {
    const tiles = viewedTiles(largeCity(SIDE_M, CAMERAS, SEED)).sort((a, b) => b.views.length - a.views.length)
    const [tile] = tiles
    const raster = countRaster(LARGE_CITY_FRAME, tileBounds(tile), CELL_M)
    for (const { pieces, x, y } of tile.views) addPieces(raster, pieces, x, y, 1)
    const counts = resolveCounts(raster)
    const before = counts.slice()
    const { views } = tile
    /** Every view gives way to the one turned by what another sees, and comes back. */
    const editAll = () => {
      views.forEach((view, i) => {
        const other = { ...views[(i + 1) % views.length], x: view.x, y: view.y }
        changeCounts(raster, counts, [
          { ...view, sign: -1 },
          { ...other, sign: 1 },
        ])
        changeCounts(raster, counts, [
          { ...other, sign: -1 },
          { ...view, sign: 1 },
        ])
      })
      return counts[0]
    }
    const ours = medianMs(editAll, 25) / (2 * views.length)
    const changed = counts.reduce((sum, count, cell) => sum + Number(count !== before[cell]), 0)
    const unions = await withPostgis((client) => unionsOf(client, [tile]))
    const peers: Record<string, number> = unions === null ? {} : { [PEER]: unions.ms[0] }
    const stored = await storedEdits()
    const result = resultOf({ case: 'incremental', n: 2 * views.length, unit: 'ms/edit', seed: SEED }, ours, peers, {
      [PEER]: changed / TILE_CELLS,
    })
    return {
      result: { ...result, stored },
      notes: [
        `a tile that ${views.length} cameras see`,
        'agreement: share of its cells that differ after every camera was changed and changed back',
        ...Object.entries(stored).map(
          ([database, { median, p95, fsync }]) =>
            `stored and answered over HTTP, ${database}: median ${median} ms, p95 ${p95} ms (${EDITS} edits of a warm app, fsync ${fsync})`,
        ),
      ],
    }
  },
}
