/** The replay clock: a value that steps through a past window. Times are UTC epoch milliseconds. */

export interface Clock {
  window: readonly [from: number, to: number]
  /** Always within the window. */
  time: number
  /** Replayed milliseconds per millisecond, 0.5 … 600. */
  speed: number
  isPlaying: boolean
}

export const SPEED_LIMITS = [0.5, 600] as const

/** A clock at the start of its window, paused at normal speed. */
export function startClock(window: readonly [from: number, to: number]): Clock {
  const [from, to] = window
  if (!(Number.isFinite(from) && Number.isFinite(to) && from <= to))
    throw new RangeError(`window must run from an earlier to a later time, got ${from} … ${to}`)
  return { window, time: from, speed: 1, isPlaying: false }
}

/** The clock `elapsedMs` of real time later; it stops at the end of its window. */
export function advance(clock: Clock, elapsedMs: number): Clock {
  if (!(elapsedMs >= 0)) throw new RangeError(`elapsedMs must be 0 or more, got ${elapsedMs}`)
  if (!clock.isPlaying) return clock
  const moved = seek(clock, clock.time + elapsedMs * clock.speed)
  return { ...moved, isPlaying: moved.time < clock.window[1] }
}

/** The clock at `time`, or at the nearer end of its window. */
export function seek(clock: Clock, time: number): Clock {
  if (Number.isNaN(time)) throw new RangeError(`time must be a number, got ${time}`)
  return { ...clock, time: clamp(time, clock.window) }
}

/** The clock moved by `byMs`, backwards when below 0, and paused: one looks at a step. */
export function step(clock: Clock, byMs: number): Clock {
  return { ...seek(clock, clock.time + byMs), isPlaying: false }
}

/** Speeds outside 0.5 … 600 are taken as the nearest that is allowed. */
export function setSpeed(clock: Clock, speed: number): Clock {
  if (Number.isNaN(speed)) throw new RangeError(`speed must be a number, got ${speed}`)
  return { ...clock, speed: clamp(speed, SPEED_LIMITS) }
}

/** Plays on; from the start when the window has been played to its end. */
export function play(clock: Clock): Clock {
  const [from, to] = clock.window
  return { ...clock, time: clock.time >= to ? from : clock.time, isPlaying: from < to }
}

export function pause(clock: Clock): Clock {
  return { ...clock, isPlaying: false }
}

function clamp(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value))
}
