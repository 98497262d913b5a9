import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockTimeOf, dayStart, instantOf } from './zone-time'

const MINUTE_MS = 60_000
const NOON = Date.UTC(2026, 5, 1, 12)

describe('times of a zone', () => {
  it('are what a clock there shows', () => {
    expect(clockTimeOf(NOON, 'Asia/Shanghai')).toBe('2026-06-01T20:00')
    expect(instantOf('2026-06-01T20:00', 'Asia/Shanghai')).toBe(NOON)
    expect(instantOf('2026-06-01T14:00', 'Europe/Berlin')).toBe(NOON)
    expect(instantOf('', 'Asia/Shanghai')).toBeNull()
  })

  it('come back to the minute in zones without summer time', () => {
    const minutes = fc.integer({ min: 0, max: 40_000_000 }).map((minute) => minute * MINUTE_MS)
    fc.assert(
      fc.property(minutes, fc.constantFrom('UTC', 'Asia/Kolkata', 'Asia/Tokyo'), (at, zone) => {
        expect(instantOf(clockTimeOf(at, zone), zone)).toBe(at)
      }),
    )
  })

  it('hold on both sides of a change of the clock', () => {
    for (const clockTime of ['2026-03-29T00:30', '2026-03-29T04:00', '2026-10-25T00:30', '2026-10-25T05:00'])
      expect(clockTimeOf(instantOf(clockTime, 'Europe/Berlin')!, 'Europe/Berlin')).toBe(clockTime)
  })

  it('begin a day at its midnight', () => {
    expect(dayStart(NOON, 'Asia/Shanghai')).toBe(Date.UTC(2026, 4, 31, 16))
  })
})
