/** What may be stored as an outline: rings that bound ground. */
import type { MultiPolygon, Polygon } from 'geojson'
import { boxOfArea, widened } from '../domain/drawn-area'
import { localFrame } from '../domain/frame'
import { isSound } from '../domain/simple-rings'
import { unionOutlines } from './union-outlines'

const MARGIN_M = 1

/**
 * The outline as it is, or where its rings cross the same ground outlined anew, to a millimetre: walls thinner than a
 * micrometre can lead a view's outline across itself, and databases refuse such outlines or lose what lies in them.
 */
export async function soundOutline(outline: Polygon | MultiPolygon): Promise<Polygon | MultiPolygon> {
  const polygons = outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates
  if (polygons.every((rings) => isSound(rings.map((ring) => ring.slice(0, -1).flat())))) return outline
  const [west, south, east, north] = widened(boxOfArea(outline), MARGIN_M)
  const box: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  }
  return (await unionOutlines([outline], localFrame([west, south]), box)).geometry
}
