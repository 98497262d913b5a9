'use client'
/** Drives the domain's clock by the screen's own frames; time is true whatever the frame rate. */
import { useEffect, useState } from 'react'
import { advance, type Clock, pause, play, seek, setSpeed, startClock, step } from '../../server/domain/clock'

export interface Replay {
  clock: Clock
  toggle(): void
  seek(time: number): void
  step(byMs: number): void
  setSpeed(speed: number): void
}

/** A clock for the window, or null without one. A new window starts a new clock. */
export function useReplay(window: readonly [from: number, to: number] | null): Replay | null {
  const [clock, setClock] = useState<Clock | null>(null)
  const [from, to] = window ?? [null, null]
  useEffect(() => setClock(from === null || to === null ? null : startClock([from, to])), [from, to])
  const isPlaying = clock?.isPlaying ?? false
  useEffect(() => {
    if (!isPlaying) return
    let last = performance.now()
    let frame = requestAnimationFrame(function tick(now) {
      const elapsed = Math.max(0, now - last)
      last = now
      setClock((current) => current && advance(current, elapsed))
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [isPlaying])
  if (!clock) return null
  const change = (next: (current: Clock) => Clock) => setClock((current) => current && next(current))
  return {
    clock,
    toggle: () => change((current) => (current.isPlaying ? pause(current) : play(current))),
    seek: (time) => change((current) => seek(current, time)),
    step: (byMs) => change((current) => step(current, byMs)),
    setSpeed: (speed) => change((current) => setSpeed(current, speed)),
  }
}
