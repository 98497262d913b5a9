import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { busyStretches, firstEndingFrom } from './stretches'

const stretches = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 10 }))
    .map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 12 },
)

describe('stretches', () => {
  it('cover what one of them covers, margins included, and are sorted and apart', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 0, max: 6 }), (list, marginMs) => {
        const busy = busyStretches(list, marginMs)
        for (let half = -20; half <= 200; half++) {
          const time = half / 2
          const isCovered = list.some(({ from, to }) => time >= from - marginMs && time <= to + marginMs)
          expect(busy.some(({ from, to }) => time >= from && time <= to)).toBe(isCovered)
        }
        for (let i = 1; i < busy.length; i++) expect(busy[i].from).toBeGreaterThan(busy[i - 1].to)
      }),
    )
  })

  it('are found by when they end, as by looking at every one', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: -5, max: 100 }), (list, time) => {
        const busy = busyStretches(list, 0)
        const first = busy.findIndex(({ to }) => to >= time)
        expect(firstEndingFrom(busy, time)).toBe(first < 0 ? busy.length : first)
      }),
    )
  })

  it('leave what they are made of as it was, and refuse a margin below 0', () => {
    const list = Object.freeze([Object.freeze({ from: 5, to: 6 }), Object.freeze({ from: 1, to: 5 })])
    expect(busyStretches(list, 0)).toEqual([{ from: 1, to: 6 }])
    expect(() => busyStretches(list, -1)).toThrow('marginMs must be 0 or more, got -1')
  })
})
