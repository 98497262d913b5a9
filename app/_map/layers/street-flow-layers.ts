/** Measured streets by class of flow: wider and brighter for more; those without a figure thin and grey; the readers of the selected one. */
import type { Layer } from '@deck.gl/core'
import { PathLayer, ScatterplotLayer } from '@deck.gl/layers'
import { type Palette, type Rgb, type Rgba, viridis, withAlpha } from '../palette'
import { type HeatClasses, heatClass } from './heat-layers'

/** A street as it is drawn. */
export interface DrawnStreet {
  id: number
  lines: readonly (readonly number[][])[]
  /** Null: withheld or not known. */
  vehicles: number | null
  tip: string
}

export interface DrawnReader {
  position: [lng: number, lat: number]
  /** It gives its street the figure. */
  isStation: boolean
  tip: string
}

export interface StreetFlowProps {
  streets: readonly DrawnStreet[]
  classes: HeatClasses
  selectedId: number | null
  /** Of the selected street. */
  readers: readonly DrawnReader[]
  palette: Palette
}

type Stretch = DrawnStreet & { path: [number, number][] }

const NO_FIGURE_PX = 2
const CASING_PX = 2
const SELECTED_CASING_PX = 7

/** Pixels; the narrowest class is as wide as a street on the map. */
export const flowWidth = (index: number): number => 3 + 1.5 * index

/** From where the ramp can be told from the darkest map. */
const RAMP_FROM = 0.22
export const flowColor = (index: number, of: number): Rgb =>
  viridis(RAMP_FROM + ((1 - RAMP_FROM) * index) / Math.max(1, of - 1))

/** The street that was clicked. */
export const streetAt = (object: unknown): number | null => (object as Partial<Stretch> | undefined)?.id ?? null

export function streetFlowLayers({ streets, classes, selectedId, readers, palette }: StreetFlowProps): Layer[] {
  const stretches = streets
    .toSorted(
      (a, b) => Number(a.id === selectedId) - Number(b.id === selectedId) || (a.vehicles ?? 0) - (b.vehicles ?? 0),
    )
    .flatMap((street) => street.lines.map((path): Stretch => ({ ...street, path: path as [number, number][] })))
  const widthOf = ({ vehicles }: DrawnStreet) =>
    vehicles === null ? NO_FIGURE_PX : flowWidth(heatClass(classes, vehicles))
  const colorOf = ({ vehicles }: DrawnStreet): Rgba =>
    vehicles === null
      ? withAlpha(palette.state.unknown, 255)
      : withAlpha(flowColor(heatClass(classes, vehicles), classes.length), 255)
  const shared = {
    data: stretches,
    getPath: ({ path }: Stretch) => path,
    widthUnits: 'pixels',
    capRounded: true,
    jointRounded: true,
  } as const
  const triggers = [classes, selectedId]
  return [
    new PathLayer<Stretch>({
      id: 'street-flow-casing',
      ...shared,
      getWidth: (street) => widthOf(street) + (street.id === selectedId ? SELECTED_CASING_PX : CASING_PX),
      getColor: ({ id }) => (id === selectedId ? withAlpha(palette.accent, 255) : withAlpha(palette.ink, 150)),
      updateTriggers: { getWidth: triggers, getColor: [triggers, palette] },
    }),
    new PathLayer<Stretch>({
      id: 'street-flow',
      ...shared,
      getWidth: widthOf,
      getColor: colorOf,
      pickable: true,
      updateTriggers: { getWidth: classes, getColor: [classes, palette] },
    }),
    new ScatterplotLayer<DrawnReader>({
      id: 'street-flow-readers',
      data: readers,
      getPosition: ({ position }) => position,
      radiusUnits: 'pixels',
      getRadius: ({ isStation }) => (isStation ? 7 : 5),
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 2,
      getFillColor: ({ isStation }) => withAlpha(isStation ? palette.accent : palette.halo, 255),
      getLineColor: ({ isStation }) => withAlpha(isStation ? palette.halo : palette.accent, 255),
      pickable: true,
      updateTriggers: { getFillColor: palette, getLineColor: palette },
    }),
  ]
}
