/** The watch areas that follow from the rules: thin outlines in the accent colour, named on hover. */
import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { MultiPolygon, Polygon } from 'geojson'
import { type Palette, withAlpha } from '../palette'

export interface WatchedShape {
  id: string
  geometry: Polygon | MultiPolygon
  tip: string
}

export function watchedLayers({ shapes, palette }: { shapes: readonly WatchedShape[]; palette: Palette }): Layer[] {
  return [
    new GeoJsonLayer({
      id: 'watched',
      data: shapes.map(({ id, geometry, tip }) => ({ type: 'Feature' as const, properties: { id }, tip, geometry })),
      pickable: true,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1,
      getLineColor: withAlpha(palette.accent, 200),
      getFillColor: withAlpha(palette.accent, 22),
    }),
  ]
}
