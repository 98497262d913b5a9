'use client'
/** A replay for a component, and ways to follow its clock: by frame without a render, or by what changes of it in words. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Clock } from '../../server/domain/clock'
import { type Replay, startReplay } from './replay'

/** In a new window the clock stays where it is when that lies within. */
export function useReplay([from, to]: readonly [from: number, to: number]): Replay {
  const [replay] = useState(() => startReplay([from, to]))
  useLayoutEffect(() => {
    const [oldFrom, oldTo] = replay.clock().window
    if (from !== oldFrom || to !== oldTo) replay.moveWindow([from, to])
  }, [replay, from, to])
  useEffect(() => replay.stop, [replay])
  return replay
}

/** Calls at once, with every frame and with every change; renders nothing. */
export function useEachFrame(replay: Replay, listener: (clock: Clock) => void): void {
  const latest = useRef(listener)
  useLayoutEffect(() => {
    latest.current = listener
    listener(replay.clock())
  })
  useEffect(() => replay.onFrame((clock) => latest.current(clock)), [replay])
}

/**
 * Something of the clock, by value: renders when it becomes another, while it plays a few times a second at most, unless it is
 * wanted at once.
 */
export function useClock<T extends string | number | boolean | null>(
  replay: Replay,
  of: (clock: Clock) => T,
  isWantedAtOnce = false,
): T {
  const read = () => of(replay.clock())
  const subscribe = useCallback(
    (listener: () => void) => (isWantedAtOnce ? replay.onFrame(listener) : replay.onWords(listener)),
    [replay, isWantedAtOnce],
  )
  return useSyncExternalStore(subscribe, read, read)
}
