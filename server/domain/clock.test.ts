import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, moveWindow, pause, play, playOnly, seek, setSpeed, startClock, step, stepTo } from './clock'
import { mergeInstants } from './instants'
import { busyStretches, type Stretch } from './stretches'

const NOON = 1_790_000_000_000
const clock = startClock([NOON, NOON + 60_000])

describe('the replay clock', () => {
  it('starts paused at the start of its window and does not move until it plays', () => {
    expect(advance(clock, 5000)).toMatchObject({ time: NOON, speed: 1, isPlaying: false })
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

/** Millisecond by millisecond: in what is busy one is played, in what is idle it is passed over. */
function walkSlowly(time: number, end: number, busy: readonly Stretch[], leftMs: number): number {
  const isBusyFrom = (at: number) => busy.some(({ from, to }) => at >= from && at + 1 <= to)
  let at = time
  for (let left = leftMs; left > 0 && at < end; at++) if (isBusyFrom(at)) left--
  return at
}

describe('a clock that skips what is idle', () => {
  const stretches = fc.array(
    fc
      .tuple(fc.integer({ min: -10, max: 130 }), fc.integer({ min: 1, max: 15 }))
      .map(([from, length]) => ({ from, to: from + length })),
    { maxLength: 8 },
  )
  const window = [0, 120] as const

  it('goes as far as counting every millisecond', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: 0, max: 119 }),
        fc.integer({ min: 1, max: 90 }),
        (list, time, elapsedMs) => {
          const busy = busyStretches(list, 0)
          const moved = advance(play(playOnly(seek(startClock(window), time), busy)), elapsedMs)
          expect(moved.time).toBe(walkSlowly(time, 120, busy, elapsedMs))
          expect(moved.isPlaying).toBe(moved.time < 120)
        },
      ),
    )
  })

  it('goes as far in two advances as in one', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (list, first, second) => {
          const ready = play(playOnly(startClock(window), busyStretches(list, 0)))
          expect(advance(advance(ready, first), second).time).toBe(advance(ready, first + second).time)
        },
      ),
    )
  })

  const busy = [
    { from: 10, to: 20 },
    { from: 90, to: 100 },
  ]
  it('tells what it jumped over, and forgets it when it skips otherwise', () => {
    const ready = play(playOnly(seek(startClock(window), 15), busy))
    expect(advance(ready, 5)).toMatchObject({ time: 20, jump: null })
    const jumped = advance(ready, 6)
    expect(jumped).toMatchObject({ time: 91, jump: { from: 20, to: 90 } })
    expect(playOnly(jumped, null).jump).toBeNull()
    expect(advance(jumped, 50)).toMatchObject({ time: 120, isPlaying: false, jump: { from: 100, to: 120 } })
  })

  it('may be looked at where it is idle, and goes on from there', () => {
    const idle = seek(playOnly(startClock(window), busy), 50)
    expect(idle.time).toBe(50)
    expect(advance(play(idle), 1).time).toBe(91)
  })
})

describe('a clock that steps', () => {
  it('finds the instant before and after as by looking at every one', () => {
    const list = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 15 })
    fc.assert(
      fc.property(list, fc.integer({ min: 5, max: 35 }), (given, time) => {
        const at = seek(startClock([5, 35]), time)
        const within = given.filter((instant) => instant >= 5 && instant <= 35).sort((a, b) => a - b)
        const instants = mergeInstants([given])
        expect(stepTo(at, instants, 1).time).toBe(within.find((instant) => instant > time) ?? time)
        expect(stepTo(at, instants, -1).time).toBe(within.findLast((instant) => instant < time) ?? time)
      }),
    )
  })
})

describe('a clock in another window', () => {
  const playing = play(setSpeed(seek(startClock([0, 100]), 50), 60))
  it('goes on where its time lies within', () => {
    expect(moveWindow(playing, [40, 500])).toMatchObject({ window: [40, 500], time: 50, speed: 60, isPlaying: true })
  })
  it('goes to the new start when it had not left the old one', () => {
    expect(moveWindow(startClock([0, 100]), [-50, 100]).time).toBe(-50)
  })
  it('waits at the start of one that it is not in, at the speed it had', () => {
    expect(moveWindow(playing, [60, 500])).toMatchObject({ time: 60, speed: 60, isPlaying: false })
  })
})
