/** What cameras see: one hue, denser where more see it; assumed viewsheds are hatched. */
import type { Layer } from '@deck.gl/core'
import { FillStyleExtension } from '@deck.gl/extensions'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import type { HatchAtlas } from '../hatch'
import { type Palette, withAlpha } from '../palette'

export interface DrawnViewshed {
  cameraId: number
  geometry: Polygon | MultiPolygon
  isAssumed: boolean
  /** False for cameras that do not work now: their viewshed is drawn as an outline only. */
  isEffective: boolean
}

export interface ViewshedLayersProps {
  viewsheds: readonly DrawnViewshed[]
  /** The viewshed of the selected camera or of its draft, drawn over the others. */
  selected: { geometry: Polygon | MultiPolygon; isDraft: boolean } | null
  palette: Palette
  hatch: HatchAtlas
}

type ViewshedFeature = Feature<Polygon | MultiPolygon, DrawnViewshed>

const toFeature = (viewshed: DrawnViewshed): ViewshedFeature => ({
  type: 'Feature',
  properties: viewshed,
  geometry: viewshed.geometry,
})

export function viewshedLayers({ viewsheds, selected, palette, hatch }: ViewshedLayersProps): Layer[] {
  const outline = { stroked: true, lineWidthUnits: 'pixels' as const, lineWidthMinPixels: 1 }
  return [
    new GeoJsonLayer<DrawnViewshed>({
      id: 'viewsheds-known',
      data: viewsheds.filter((viewshed) => !viewshed.isAssumed).map(toFeature),
      ...outline,
      getLineWidth: 1,
      getFillColor: (feature) => withAlpha(palette.coverage, feature.properties.isEffective ? 70 : 0),
      getLineColor: withAlpha(palette.coverage, 130),
    }),
    new GeoJsonLayer<DrawnViewshed>({
      id: 'viewsheds-assumed',
      data: viewsheds.filter((viewshed) => viewshed.isAssumed).map(toFeature),
      ...outline,
      getLineWidth: 1,
      getFillColor: (feature) => withAlpha(palette.coverage, feature.properties.isEffective ? 120 : 0),
      getLineColor: withAlpha(palette.coverage, 90),
      ...hatch.fillProps('fine'),
      extensions: [new FillStyleExtension({ pattern: true })],
    }),
    new GeoJsonLayer({
      id: 'viewshed-selected',
      data: selected ? [{ type: 'Feature', properties: {}, geometry: selected.geometry }] : [],
      ...outline,
      getLineWidth: 2,
      getFillColor: withAlpha(palette.draft, 90),
      getLineColor: withAlpha(palette.draft, 255),
    }),
  ]
}
