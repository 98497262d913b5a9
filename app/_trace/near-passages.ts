/** Which passages' recordings cover the clock's time. */
import type { Clock } from '../../server/domain/clock'
import { nearestWithin } from '../../server/domain/instants'
import { CLIP_AFTER_MS, CLIP_BEFORE_MS, FASTEST_RATE } from '../_timeline/clip-span'
import type { TracedVehicle } from './traced-vehicles'

/** More would be too small to be looked at. */
const MOST_PLAYED = 4
/** Faster than recordings play, one vehicle's stills are as much as one can follow. */
const MOST_STILLS = 1
/** Faster, a recording would be gone before it was looked at; and each that is opened is audited. */
export const FASTEST_WITH_CLIPS = 30

/** How many recordings there may be at a speed. */
export const mostClips = (speed: number): number =>
  speed > FASTEST_WITH_CLIPS ? 0 : speed > FASTEST_RATE ? MOST_STILLS : MOST_PLAYED

export interface NearPassage {
  number: number
  /** Which of the vehicle's passages. */
  row: number
}

/**
 * Of each vehicle the passage nearest to the time, where a recording covers it: the selected vehicle's first, then by number, so that
 * pictures keep their places while the clock runs.
 */
export function nearPassages(
  vehicles: readonly Pick<TracedVehicle, 'number' | 'track'>[],
  selected: number | null,
  { time, speed }: Pick<Clock, 'time' | 'speed'>,
): NearPassage[] {
  return vehicles
    .map(({ number, track }) => ({ number, row: nearestWithin(track.at, time, CLIP_AFTER_MS, CLIP_BEFORE_MS) }))
    .filter(({ row }) => row >= 0)
    .sort((a, b) => Number(b.number === selected) - Number(a.number === selected) || a.number - b.number)
    .slice(0, mostClips(speed))
}
