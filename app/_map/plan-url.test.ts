import { describe, expect, it } from 'vitest'
import { isOnMap, parseAsPosition, parseAsRing } from './plan-url'

describe('points and shapes in the address', () => {
  it('come back to a tenth of a metre', () => {
    expect(parseAsPosition.parse(parseAsPosition.serialize([126.20251234, 45.4215]))).toEqual([126.202512, 45.4215])
    const ring = [[1, 2], [1, 3], [2, 3]] // biome-ignore format: corners
    expect(parseAsRing.parse(parseAsRing.serialize(ring))).toEqual(ring)
  })

  it.each(['', '1', '1,x', '1,86', '181,1', '1,2,3', ','])('are not read from "%s"', (text) => {
    expect(parseAsPosition.parse(text)).toBeNull()
  })

  it.each(['', '1,2;1,3', '1,2;1,3;x'])('make no shape of "%s"', (text) => {
    expect(parseAsRing.parse(text)).toBeNull()
  })
})

describe('a question', () => {
  const ask = (kind: 'designed' | 'effective' | 'night' | 'past', ownership: 'public' | null = null) =>
    isOnMap({ kind, ownership, at: null, level: null })

  it('has a map of its own by design and by what works now, of all owners', () => {
    expect([ask('designed'), ask('effective')]).toEqual([true, true])
    expect([ask('night'), ask('past'), ask('designed', 'public')]).toEqual([false, false, false])
  })
})
