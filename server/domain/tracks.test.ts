import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeAt, standingAt, trackOf } from './tracks'
import { positionAt, tripsOf } from './trips'

const passages = fc.array(
  fc.record({
    plate: fc.constant('测A12345'),
    at: fc.integer({ min: 0, max: 400 }),
    lng: fc.double({ min: 126, max: 127, noNaN: true }),
    lat: fc.double({ min: 45, max: 46, noNaN: true }),
  }),
  { maxLength: 30 },
)

describe('a track', () => {
  it('says of every time what the trip that runs then says', () => {
    fc.assert(
      fc.property(passages, fc.integer({ min: -10, max: 410 }), (list, time) => {
        const trips = tripsOf(list, { maxGapMs: 20 })
        const expected = trips.map((trip) => positionAt(trip, time)).find((position) => position !== null)
        const place = placeAt(trackOf(trips), time)
        expect(place && { ...place, passage: 0 }).toEqual(expected ? { ...expected, passage: 0 } : null)
        if (place) expect(trips.flatMap((trip) => trip.passages)[place.passage].at).toBeLessThanOrEqual(time)
      }),
    )
  })

  it('is nowhere without a passage', () => {
    expect(placeAt(trackOf([]), 5)).toBeNull()
  })
})

describe('the standing of a time', () => {
  const trips = tripsOf(
    [10, 14, 60].map((at) => ({ plate: 'A', at, lng: 0, lat: 0 })),
    { maxGapMs: 20 },
  )
  it('is before, at, between, in a gap, or after', () => {
    const track = trackOf(trips)
    expect([9, 10, 12, 14, 20, 60, 61].map((time) => standingAt(track, time))).toEqual([
      { kind: 'before', row: -1 },
      { kind: 'at', row: 0 },
      { kind: 'between', row: 0 },
      { kind: 'at', row: 1 },
      { kind: 'gap', row: 1 },
      { kind: 'at', row: 2 },
      { kind: 'after', row: 2 },
    ])
    expect(standingAt(trackOf([]), 5).kind).toBe('never')
  })

  it('has a place exactly at and between passages', () => {
    fc.assert(
      fc.property(passages, fc.integer({ min: -10, max: 410 }), (list, time) => {
        const track = trackOf(tripsOf(list, { maxGapMs: 20 }))
        expect(['at', 'between'].includes(standingAt(track, time).kind)).toBe(placeAt(track, time) !== null)
      }),
    )
  })
})
