/** One clock that many things follow. It drives the domain's clock by the screen's own frames: time is true whatever the frame rate. */
import {
  advance,
  type Clock,
  moveWindow,
  pause,
  play,
  playOnly,
  seek,
  setSpeed,
  startClock,
  step,
  stepTo,
} from '../../server/domain/clock'
import type { Stretch } from '../../server/domain/stretches'

/** What is words, not movement, need not change more often than it can be read. */
const WORDS_EVERY_MS = 150

type Listener = (clock: Clock) => void

export interface Replay {
  clock(): Clock
  /** How long ago its time was true, in milliseconds: a frame is begun before the page gets to it. 0 while it stands. */
  ageMs(): number
  /** Calls with every frame that moves the clock, and with every change of it. */
  onFrame(listener: Listener): () => void
  /** The same, but while it plays only as often as words can be read. */
  onWords(listener: () => void): () => void
  toggle(): void
  seek(time: number): void
  step(byMs: number): void
  stepTo(instants: Float64Array, direction: 1 | -1): void
  setSpeed(speed: number): void
  playOnly(busy: readonly Stretch[] | null): void
  moveWindow(window: Clock['window']): void
  /** No frame is asked for any more. */
  stop(): void
}

export function startReplay(window: Clock['window']): Replay {
  let clock = startClock(window)
  const [onFrame, onWords] = [new Set<Listener>(), new Set<() => void>()]
  let frame: number | null = null
  let [last, told] = [0, 0]

  const tell = (isForWords: boolean) => {
    for (const listener of onFrame) listener(clock)
    if (isForWords) for (const listener of onWords) listener()
  }
  const tick = (now: number) => {
    const elapsed = Math.max(0, now - last)
    last = now
    clock = advance(clock, elapsed)
    const isForWords = !clock.isPlaying || now - told >= WORDS_EVERY_MS
    if (isForWords) told = now
    frame = clock.isPlaying ? requestAnimationFrame(tick) : null
    tell(isForWords)
  }
  const change = (next: Clock) => {
    clock = next
    if (clock.isPlaying && frame === null) {
      last = performance.now()
      frame = requestAnimationFrame(tick)
    } else if (!clock.isPlaying) stop()
    tell(true)
  }
  const stop = () => {
    if (frame !== null) cancelAnimationFrame(frame)
    frame = null
  }
  const listenIn =
    <T>(listeners: Set<T>) =>
    (listener: T) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  return {
    clock: () => clock,
    ageMs: () => (frame === null ? 0 : Math.max(0, performance.now() - last)),
    onFrame: listenIn(onFrame),
    onWords: listenIn(onWords),
    toggle: () => change(clock.isPlaying ? pause(clock) : play(clock)),
    seek: (time) => change(seek(clock, time)),
    step: (byMs) => change(step(clock, byMs)),
    stepTo: (instants, direction) => change(stepTo(clock, instants, direction)),
    setSpeed: (speed) => change(setSpeed(clock, speed)),
    playOnly: (busy) => change(playOnly(clock, busy)),
    moveWindow: (next) => change(moveWindow(clock, next)),
    stop,
  }
}
