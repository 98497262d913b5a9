/** The outline of one jurisdiction as it is stored. */
import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { MultiPolygon, Polygon } from 'geojson'
import { type Palette, withAlpha } from '../palette'

export function jurisdictionLayers(geometry: Polygon | MultiPolygon, palette: Palette): Layer[] {
  return [
    new GeoJsonLayer({
      id: 'jurisdiction',
      data: geometry,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getLineColor: withAlpha(palette.draft, 255),
      getFillColor: withAlpha(palette.draft, 20),
    }),
  ]
}
