/** The replay clock: a value that steps through a past window. Times are UTC epoch milliseconds. */
import { lastAtOrBefore, lastBefore } from './instants'
import { firstEndingFrom, type Stretch } from './stretches'

export interface Clock {
  window: readonly [from: number, to: number]
  /** Always within the window. */
  time: number
  /** Replayed milliseconds per millisecond, 0.5 … 600. */
  speed: number
  isPlaying: boolean
  /** What is played, in order and apart; what lies between is jumped over. Null: everything is played. */
  busy: readonly Stretch[] | null
  /** What was jumped over last. */
  jump: Stretch | null
}

export const SPEED_LIMITS = [0.5, 600] as const

/** A clock at the start of its window, paused at normal speed. */
export function startClock(window: readonly [from: number, to: number]): Clock {
  const [from, to] = window
  if (!(Number.isFinite(from) && Number.isFinite(to) && from <= to))
    throw new RangeError(`window must run from an earlier to a later time, got ${from} … ${to}`)
  return { window, time: from, speed: 1, isPlaying: false, busy: null, jump: null }
}

/** The clock in another window: where it was, when it had left its start and that lies within; else paused at the new start. */
export function moveWindow(clock: Clock, window: readonly [from: number, to: number]): Clock {
  const { time, isPlaying } = clock
  const fresh = { ...startClock(window), speed: clock.speed, busy: clock.busy }
  const hasLeft = time > clock.window[0]
  return hasLeft && time >= window[0] && time <= window[1] ? { ...fresh, time, isPlaying } : fresh
}

/** The clock `elapsedMs` of real time later; it stops at the end of its window. Jumping over what is idle takes no time. */
export function advance(clock: Clock, elapsedMs: number): Clock {
  if (!(elapsedMs >= 0)) throw new RangeError(`elapsedMs must be 0 or more, got ${elapsedMs}`)
  if (!clock.isPlaying) return clock
  const playedMs = elapsedMs * clock.speed
  const moved = clock.busy ? walk(clock, clock.busy, playedMs) : seek(clock, clock.time + playedMs)
  return { ...moved, isPlaying: moved.time < clock.window[1] }
}

/** Plays through as much as `leftMs` of what is busy; behind the last of it lies the end of the window. */
function walk(clock: Clock, busy: readonly Stretch[], leftMs: number): Clock {
  const end = clock.window[1]
  let { time, jump } = clock
  for (let next = firstEndingFrom(busy, time); leftMs > 0 && time < end; next++) {
    const start = Math.min(end, next < busy.length ? Math.max(time, busy[next].from) : end)
    if (start > time) jump = { from: time, to: start }
    time = start
    if (next >= busy.length) break
    const playedMs = Math.min(leftMs, Math.min(end, busy[next].to) - time)
    time += playedMs
    leftMs -= playedMs
  }
  return { ...clock, time, jump }
}

/** Plays only these stretches, sorted and apart; null: everything. */
export function playOnly(clock: Clock, busy: readonly Stretch[] | null): Clock {
  return { ...clock, busy, jump: null }
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

/** The clock at the nearest of the sorted instants after its time (`direction` 1) or before it (−1); as it is when there is none. */
export function stepTo(clock: Clock, instants: Float64Array, direction: 1 | -1): Clock {
  const index = direction === 1 ? lastAtOrBefore(instants, clock.time) + 1 : lastBefore(instants, clock.time)
  const instant = instants[index]
  return instant === undefined || instant < clock.window[0] || instant > clock.window[1] ? clock : seek(clock, instant)
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
