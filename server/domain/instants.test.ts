import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastAtOrBefore, lastBefore, mergeInstants, nearestWithin } from './instants'

const instants = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }).map((list) => mergeInstants([list]))
const time = fc.integer({ min: -5, max: 65 })
const reach = fc.integer({ min: 0, max: 12 })

describe('sorted instants', () => {
  it('are found as by looking at every one', () => {
    fc.assert(
      fc.property(instants, time, (list, at) => {
        expect(lastAtOrBefore(list, at)).toBe(list.findLastIndex((each) => each <= at))
        expect(lastBefore(list, at)).toBe(list.findLastIndex((each) => each < at))
      }),
    )
  })

  it('have a nearest within reach, the earlier of two as near', () => {
    fc.assert(
      fc.property(instants, time, reach, reach, (list, at, beforeMs, afterMs) => {
        const within = [...list].filter((each) => each >= at - beforeMs && each <= at + afterMs)
        const nearest = within.sort((a, b) => Math.abs(a - at) - Math.abs(b - at) || a - b)[0]
        expect(list[nearestWithin(list, at, beforeMs, afterMs)]).toBe(nearest)
      }),
    )
  })

  it('come together in order, none lost', () => {
    expect(mergeInstants([[3, 9], [], [1, 3]])).toEqual(new Float64Array([1, 3, 3, 9]))
    expect(mergeInstants([])).toEqual(new Float64Array())
  })
})
