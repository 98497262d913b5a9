/** Blind spots: the one warm colour, hatched and outlined, with the rank as a number. */
import type { Layer } from '@deck.gl/core'
import { FillStyleExtension } from '@deck.gl/extensions'
import { GeoJsonLayer, TextLayer } from '@deck.gl/layers'
import type { BlindSpot } from '../../../server/domain/blind-spots'
import type { HatchAtlas } from '../hatch'
import { type Palette, withAlpha } from '../palette'

export type DrawnBlindSpot = Pick<BlindSpot, 'id' | 'rank' | 'geometry' | 'center'>

export interface BlindSpotLayersProps {
  spots: readonly DrawnBlindSpot[]
  selectedId: string | null
  palette: Palette
  hatch: HatchAtlas
  /** Ranks up to this one are written on the map. */
  ranksUpTo: number
  /** The spot under the pointer, null when it left. */
  onHover?(id: string | null): void
}

type SpotProperties = { spot: DrawnBlindSpot }

/** The spot that a click or the pointer met. */
export const spotAt = (object: unknown): DrawnBlindSpot | null =>
  (object as { properties?: Partial<SpotProperties> } | undefined)?.properties?.spot ?? null

export function blindSpotLayers({
  spots,
  selectedId,
  palette,
  hatch,
  ranksUpTo,
  onHover,
}: BlindSpotLayersProps): Layer[] {
  return [
    new GeoJsonLayer<SpotProperties>({
      id: 'blind-spots',
      data: spots.map((spot) => ({ type: 'Feature' as const, properties: { spot }, geometry: spot.geometry })),
      stroked: true,
      pickable: true,
      onHover: (info) => onHover?.(spotAt(info.object)?.id ?? null),
      lineWidthUnits: 'pixels',
      getLineWidth: (feature) => (feature.properties.spot.id === selectedId ? 3 : 1),
      getLineColor: withAlpha(palette.blind, 255),
      getFillColor: (feature) => withAlpha(palette.blind, feature.properties.spot.id === selectedId ? 255 : 190),
      ...hatch.fillProps('bold'),
      extensions: [new FillStyleExtension({ pattern: true })],
      updateTriggers: { getLineWidth: selectedId, getFillColor: selectedId },
    }),
    new TextLayer<DrawnBlindSpot>({
      id: 'blind-spot-ranks',
      data: spots.filter((spot) => spot.rank <= ranksUpTo || spot.id === selectedId),
      getPosition: (spot) => spot.center,
      getText: (spot) => String(spot.rank),
      getSize: 12,
      fontWeight: 700,
      fontFamily: 'Inter, sans-serif',
      getColor: withAlpha(palette.halo, 255),
      background: true,
      getBackgroundColor: withAlpha(palette.blind, 255),
      backgroundPadding: [5, 2],
      backgroundBorderRadius: 7,
    }),
  ]
}

/** The spot that the pointer is on, in the table or here: a second, wider edge. */
export function stressedSpotLayers({ spot, palette }: { spot: DrawnBlindSpot | null; palette: Palette }): Layer[] {
  return [
    new GeoJsonLayer({
      id: 'blind-spot-hovered',
      data: spot ? [{ type: 'Feature' as const, properties: {}, geometry: spot.geometry }] : [],
      stroked: true,
      filled: false,
      lineWidthUnits: 'pixels',
      getLineWidth: 4,
      getLineColor: withAlpha(palette.ink, 255),
    }),
  ]
}
