import { blindSpots } from '../../server/domain/blind-spots'
import { ViewGround } from '../../server/domain/view-ground'
import { viewshed } from '../../server/domain/viewshed'
import { benchCity, streetCameras } from './city'
import { type BenchCase, medianMs, resultOf } from './measure'

const SEED = 1
const VIEWSHEDS = 300

/** A whole district from viewsheds to ranked spots. No library here does the same, so it has no peer. */
export const blindSpotsCase: BenchCase = {
  name: 'blind-spots',
  about: 'unseen streets of a district, from viewsheds to ranked outlines, 2 m cells',
  run() {
    const city = benchCity(SEED)
    const [minX, minY, maxX, maxY] = city.bounds
    const ring = [
      [minX, minY],
      [maxX, minY],
      [maxX, maxY],
      [minX, maxY],
      [minX, minY],
    ].map(([x, y]) => city.frame.toLngLat(x, y))
    const ground = new ViewGround(city.obstacles, city.bounds)
    const standing = { bearing: null, hfov: 360, nearM: 0, farM: 80, heightM: 6, targetHeightM: 1.5 }
    const viewsheds = streetCameras(city, VIEWSHEDS, 100, SEED).map(
      ([x, y]) => viewshed(ground, { x, y, ...standing }).geometry!,
    )
    const find = () =>
      blindSpots({
        boundary: { type: 'Polygon', coordinates: [ring] },
        roads: city.streets,
        viewsheds,
        buildings: city.outlines,
        hasBuildingData: true,
      })
    const ours = medianMs(() => find().spots.length, 7)
    const { spots, share, streetM } = find()
    return {
      result: resultOf({ case: 'blind-spots', n: VIEWSHEDS, unit: 'ms/district', seed: SEED }, ours, {}, {}),
      notes: [
        `${city.name}: ${Math.round(streetM / 1000)} km of street, ${Math.round(100 * share!)} % of its ground seen, ${spots.length} spots`,
      ],
    }
  },
}
