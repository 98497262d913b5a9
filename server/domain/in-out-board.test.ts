import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HourFlow } from './flows'
import { busiestHour, directionFlow, readDirections, sideHours } from './in-out-board'

const crossing = (into: number[] | null, out: number[] | null) => ({ in: into, out, isAlong: false })

describe('directions', () => {
  it('are the captured directions, in the order of the ring', () => {
    const crossings = [crossing([1, 2], null), crossing([], [3]), crossing([4], [])]
    expect(readDirections(crossings, 'in')).toEqual([
      { crossings: [0], readers: [1, 2] },
      { crossings: [2], readers: [4] },
    ])
    expect(readDirections(crossings, 'out')).toEqual([{ crossings: [1], readers: [3] }])
  })

  it('are none along the ring', () => {
    expect(readDirections([{ ...crossing([1], [2]), isAlong: true }], 'in')).toEqual([])
  })

  it('are one where crossings share a reader, also through a third', () => {
    const crossings = [crossing([1], []), crossing([2], []), crossing([9], []), crossing([1, 2], [])]
    expect(readDirections(crossings, 'in')).toEqual([
      { crossings: [0, 1, 3], readers: [1, 2] },
      { crossings: [2], readers: [9] },
    ])
  })

  it('never share a reader, and leave out none', () => {
    const ids = fc.option(fc.array(fc.nat(12), { maxLength: 3 }))
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 12 }), (list) => {
        const directions = readDirections(list.map((readers) => crossing(readers, null)), 'in') // biome-ignore format: one call
        const readers = directions.flatMap((direction) => direction.readers)
        expect(new Set(readers).size).toBe(readers.length)
        expect(new Set(readers)).toEqual(new Set(list.flatMap((given) => given ?? [])))
        const read = list.flatMap((given, index) => (given && given.length > 0 ? [index] : []))
        expect(directions.flatMap((direction) => direction.crossings).toSorted((a, b) => a - b)).toEqual(read)
      }),
      { seed: 8 },
    )
  })
})

describe('the flow of a direction', () => {
  it('is that of its busier reader in each hour, and unknown where none is seen', () => {
    const flows = new Map<number, HourFlow[]>([
      [1, [10, 'few', 'unknown']],
      [2, [7, 30, 'unknown']],
    ])
    expect(directionFlow({ crossings: [0], readers: [1, 2] }, flows, 3).hours).toEqual([10, 30, 'unknown'])
    expect(directionFlow({ crossings: [0], readers: [3] }, flows, 3).hours).toEqual(['unknown', 'unknown', 'unknown'])
  })
})

describe('a side', () => {
  it('adds up its directions, and says why where none is counted', () => {
    const directions = [
      { hours: [10, 'few', 'few'] },
      { hours: [5, 'unknown', 'few'] },
      { hours: ['few', 'few', 'unknown'] },
    ]
    expect(sideHours(directions as { hours: HourFlow[] }[], 3)).toEqual([15, 'few', 'few'])
    expect(sideHours([], 2)).toEqual(['unknown', 'unknown'])
  })
})

describe('the busiest hour', () => {
  it('is the first with most in and out together', () => {
    expect(busiestHour([[10, 'few', 20], [10, 90, 70]])).toEqual({ hour: 1, vehicles: 90 }) // biome-ignore format: rows
    expect(busiestHour([['few'], ['unknown']])).toBeNull()
    expect(busiestHour([])).toBeNull()
  })
})
