import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { positionAt, tripsOf } from './trips'

const MINUTE = 60_000
const read = (plate: string, minute: number, lng = minute / 100, lat = 45) => ({ plate, at: minute * MINUTE, lng, lat })

describe('tripsOf', () => {
  it('orders one vehicle`s passages and cuts where the gap is too long', () => {
    const trips = tripsOf([read('黑A1', 9), read('黑A1', 0), read('黑A1', 60), read('黑B2', 5), read('黑A1', 5)], {
      maxGapMs: 10 * MINUTE,
    })
    expect(trips.map(({ plate, passages }) => [plate, passages.map(({ at }) => at / MINUTE)])).toEqual([
      ['黑A1', [0, 5, 9]],
      ['黑A1', [60]],
      ['黑B2', [5]],
    ])
    expect(trips[0]).toMatchObject({ from: 0, to: 9 * MINUTE })
  })

  it('keeps a gap of exactly the limit together', () => {
    expect(tripsOf([read('A', 0), read('A', 10)], { maxGapMs: 10 * MINUTE })).toHaveLength(1)
  })

  it('loses and invents no passage, and no trip holds a longer gap', () => {
    const passage = fc.record({
      plate: fc.constantFrom('A', 'B', 'C'),
      at: fc.integer({ min: 0, max: 1000 }),
      lng: fc.constant(0),
      lat: fc.constant(0),
    })
    fc.assert(
      fc.property(fc.array(passage), fc.integer({ min: 0, max: 200 }), (passages, maxGapMs) => {
        const trips = tripsOf(passages, { maxGapMs })
        expect(new Set(trips.flatMap((trip) => trip.passages))).toEqual(new Set(passages))
        for (const trip of trips)
          trip.passages.slice(1).forEach((next, i) => {
            expect(next.at - trip.passages[i].at).toBeLessThanOrEqual(maxGapMs)
            expect(next.at).toBeGreaterThanOrEqual(trip.passages[i].at)
          })
      }),
    )
  })

  it('gives nothing for nothing, and refuses a negative gap', () => {
    expect(tripsOf([], { maxGapMs: 1 })).toEqual([])
    expect(() => tripsOf([], { maxGapMs: -1 })).toThrow('maxGapMs must be 0 or more, got -1')
  })
})

describe('positionAt', () => {
  const [trip] = tripsOf([read('A', 0, 10), read('A', 10, 20), read('A', 10, 20), read('A', 20, 40)], {
    maxGapMs: 15 * MINUTE,
  })

  it('is certain at a passage, a guess between two, and null outside the trip', () => {
    expect(positionAt(trip, 10 * MINUTE)).toMatchObject({ lng: 20, certainty: 'at' })
    expect(positionAt(trip, 15 * MINUTE)).toEqual({ lng: 30, lat: 45, certainty: 'between', passage: 2 })
    expect(positionAt(trip, -1)).toBeNull()
    expect(positionAt(trip, 20 * MINUTE + 1)).toBeNull()
  })
})
