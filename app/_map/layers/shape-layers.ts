/** A shape that was asked about: its outline, the points of it that nobody sees, and the cameras chosen for it, by number. */
import type { Layer } from '@deck.gl/core'
import { PolygonLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Position } from 'geojson'
import { type Palette, withAlpha } from '../palette'

export interface ShapeLayersProps {
  ring: readonly Position[]
  unseen: readonly Position[]
  /** Metres between the points that were asked. */
  spacingM: number
  /** In the order of the list; null where the map does not know one. */
  cameras: readonly ([lng: number, lat: number] | null)[]
  palette: Palette
}

type Numbered = { position: [number, number]; number: number }
const at = ([lng, lat]: Position): [number, number] => [lng, lat]

export function shapeLayers({ ring, unseen, spacingM, cameras, palette }: ShapeLayersProps): Layer[] {
  return [
    new PolygonLayer<readonly Position[]>({
      id: 'shape',
      data: [ring],
      getPolygon: (corners) => corners.map(at),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2.5,
      getLineColor: withAlpha(palette.draft, 255),
      getFillColor: withAlpha(palette.draft, 24),
    }),
    new ScatterplotLayer<Position>({
      id: 'shape-unseen',
      data: unseen,
      getPosition: at,
      getRadius: spacingM / 3,
      radiusMinPixels: 1,
      getFillColor: withAlpha(palette.blind, 230),
    }),
    new TextLayer<Numbered>({
      id: 'shape-cameras',
      data: cameras.flatMap((position, i) => (position ? [{ position, number: i + 1 }] : [])),
      getPosition: ({ position }) => position,
      getText: ({ number }) => String(number),
      getPixelOffset: [0, -24],
      getSize: 13,
      fontWeight: 700,
      fontFamily: 'Inter, sans-serif',
      getColor: withAlpha(palette.halo, 255),
      background: true,
      getBackgroundColor: withAlpha(palette.accent, 255),
      backgroundPadding: [6, 2],
      backgroundBorderRadius: 8,
    }),
  ]
}
