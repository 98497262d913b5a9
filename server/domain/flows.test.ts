import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CameraState } from './camera'
import { busierHour, busiestReader, type HourFlow, hourFlow, sumOfHours } from './flows'

const flow = fc.oneof(fc.integer({ min: 5, max: 900 }), fc.constantFrom<HourFlow>('few', 'unknown'))
const day = fc.array(flow, { minLength: 24, maxLength: 24 })

describe('an hour', () => {
  it('is known only while its reader works, and few where it read none or not enough', () => {
    const cases: [number | undefined, CameraState[], HourFlow][] = [
      [40, ['working'], 40],
      [undefined, ['working'], 'few'],
      [40, ['unknown'], 40],
      [undefined, ['unknown'], 'unknown'],
      [undefined, ['unknown', 'working'], 'unknown'],
      [40, ['working', 'offline', 'working'], 'unknown'],
      [40, ['fault'], 'unknown'],
      [undefined, ['offline'], 'unknown'],
    ]
    for (const [passages, states, expected] of cases) expect(hourFlow(passages, states)).toBe(expected)
  })

  it('is never zero, whatever the reader did', () => {
    const states = fc.array(fc.constantFrom<CameraState>('working', 'fault', 'offline', 'unknown'), { minLength: 1 })
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 5 }), { nil: undefined }), states, (passages, had) => {
        expect([passages, 'few', 'unknown']).toContain(hourFlow(passages, had))
      }),
      { seed: 5 },
    )
  })
})

describe('the busier of two', () => {
  it('is one of them, does not hang on their order, and knows what either knows', () => {
    fc.assert(
      fc.property(flow, flow, (a, b) => {
        const busier = busierHour(a, b)
        expect([a, b]).toContain(busier)
        expect(busierHour(b, a)).toBe(busier)
        for (const one of [a, b]) if (typeof one === 'number') expect(busier).toBeGreaterThanOrEqual(one)
        if (busier === 'unknown') expect([a, b]).toEqual(['unknown', 'unknown'])
      }),
      { seed: 6 },
    )
  })
})

describe('a sum', () => {
  it('is of the counted hours, and says how many are not', () => {
    expect(sumOfHours([5, 'few', 20, 'unknown', 'few'])).toEqual({ vehicles: 25, counted: 2, few: 2, unknown: 1 })
    expect(sumOfHours([])).toEqual({ vehicles: 0, counted: 0, few: 0, unknown: 0 })
  })
})

describe('the busiest reader of a street', () => {
  it('is the one with the largest sum, never more than one of them', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 6 }), fc.option(fc.nat(23)), (days, hour) => {
        const readers = days.map((hours, id) => ({ id, hours }))
        const sums = readers.map(({ hours }) => sumOfHours(hour === null ? hours : [hours[hour]]).vehicles)
        const busiest = busiestReader(readers, hour)!
        expect(sums[busiest.id]).toBe(Math.max(...sums))
      }),
      { seed: 7 },
    )
    expect(busiestReader([], null)).toBeNull()
  })

  it('is one that knows where no reader has a figure', () => {
    const readers = [
      { id: 1, hours: ['unknown' as const] },
      { id: 2, hours: ['few' as const] },
    ]
    expect(busiestReader(readers, 0)!.id).toBe(2)
  })
})
