import { describe, expect, it } from 'vitest'
import { trackOf } from '../../server/domain/tracks'
import { tripsOf } from '../../server/domain/trips'
import { nearPassages } from './near-passages'

const vehicle = (number: number, ...seconds: number[]) => ({
  number,
  track: trackOf(
    tripsOf(
      seconds.map((second) => ({ plate: 'A', at: 1_000 * second, lng: 0, lat: 0 })),
      { maxGapMs: 0 },
    ),
  ),
})

describe('passages at the clock', () => {
  it('are those whose recording, from 10 s before to 20 s after, covers it, the nearest of each vehicle', () => {
    const one = [vehicle(1, 100, 112, 200)]
    const rows = [89, 90, 105, 107, 132, 133, 191].map(
      (second) => nearPassages(one, 1, { time: 1_000 * second, speed: 1 })[0]?.row,
    )
    expect(rows).toEqual([undefined, 0, 0, 1, 1, undefined, 2])
  })

  it('begin with the selected vehicle’s and go by number, four at most, one where they are stills, none where they would be gone at once', () => {
    const six = [1, 2, 3, 4, 5, 6].map((number) => vehicle(number, number === 2 ? 500 : 100 + number))
    const numbersAt = (speed: number) => nearPassages(six, 5, { time: 100_000, speed }).map(({ number }) => number)
    expect([1, 8, 10, 30, 31].map(numbersAt)).toEqual([[5, 1, 3, 4], [5, 1, 3, 4], [5], [5], []])
  })
})
