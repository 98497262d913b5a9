/** The exact outline of covered ground: one tone, with its edge drawn. */
import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { MultiPolygon } from 'geojson'
import { type Palette, withAlpha } from '../palette'

export function outlineLayers({ outline, palette }: { outline: MultiPolygon; palette: Palette }): Layer[] {
  return [
    new GeoJsonLayer({
      id: 'coverage-outline',
      data: outline,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.5,
      getLineColor: withAlpha(palette.coverage, 255),
      getFillColor: withAlpha(palette.coverage, 84),
    }),
  ]
}
