/** The street or place that was chosen in a list: its edge or line in ink on a halo, so that it shows on any ground. */
import type { Layer } from '@deck.gl/core'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { Geometry } from 'geojson'
import { type Palette, withAlpha } from '../palette'

export function placeLayers({ shape, palette }: { shape: Geometry; palette: Palette }): Layer[] {
  const line = (id: string, width: number, color: Palette['ink']) =>
    new GeoJsonLayer({
      id,
      data: shape,
      filled: false,
      stroked: true,
      lineWidthUnits: 'pixels',
      lineCapRounded: true,
      lineJointRounded: true,
      getLineWidth: width,
      getLineColor: withAlpha(color, 255),
    })
  return [line('place-halo', 8, palette.halo), line('place', 4, palette.ink)]
}
