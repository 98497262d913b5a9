/** What must be shareable lives in the address: where the map is, what is selected, filtered and shown. */
import { createParser, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsStringLiteral } from 'nuqs'
import { CAMERA_KINDS, CAMERA_STATES, OWNERSHIPS } from '../../server/domain/camera'

export interface MapView {
  zoom: number
  lat: number
  lng: number
}

/** `zoom/lat/lng` */
export const parseAsView = createParser<MapView>({
  parse(text) {
    const parts = text.split('/')
    const [zoom, lat, lng] = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
    const isView =
      parts.length === 3 &&
      [zoom, lat, lng].every(Number.isFinite) &&
      zoom >= 0 &&
      zoom <= 22 &&
      Math.abs(lat) <= 85 &&
      Math.abs(lng) <= 180
    return isView ? { zoom, lat, lng } : null
  },
  serialize: ({ zoom, lat, lng }) => `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`,
  eq: (a, b) => a.zoom === b.zoom && a.lat === b.lat && a.lng === b.lng,
})

export const MAP_LAYERS = ['cameras', 'viewsheds', 'coverage', 'incidents', 'labels'] as const
export type MapLayer = (typeof MAP_LAYERS)[number]

export const urlState = {
  at: parseAsView,
  camera: parseAsInteger,
  state: parseAsArrayOf(parseAsStringLiteral(CAMERA_STATES)).withDefault([]),
  kind: parseAsArrayOf(parseAsStringLiteral(CAMERA_KINDS)).withDefault([]),
  owner: parseAsArrayOf(parseAsStringLiteral(OWNERSHIPS)).withDefault([]),
  plates: parseAsBoolean.withDefault(false),
  hide: parseAsArrayOf(parseAsStringLiteral(MAP_LAYERS)).withDefault([]),
  /** Cameras on the wall of feeds, in order. */
  feeds: parseAsArrayOf(parseAsInteger).withDefault([]),
}

/** Keys that stay when the workspace changes: the map stays where it was. */
export const SHARED_KEYS = ['at', 'camera', 'state', 'kind', 'owner', 'plates', 'hide', 'feeds'] as const
