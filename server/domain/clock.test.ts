import { describe, expect, it } from 'vitest'
import { advance, pause, play, seek, setSpeed, startClock, step } from './clock'

const NOON = 1_790_000_000_000
const clock = startClock([NOON, NOON + 60_000])

describe('the replay clock', () => {
  it('starts paused at the start of its window and does not move until it plays', () => {
    expect(advance(clock, 5000)).toEqual({ window: [NOON, NOON + 60_000], time: NOON, speed: 1, isPlaying: false })
    expect(advance(play(clock), 5000).time).toBe(NOON + 5000)
    expect(advance(pause(play(clock)), 5000).time).toBe(NOON)
  })

  it('runs by time and not by frames: two short advances equal one long', () => {
    const fast = play(setSpeed(clock, 10))
    expect(advance(advance(fast, 700), 300)).toEqual(advance(fast, 1000))
  })

  it('stops at the end, and plays again from the start', () => {
    const ended = advance(play(setSpeed(clock, 600)), 1000)
    expect(ended).toMatchObject({ time: NOON + 60_000, isPlaying: false })
    expect(play(ended)).toMatchObject({ time: NOON, isPlaying: true })
  })

  it('keeps time and speed within their limits', () => {
    expect(seek(clock, 0).time).toBe(NOON)
    expect(seek(clock, NOON * 2).time).toBe(NOON + 60_000)
    expect(step(play(seek(clock, NOON + 3000)), -1000)).toMatchObject({ time: NOON + 2000, isPlaying: false })
    expect([0, 7, 1e6].map((speed) => setSpeed(clock, speed).speed)).toEqual([0.5, 7, 600])
  })

  it('never plays an empty window', () => {
    expect(play(startClock([NOON, NOON])).isPlaying).toBe(false)
  })

  it('refuses what is no time', () => {
    expect(() => startClock([2, 1])).toThrow('window must run from an earlier to a later time, got 2 … 1')
    expect(() => seek(clock, Number.NaN)).toThrow(RangeError)
    expect(() => setSpeed(clock, Number.NaN)).toThrow(RangeError)
    expect(() => advance(clock, -1)).toThrow('elapsedMs must be 0 or more, got -1')
  })
})
