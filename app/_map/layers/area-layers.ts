/**
 * Drawn areas: ground to watch in the accent colour, ground that must not be seen with a neutral hatch, cordons dashed; each with
 * its sign and name, so that colour is not all that tells them apart.
 */
import type { Layer } from '@deck.gl/core'
import { FillStyleExtension, PathStyleExtension } from '@deck.gl/extensions'
import { GeoJsonLayer, PathLayer, TextLayer } from '@deck.gl/layers'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type DrawnAreaKind, positionInside } from '../../../server/domain/drawn-area'
import type { HatchAtlas } from '../hatch'
import { type Palette, withAlpha } from '../palette'

export interface DrawnAreaShape {
  id: number
  kind: DrawnAreaKind
  name: string
  geometry: Polygon | MultiPolygon
}

export interface AreaLayersProps {
  areas: readonly DrawnAreaShape[]
  selectedId: number | null
  palette: Palette
  hatch: HatchAtlas
  /** Whole zoom level, for a hatch that keeps its width on the screen. */
  zoom: number
}

export type AreaNamesProps = Pick<AreaLayersProps, 'areas' | 'selectedId' | 'palette'> & { showNames: boolean }

/** Signs that no font lacks and no other layer uses. */
export const AREA_SIGNS: Record<DrawnAreaKind, string> = { watch: '◎', privacy: '⌂', prohibited: '⊘', cordon: '⬚' }

const shellOf = ({ geometry }: DrawnAreaShape): Position[] =>
  geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0][0]

/** A cordon is named at its northern edge, since what lies inside is not it. */
function namedAt(area: DrawnAreaShape): [number, number] {
  const shell = shellOf(area)
  if (area.kind !== 'cordon') return [...positionInside(shell)] as [number, number]
  const [lng, lat] = shell.reduce((north, position) => (position[1] > north[1] ? position : north))
  return [lng, lat]
}

const featuresOf = (areas: readonly DrawnAreaShape[], kinds: DrawnAreaKind[]) =>
  areas
    .filter(({ kind }) => kinds.includes(kind))
    .map((area) => ({ type: 'Feature' as const, properties: { area }, geometry: area.geometry }))

type AreaProperties = { area: DrawnAreaShape }

export function areaLayers({ areas, selectedId, palette, hatch, zoom }: AreaLayersProps): Layer[] {
  const widthOf = (id: number) => (id === selectedId ? 4 : 2)
  const forbidden = (id: string, kind: DrawnAreaKind, pattern: 'fine' | 'bold') =>
    new GeoJsonLayer<AreaProperties>({
      id,
      data: featuresOf(areas, [kind]),
      pickable: true,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: (feature) => widthOf(feature.properties.area.id),
      getLineColor: withAlpha(palette.ink, 220),
      getFillColor: withAlpha(palette.ink, 120),
      ...hatch.fillProps(pattern, zoom),
      extensions: [new FillStyleExtension({ pattern: true })],
      updateTriggers: { getLineWidth: selectedId },
    })
  return [
    new PathLayer<DrawnAreaShape>({
      id: 'areas-cordon',
      data: areas.filter(({ kind }) => kind === 'cordon'),
      pickable: true,
      getPath: (area) => shellOf(area) as [number, number][],
      getColor: withAlpha(palette.ink, 255),
      getWidth: (area) => widthOf(area.id) + 0.5,
      widthUnits: 'pixels',
      extensions: [new PathStyleExtension({ dash: true })],
      ...{ getDashArray: [4, 2.5], dashJustified: true },
      updateTriggers: { getWidth: selectedId },
    }),
    new GeoJsonLayer<AreaProperties>({
      id: 'areas-watch',
      data: featuresOf(areas, ['watch']),
      pickable: true,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: (feature) => widthOf(feature.properties.area.id),
      getLineColor: withAlpha(palette.accent, 255),
      getFillColor: (feature) => withAlpha(palette.accent, feature.properties.area.id === selectedId ? 60 : 26),
      updateTriggers: { getLineWidth: selectedId, getFillColor: selectedId },
    }),
    forbidden('areas-privacy', 'privacy', 'fine'),
    forbidden('areas-prohibited', 'prohibited', 'bold'),
  ]
}

/** Sign and name of each, over everything else; the selected one's only, far out. */
export function areaNameLayers({ areas, selectedId, palette, showNames }: AreaNamesProps): Layer[] {
  return [
    new TextLayer<DrawnAreaShape>({
      id: 'area-names',
      // A selected cordon's crossings need the room.
      data: areas.filter(({ id, kind }) => (id === selectedId ? kind !== 'cordon' : showNames)),
      characterSet: 'auto',
      getPosition: namedAt,
      getPixelOffset: ({ kind }) => [0, kind === 'cordon' ? -14 : 0],
      getText: ({ kind, name }) => `${AREA_SIGNS[kind]} ${name}`,
      getSize: 12,
      fontWeight: 600,
      fontFamily: 'Inter, "Noto Sans CJK SC", sans-serif',
      getColor: withAlpha(palette.ink, 255),
      background: true,
      getBackgroundColor: withAlpha(palette.halo, 225),
      backgroundPadding: [5, 2],
      backgroundBorderRadius: 5,
    }),
  ]
}

/** The area that a click met, or null. */
export function areaAt(object: unknown): number | null {
  const met = object as Partial<DrawnAreaShape> & { properties?: Partial<AreaProperties> }
  if (met?.properties?.area) return met.properties.area.id
  return met?.kind === 'cordon' && typeof met.id === 'number' ? met.id : null
}
