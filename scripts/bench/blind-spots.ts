import { blindSpots } from '../../server/domain/blind-spots'
import { packCounts, unpackCounts } from '../../server/domain/count-runs'
import { coverageOfTiles } from '../../server/domain/coverage-of-tiles'
import { TILE_CELLS, TILE_M, tileKey } from '../../server/domain/coverage-tiles'
import { OutlineStore } from '../../server/domain/outline-store'
import { completeRules } from '../../server/domain/watch-rules'
import { benchCity, streetCameras } from './city'
import { type BenchCase, medianMs, resultOf } from './measure'

const SEED = 1
const CAMERAS = 300
const STANDING = { bearing: null, hfov: 360, nearM: 0, farM: 80, heightM: 6, targetHeightM: 1.5 }

/** A whole district from counted tiles to ranked spots. No library here does the same, so it has no peer. */
export const blindSpotsCase: BenchCase = {
  name: 'blind-spots',
  about: 'unseen streets of a district, from stored counts to ranked outlines, 1 m cells',
  run() {
    const city = benchCity(SEED)
    const sectors = streetCameras(city, CAMERAS, 100, SEED).map(([x, y]) => ({ x, y, ...STANDING }))
    const [, minY, , maxY] = city.bounds
    const rows = { fromRow: Math.floor(minY / TILE_M), toRow: Math.ceil(maxY / TILE_M) }
    const counted = coverageOfTiles({ frame: city.frame, sectors, obstaclesIn: () => city.obstacles, ...rows })
    const packed = new Map([...counted].map((tile) => [tileKey(tile), packCounts(tile.counts)]))
    const { outlines: buildings } = new OutlineStore(city.outlines, city.frame)
    const find = () =>
      blindSpots({
        frame: city.frame,
        boundary: null,
        streets: city.streets,
        areas: [],
        rules: completeRules([]),
        usualLevel: 'outline',
        buildings,
        countsAt: (tile) => {
          const bytes = packed.get(tileKey(tile))
          return bytes ? unpackCounts(bytes, TILE_CELLS) : null
        },
      })
    const ours = medianMs(() => find().spotCount, 5)
    const { spotCount, share, streetM } = find()
    return {
      result: resultOf({ case: 'blind-spots', n: CAMERAS, unit: 'ms/district', seed: SEED }, ours, {}, {}),
      notes: [
        `${city.name}: ${Math.round(streetM / 1000)} km of street, ${Math.round(100 * share!)} % of its ground seen, ${spotCount} spots`,
      ],
    }
  },
}
