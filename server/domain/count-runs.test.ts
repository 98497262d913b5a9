import { describe, expect, it } from 'vitest'
import { packCounts, seenCellsOf, unpackCounts } from './count-runs'
import { seededRandom } from './testing/random'

describe('packCounts', () => {
  it('comes back as it was, long runs and short, small counts and large', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = seededRandom(seed)
      const counts = new Uint16Array(Math.floor(8_000 * random()))
      for (let from = 0; from < counts.length; ) {
        const to = from + 1 + Math.floor(random() ** 4 * 6_000)
        counts.fill(random() < 0.5 ? Math.floor(5 * random()) : Math.floor(65_536 * random()), from, to)
        from = to
      }
      const packed = packCounts(counts)
      expect(unpackCounts(packed, counts.length)).toEqual(counts)
      expect(unpackCounts(packed, counts.length, new Uint16Array(counts.length).fill(7))).toEqual(counts)
      expect(packCounts(counts.subarray(1))).toEqual(packCounts(counts.slice(1)))
      expect(seenCellsOf(packed)).toEqual([1, 2, 3].map((least) => counts.filter((count) => count >= least).length))
    }
  })

  it('is small where little changes', () => {
    expect(packCounts(new Uint16Array(250_000)).length).toBeLessThan(8)
  })

  it('refuses bytes of another size', () => {
    expect(() => unpackCounts(packCounts(new Uint16Array(10)), 11)).toThrow('packed counts must hold 11 cells, got 10')
  })
})
