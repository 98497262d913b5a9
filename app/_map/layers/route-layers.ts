/** The ways between a trip's passages, as wide as they are likely, and what readers beside them did. */
import type { Layer } from '@deck.gl/core'
import { PathStyleExtension } from '@deck.gl/extensions'
import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import { type Palette, type Rgb, withAlpha } from '../palette'

type Position = [lng: number, lat: number]

export interface DrawnLeg {
  from: Position
  to: Position
  /** `waiting`: not known yet. Only the first has ways; the others are a straight line that says that it is none. */
  kind: 'feasible' | 'infeasible' | 'unknown' | 'waiting'
  stretches: readonly { path: Position[]; share: number }[]
}

/** A plate reader on a way: it worked and read nothing, or it was down. */
export interface DrawnReader {
  position: Position
  isSilent: boolean
}

export interface RouteLayersProps {
  legs: readonly DrawnLeg[]
  /** Index of the leg that is looked at; the others step back. */
  chosen: number | null
  color: Rgb
  palette: Palette
}

/** From here on a stretch is likely; below it is possible. */
export const LIKELY = 0.5
const WIDTH = { least: 2, most: 7 }
const HALO_WIDTH = 3
const STEPPED_BACK = 0.3

interface Stretch {
  path: Position[]
  share: number
  leg: number
}

const dashed = new PathStyleExtension({ dash: true })
const widthOf = ({ share }: Stretch) => WIDTH.least + (WIDTH.most - WIDTH.least) * share
const alphaOf = ({ share }: Stretch) => (share >= LIKELY ? 240 : 110 + 160 * share)

export function routeLayers({ legs, chosen, color, palette }: RouteLayersProps): Layer[] {
  // The likeliest is drawn last, over the others.
  const stretches = legs
    .flatMap((leg, i) => leg.stretches.map((stretch): Stretch => ({ ...stretch, leg: i })))
    .sort((a, b) => a.share - b.share)
  const straight = legs.flatMap((leg, i) => (leg.kind === 'feasible' ? [] : [{ ...leg, leg: i }]))
  const shown = (leg: number, alpha: number) => alpha * (chosen === null || chosen === leg ? 1 : STEPPED_BACK)
  const updateTriggers = { getColor: chosen }
  return [
    new PathLayer<(typeof straight)[number]>({
      id: 'route-straight',
      data: straight,
      getPath: ({ from, to }) => [from, to],
      getColor: ({ kind, leg }) => withAlpha(kind === 'infeasible' ? palette.ink : color, shown(leg, 230)),
      getWidth: ({ kind }) => (kind === 'infeasible' ? 3 : 2),
      widthUnits: 'pixels',
      extensions: [dashed],
      ...{ getDashArray: [4, 3], dashJustified: true },
      updateTriggers,
    }),
    new PathLayer<Stretch>({
      id: 'route-halos',
      data: stretches.filter(({ share }) => share >= LIKELY),
      getPath: ({ path }) => path,
      getColor: ({ leg }) => withAlpha(palette.halo, shown(leg, 220)),
      getWidth: (stretch) => widthOf(stretch) + HALO_WIDTH,
      widthUnits: 'pixels',
      jointRounded: true,
      updateTriggers,
    }),
    new PathLayer<Stretch>({
      id: 'route-stretches',
      data: stretches,
      getPath: ({ path }) => path,
      getColor: (stretch) => withAlpha(color, shown(stretch.leg, alphaOf(stretch))),
      getWidth: widthOf,
      widthUnits: 'pixels',
      jointRounded: true,
      updateTriggers,
    }),
    new TextLayer<(typeof straight)[number]>({
      id: 'route-impossible',
      data: straight.filter(({ kind }) => kind === 'infeasible'),
      characterSet: ['!'],
      getPosition: ({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
      getText: () => '!',
      getSize: 14,
      fontWeight: 700,
      getColor: ({ leg }) => withAlpha(palette.halo, shown(leg, 255)),
      background: true,
      getBackgroundColor: ({ leg }) => withAlpha(palette.ink, shown(leg, 255)),
      backgroundPadding: [7, 2],
      backgroundBorderRadius: 9,
      updateTriggers: { ...updateTriggers, getBackgroundColor: chosen },
    }),
  ]
}

/** The one way that is pointed at. */
export function pointedWayLayers(path: readonly Position[] | null, palette: Palette): Layer[] {
  const line = (id: string, width: number, color: Rgb) =>
    new PathLayer<readonly Position[]>({
      id,
      data: path ? [path] : [],
      getPath: (positions) => [...positions],
      getColor: withAlpha(color, 255),
      getWidth: width,
      widthUnits: 'pixels',
      capRounded: true,
      jointRounded: true,
    })
  return [line('route-way-halo', 8, palette.halo), line('route-way', 4, palette.ink)]
}

/** A ring round a reader that read nothing, a ring with a stroke through it round one that was down. */
export function routeReaderLayers(readers: readonly DrawnReader[], palette: Palette): Layer[] {
  return [
    new ScatterplotLayer<DrawnReader>({
      id: 'route-readers',
      data: [...readers],
      getPosition: ({ position }) => position,
      radiusUnits: 'pixels',
      getRadius: 13,
      filled: false,
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: 3,
      getLineColor: ({ isSilent }) => withAlpha(isSilent ? palette.ink : palette.state.offline, 255),
    }),
    new TextLayer<DrawnReader>({
      id: 'route-readers-down',
      data: readers.filter(({ isSilent }) => !isSilent),
      characterSet: ['╱'],
      getPosition: ({ position }) => position,
      getText: () => '╱',
      getSize: 24,
      fontWeight: 700,
      getColor: withAlpha(palette.state.offline, 255),
    }),
  ]
}
