/** The quiet base map: five tones, streets and buildings just visible, names by the browser's own fonts (no glyph files). */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Locale, Theme } from '../_ui/preferences'
import { type DrawnViewsheds, viewshedLayers, viewshedSource } from './viewshed-style'

interface Tones {
  ground: string
  green: string
  water: string
  built: string
  square: string
  building: string
  buildingEdge: string
  road: string
  roadMajor: string
  casing: string
  path: string
  text: string
  textWater: string
  halo: string
  border: string
}

const LIGHT: Tones = {
  ground: '#f3f4f6',
  green: '#e3ecdf',
  water: '#cfdfeb',
  built: '#eeeff2',
  square: '#e9e7e1',
  building: '#e0e3e8',
  buildingEdge: '#d0d5dc',
  road: '#ffffff',
  roadMajor: '#fffdf6',
  casing: '#d9dde3',
  path: '#e4e2dd',
  text: '#465362',
  textWater: '#587a94',
  halo: '#f8f9fb',
  border: '#8b7fa8',
}

const DARK: Tones = {
  ground: '#101720',
  green: '#13211d',
  water: '#0c1b2a',
  built: '#131b25',
  square: '#19212a',
  building: '#1b2530',
  buildingEdge: '#26323f',
  road: '#26313e',
  roadMajor: '#324050',
  casing: '#0d131b',
  path: '#1c2530',
  text: '#a9b7c6',
  textWater: '#6f93b3',
  halo: '#0e141c',
  border: '#7d74a3',
}

const MAJOR = ['motorway', 'trunk', 'primary', 'secondary']
const PATHS = ['pedestrian', 'footway', 'cycleway', 'track']

const byZoom = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.6], ['zoom'], ...stops] as ExpressionSpecification
const isOneOf = (property: string, values: string[]): ExpressionSpecification => [
  'in',
  ['get', property],
  ['literal', values],
]
const isOneOfNot = (property: string, values: string[]): ExpressionSpecification => ['!', isOneOf(property, values)]

const WIDTHS: Record<'motorway' | 'major' | 'minor' | 'path', ExpressionSpecification> = {
  motorway: byZoom(10, 1.6, 14, 6, 17, 22, 20, 120),
  major: byZoom(10, 0.8, 14, 4, 17, 17, 20, 100),
  minor: byZoom(12, 0.4, 14, 1.6, 17, 9, 20, 60),
  path: byZoom(14, 0.5, 17, 3, 20, 20),
}

const CASINGS: typeof WIDTHS = {
  motorway: byZoom(10, 2.6, 14, 7.6, 17, 24, 20, 123),
  major: byZoom(10, 1.6, 14, 5.4, 17, 19, 20, 103),
  minor: byZoom(12, 0.8, 14, 2.6, 17, 10.6, 20, 62),
  path: byZoom(14, 0.8, 17, 3.8, 20, 21),
}

const road = (
  id: string,
  filter: ExpressionSpecification,
  color: string,
  width: ExpressionSpecification,
  minzoom: number,
): LayerSpecification => ({
  id,
  type: 'line',
  source: 'base',
  'source-layer': 'road',
  minzoom,
  filter,
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: { 'line-color': color, 'line-width': width, 'line-opacity': ['case', ['has', 'tunnel'], 0.4, 1] },
})

const area = (id: string, kinds: string[], color: string): LayerSpecification => ({
  id,
  type: 'fill',
  source: 'base',
  'source-layer': 'area',
  filter: isOneOf('kind', kinds),
  paint: { 'fill-color': color, 'fill-antialias': true },
})

function roadLayers(tones: Tones): LayerSpecification[] {
  const motorway = isOneOf('class', ['motorway', 'trunk'])
  const major = isOneOf('class', ['primary', 'secondary'])
  const minor = isOneOfNot('class', [...MAJOR, ...PATHS])
  const path = isOneOf('class', PATHS)
  return [
    road('road-path', path, tones.path, WIDTHS.path, 14),
    road('road-minor-casing', minor, tones.casing, CASINGS.minor, 13),
    road('road-major-casing', major, tones.casing, CASINGS.major, 10),
    road('road-motorway-casing', motorway, tones.casing, CASINGS.motorway, 8),
    road('road-minor', minor, tones.road, WIDTHS.minor, 12),
    road('road-major', major, tones.roadMajor, WIDTHS.major, 8),
    road('road-motorway', motorway, tones.roadMajor, WIDTHS.motorway, 6),
  ]
}

/** The name in the reader's language, else whatever there is. */
const nameIn = (locale: Locale): ExpressionSpecification =>
  locale === 'en'
    ? ['coalesce', ['get', 'name_en'], ['get', 'name']]
    : ['coalesce', ['get', 'name'], ['get', 'name_en']]

function labelLayers(tones: Tones, locale: Locale): LayerSpecification[] {
  const paint = { 'text-color': tones.text, 'text-halo-color': tones.halo, 'text-halo-width': 1.4 }
  const font = { 'text-font': ['sans-serif'], 'text-field': nameIn(locale) }
  return [
    {
      id: 'label-road',
      type: 'symbol',
      source: 'base',
      'source-layer': 'road',
      minzoom: 13,
      filter: ['all', ['has', 'name'], ['any', ['>=', ['zoom'], 15.5], isOneOf('class', MAJOR)]],
      layout: {
        ...font,
        'symbol-placement': 'line',
        'text-size': byZoom(13, 10.5, 18, 14),
        'symbol-spacing': 420,
        'text-max-angle': 35,
      },
      paint,
    },
    {
      id: 'label-area',
      type: 'symbol',
      source: 'base',
      'source-layer': 'area',
      minzoom: 14,
      filter: ['all', ['has', 'name'], isOneOf('kind', ['water', 'green', 'square', 'school', 'hospital', 'estate'])],
      layout: { ...font, 'text-size': 11, 'text-max-width': 8 },
      paint: { ...paint, 'text-color': ['case', ['==', ['get', 'kind'], 'water'], tones.textWater, tones.text] },
    },
    {
      id: 'label-place',
      type: 'symbol',
      source: 'base',
      'source-layer': 'place',
      minzoom: 12,
      filter: ['any', ['>=', ['zoom'], 15.5], ['==', ['get', 'kind'], 'place']],
      layout: {
        ...font,
        'text-size': ['case', ['==', ['get', 'kind'], 'place'], 13, 11],
        'text-max-width': 8,
        'symbol-sort-key': ['case', ['==', ['get', 'kind'], 'place'], 0, 1],
      },
      paint,
    },
  ]
}

export interface StyleChoices {
  theme: Theme
  locale: Locale
  showLabels: boolean
  /** Null: not to be seen. */
  viewsheds: DrawnViewsheds | null
}

/** The whole style; `origin` is our own, since nothing is loaded from anywhere else. */
export function baseStyle(origin: string, { theme, locale, showLabels, viewsheds }: StyleChoices): StyleSpecification {
  const tones = theme === 'dark' ? DARK : LIGHT
  return {
    version: 8,
    sources: {
      base: { type: 'vector', tiles: [`${origin}/api/tiles/{z}/{x}/{y}`], minzoom: 0, maxzoom: 16 },
      ...(viewsheds ? { viewsheds: viewshedSource(origin, viewsheds) } : {}),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': tones.ground } },
      area('built', ['residential', 'commercial', 'industrial', 'estate', 'hospital', 'parking', 'rail'], tones.built),
      area('green', ['green'], tones.green),
      area('square', ['square', 'school'], tones.square),
      area('water', ['water'], tones.water),
      ...roadLayers(tones),
      {
        id: 'building',
        type: 'fill',
        source: 'base',
        'source-layer': 'building',
        minzoom: 13,
        paint: {
          'fill-color': tones.building,
          'fill-outline-color': tones.buildingEdge,
          'fill-opacity': byZoom(13, 0.4, 15, 1),
        },
      },
      {
        id: 'border',
        type: 'line',
        source: 'base',
        'source-layer': 'border',
        filter: isOneOf('kind', ['city', 'district']),
        paint: {
          'line-color': tones.border,
          'line-width': byZoom(10, 1, 16, 2),
          'line-dasharray': [4, 2, 1, 2],
          'line-opacity': 0.55,
        },
      },
      ...(viewsheds ? viewshedLayers(theme, viewsheds) : []),
      ...(showLabels ? labelLayers(tones, locale) : []),
    ],
  }
}
