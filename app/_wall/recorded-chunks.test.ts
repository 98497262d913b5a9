import { describe, expect, it } from 'vitest'
import { type Clock, startClock } from '../../server/domain/clock'
import { CHUNK_MS, chunksAt, isWithin } from './recorded-chunks'

const START = 1_700_000_040_000
const ALL = [{ from: START - CHUNK_MS, to: START + 20 * CHUNK_MS }]
const clock = (changes: Partial<Clock>): Clock => ({ ...startClock([START, START + 10 * CHUNK_MS]), ...changes })
const startsOf = (pieces: { from: number }[]) => pieces.map(({ from }) => from)

describe('the pieces of a recording', () => {
  it('begin at whole multiples and hold the instant', () => {
    for (let at = START; at < START + 3 * CHUNK_MS; at += 7_777) {
      const [piece] = chunksAt(clock({ time: at }), ALL)
      expect(piece.from % CHUNK_MS).toBe(0)
      expect(at).toBeGreaterThanOrEqual(piece.from)
      expect(at).toBeLessThan(piece.to)
    }
  })

  it('are fetched ahead of need by real time, whatever the speed', () => {
    const first = Math.floor(START / CHUNK_MS) * CHUNK_MS
    const near = first + CHUNK_MS - 10_000
    expect(startsOf(chunksAt(clock({ time: near, isPlaying: true }), ALL))).toEqual([first])
    expect(startsOf(chunksAt(clock({ time: near, isPlaying: true, speed: 8 }), ALL))).toEqual([first, first + CHUNK_MS])
    expect(startsOf(chunksAt(clock({ time: near, isPlaying: false, speed: 8 }), ALL))).toEqual([first])
  })

  it('are not asked for where nothing was recorded, nor beyond the window', () => {
    const first = Math.floor(START / CHUNK_MS) * CHUNK_MS
    expect(chunksAt(clock({ time: START }), [])).toEqual([])
    expect(chunksAt(clock({ time: START }), [{ from: first + CHUNK_MS, to: first + 2 * CHUNK_MS }])).toEqual([])
    const last = clock({ time: START + 10 * CHUNK_MS - 10, isPlaying: true })
    expect(chunksAt(last, ALL).every(({ from }) => from < last.window[1])).toBe(true)
  })
})

describe('an instant', () => {
  it('is recorded from the beginning of a span to before its end', () => {
    const spans = [{ from: 10, to: 20 }]
    expect([9, 10, 19, 20].map((at) => isWithin(spans, at))).toEqual([false, true, true, false])
  })
})
