/** What cameras see, as layers of the base map: one hue, denser where more see it; assumed viewsheds are hatched. */
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Theme } from '../_ui/preferences'
import { PALETTES, type Rgb } from './palette'

export interface DrawnViewsheds {
  /** Changes when stored viewsheds did. */
  version: string
  /** The camera whose draft is drawn instead. */
  hiddenId: number | null
  selectedId: number | null
  /** While counts of all of them are shown instead. */
  isOnlySelected: boolean
}

/** Drawn from this zoom on. */
export const VIEWSHEDS_FROM_ZOOM = 14.5

export const viewshedSource = (origin: string, { version }: DrawnViewsheds): SourceSpecification => ({
  type: 'vector',
  tiles: [`${origin}/api/tiles/viewsheds/{z}/{x}/{y}?v=${version}`],
  minzoom: 14,
  maxzoom: 16,
})

const css = ([r, g, b]: Rgb) => `rgb(${r}, ${g}, ${b})`
export const hatchImage = (theme: Theme) => `hatch-${theme}`

/** Viewsheds of cameras that do not work now are drawn as an outline only. */
export function viewshedLayers(
  theme: Theme,
  { hiddenId, selectedId, isOnlySelected }: DrawnViewsheds,
): LayerSpecification[] {
  const { coverage, draft } = PALETTES[theme]
  const shown: ExpressionSpecification = ['!=', ['get', 'id'], hiddenId ?? -1]
  const filled = (assumed: boolean): ExpressionSpecification => [
    'all',
    shown,
    ['get', 'effective'],
    ['==', ['get', 'assumed'], assumed],
  ]
  const selected: ExpressionSpecification = ['all', shown, ['==', ['get', 'id'], selectedId ?? -1]]
  const common = { source: 'viewsheds', 'source-layer': 'viewshed', minzoom: VIEWSHEDS_FROM_ZOOM }
  const all: LayerSpecification[] = [
    {
      id: 'viewshed-known',
      type: 'fill',
      ...common,
      filter: filled(false),
      paint: { 'fill-color': css(coverage), 'fill-opacity': 0.27, 'fill-antialias': false },
    },
    {
      id: 'viewshed-assumed',
      type: 'fill',
      ...common,
      filter: filled(true),
      paint: { 'fill-pattern': hatchImage(theme), 'fill-opacity': 0.5, 'fill-antialias': false },
    },
    {
      id: 'viewshed-edge',
      type: 'line',
      ...common,
      filter: shown,
      paint: { 'line-color': css(coverage), 'line-width': 1, 'line-opacity': 0.45 },
    },
  ]
  const one: LayerSpecification[] = [
    {
      id: 'viewshed-selected',
      type: 'fill',
      ...common,
      filter: selected,
      paint: { 'fill-color': css(draft), 'fill-opacity': 0.35 },
    },
    {
      id: 'viewshed-selected-edge',
      type: 'line',
      ...common,
      filter: selected,
      paint: { 'line-color': css(draft), 'line-width': 2 },
    },
  ]
  return isOnlySelected ? one : [...all, ...one]
}
