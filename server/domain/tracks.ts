/** A vehicle's trips as columns: what a replay of many thousand points looks up with every frame. */
import { lastAtOrBefore } from './instants'
import type { Trip, TripPosition } from './trips'

/** Row i is one passage. Times are UTC epoch milliseconds, ascending. */
export interface Track {
  at: Float64Array
  lng: Float64Array
  lat: Float64Array
  /** Which trip the passage belongs to, ascending. */
  trip: Uint32Array
}

/** The columns of one vehicle's trips, given in order of time. */
export function trackOf(trips: readonly Trip[]): Track {
  const rows = trips.flatMap(({ passages }, trip) => passages.map((passage) => ({ ...passage, trip })))
  return {
    at: Float64Array.from(rows, ({ at }) => at),
    lng: Float64Array.from(rows, ({ lng }) => lng),
    lat: Float64Array.from(rows, ({ lat }) => lat),
    trip: Uint32Array.from(rows, ({ trip }) => trip),
  }
}

/** Where the vehicle is at `time`, as `positionAt` says of the trip that runs then; null while none runs. */
export function placeAt({ at, lng, lat, trip }: Track, time: number): TripPosition | null {
  const row = lastAtOrBefore(at, time)
  if (row < 0) return null
  if (at[row] === time) return { lng: lng[row], lat: lat[row], certainty: 'at', passage: row }
  const next = row + 1
  if (next >= at.length || trip[next] !== trip[row]) return null
  const share = (time - at[row]) / (at[next] - at[row])
  return {
    lng: lng[row] + share * (lng[next] - lng[row]),
    lat: lat[row] + share * (lat[next] - lat[row]),
    certainty: 'between',
    passage: row,
  }
}

/** Where a time lies among a vehicle's passages: at one or between two of a trip, in a gap between trips, before or after all of them. */
export interface Standing {
  kind: 'at' | 'between' | 'gap' | 'before' | 'after' | 'never'
  /** Index of the last passage at or before the time; −1 before all. */
  row: number
}

export function standingAt({ at, trip }: Track, time: number): Standing {
  const row = lastAtOrBefore(at, time)
  if (at.length === 0) return { kind: 'never', row }
  if (row < 0) return { kind: 'before', row }
  if (at[row] === time) return { kind: 'at', row }
  if (row + 1 === at.length) return { kind: 'after', row }
  return { kind: trip[row + 1] === trip[row] ? 'between' : 'gap', row }
}
