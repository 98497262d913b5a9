/** The states a camera had in a window of the past. */
import type { CameraState } from './camera'
import { lastAtOrBefore } from './instants'

/** A window may be as long as a trace and what is shown around it. */
export const LONGEST_PAST_DAYS = 367
/** Cameras that are asked about at once. */
export const MOST_PASTS = 500

/** In order of time: from each instant on (UTC epoch milliseconds), this state; nothing was said before the first. */
export interface StateChanges {
  from: number[]
  state: CameraState[]
}

/** The state that held at the time; unknown where nobody had said. */
export const stateAt = ({ from, state }: StateChanges, time: number): CameraState =>
  state[lastAtOrBefore(from, time)] ?? 'unknown'
