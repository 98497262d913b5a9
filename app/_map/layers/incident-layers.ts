import type { Layer } from '@deck.gl/core'
import { ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Locale } from '../../_ui/preferences'
import { type Palette, withAlpha } from '../palette'

export interface DrawnIncident {
  id: number
  title: string
  titleEn: string | null
  lng: number
  lat: number
}

/** Incidents as outlined diamonds, so that no camera symbol can be mistaken for one. */
export function incidentLayers({
  incidents,
  palette,
  locale,
}: {
  incidents: readonly DrawnIncident[]
  palette: Palette
  locale: Locale
}): Layer[] {
  const withTips = incidents.map((incident) => ({
    ...incident,
    tip: locale === 'en' ? (incident.titleEn ?? incident.title) : incident.title,
  }))
  return [
    new ScatterplotLayer<(typeof withTips)[number]>({
      id: 'incidents',
      data: withTips,
      getPosition: (incident) => [incident.lng, incident.lat],
      radiusUnits: 'pixels',
      getRadius: 7,
      getFillColor: withAlpha(palette.halo, 240),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 1.5,
      getLineColor: withAlpha(palette.ink, 220),
      pickable: true,
    }),
    new TextLayer<(typeof withTips)[number]>({
      id: 'incident-marks',
      data: withTips,
      characterSet: ['◆'],
      getPosition: (incident) => [incident.lng, incident.lat],
      getText: () => '◆',
      getSize: 9,
      getColor: withAlpha(palette.ink, 255),
      fontFamily: 'sans-serif',
    }),
  ]
}
