import type { RoadClass } from '../formats/records'
import type { Line } from './plane'

/** What divides the ground: a road, or something no street may cross unasked. */
export type StreetKind = RoadClass | 'rail' | 'bank'

export interface Street {
  line: Line
  kind: StreetKind
  name: string | null
  nameEn: string | null
  oneway: 'no' | 'forward' | 'backward'
}

/** Carriageway width between kerbs (m), lanes, and free-flow speed (km/h) by class. */
export const ROAD_SIZES: Record<RoadClass, { widthM: number; lanes: number; speedKmh: number }> = {
  motorway: { widthM: 26, lanes: 6, speedKmh: 90 },
  trunk: { widthM: 34, lanes: 8, speedKmh: 70 },
  primary: { widthM: 30, lanes: 6, speedKmh: 55 },
  secondary: { widthM: 22, lanes: 4, speedKmh: 48 },
  tertiary: { widthM: 15, lanes: 4, speedKmh: 40 },
  residential: { widthM: 9, lanes: 2, speedKmh: 30 },
  living_street: { widthM: 6, lanes: 1, speedKmh: 18 },
  service: { widthM: 5, lanes: 1, speedKmh: 15 },
  pedestrian: { widthM: 12, lanes: 0, speedKmh: 5 },
  footway: { widthM: 2.5, lanes: 0, speedKmh: 5 },
  cycleway: { widthM: 3, lanes: 0, speedKmh: 15 },
  track: { widthM: 4, lanes: 1, speedKmh: 15 },
}

/** From most to least important; barriers come last because a road keeps its place where the two meet. */
export const STREET_RANKS: StreetKind[] = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'living_street',
  'service',
  'pedestrian',
  'footway',
  'cycleway',
  'track',
  'rail',
  'bank',
]

export const isRoad = (kind: StreetKind): kind is RoadClass => kind !== 'rail' && kind !== 'bank'

/** Half of what the street takes up, pavements or embankment included, metres. */
export function reserveOf(kind: StreetKind): number {
  if (kind === 'rail') return 20
  if (kind === 'bank') return 8
  const { widthM } = ROAD_SIZES[kind]
  return widthM / 2 + (widthM >= 15 ? 6 : widthM >= 9 ? 3.5 : 2)
}
