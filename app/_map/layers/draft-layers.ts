/** The viewshed of a camera that is being changed, drawn over the stored ones. */
import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { MultiPolygon, Polygon } from 'geojson'
import { type Palette, withAlpha } from '../palette'

export function draftLayers(geometry: Polygon | MultiPolygon | null, palette: Palette): Layer[] {
  return [
    new GeoJsonLayer({
      id: 'viewshed-draft',
      data: geometry ? [{ type: 'Feature', properties: {}, geometry }] : [],
      stroked: true,
      lineWidthUnits: 'pixels',
      lineWidthMinPixels: 1,
      getLineWidth: 2,
      getFillColor: withAlpha(palette.draft, 90),
      getLineColor: withAlpha(palette.draft, 255),
    }),
  ]
}
