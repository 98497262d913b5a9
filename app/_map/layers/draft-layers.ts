/** The viewshed of a camera that is being changed, drawn over the stored ones; hatched when it rests on assumptions, as they are. */
import type { Layer } from '@deck.gl/core'
import { FillStyleExtension } from '@deck.gl/extensions'
import { GeoJsonLayer } from '@deck.gl/layers'
import type { Feature } from 'geojson'
import type { HatchAtlas } from '../hatch'
import type { DraftView } from '../map-context'
import { type Palette, withAlpha } from '../palette'

export interface DraftLayersProps {
  draft: Pick<DraftView, 'geometry' | 'isAssumed'> | null
  palette: Palette
  hatch: HatchAtlas
  /** Whole zoom level. */
  zoom: number
}

export function draftLayers({ draft, palette, hatch, zoom }: DraftLayersProps): Layer[] {
  const geometry = draft?.geometry
  const data: Feature[] = geometry ? [{ type: 'Feature', properties: {}, geometry }] : []
  const common = {
    data,
    stroked: true,
    lineWidthUnits: 'pixels',
    lineWidthMinPixels: 1,
    getLineWidth: 2,
    getLineColor: withAlpha(palette.draft, 255),
  } as const
  return draft?.isAssumed
    ? [
        new GeoJsonLayer({
          ...common,
          id: 'viewshed-draft-assumed',
          getFillColor: withAlpha(palette.draft, 170),
          ...hatch.fillProps('fine', zoom),
          extensions: [new FillStyleExtension({ pattern: true })],
        }),
      ]
    : [new GeoJsonLayer({ ...common, id: 'viewshed-draft', getFillColor: withAlpha(palette.draft, 90) })]
}
