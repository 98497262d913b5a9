import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { smallestSetCover } from './set-cover'
import { seededRandom } from './testing/random'
import { readCover } from './testing/read-cover'

const DATA = new URL('../../../shared/data/benchmarks/scp/', import.meta.url)
const isAbsent = !existsSync(DATA)
const OPTIONS = { seed: 1, iterations: 2_000 }

/** The oracle: every choice of sets, the fewest first. */
function fewestByTrying(elementCount: number, sets: readonly number[][]): number {
  const all = new Set(sets.flat()).size
  let fewest = sets.length
  for (let choice = 0; choice < 1 << sets.length; choice++) {
    const taken = sets.filter((_, set) => choice & (1 << set))
    if (taken.length < fewest && new Set(taken.flat()).size === all) fewest = taken.length
  }
  return elementCount === 0 ? 0 : fewest
}

function randomSets(random: () => number, setCount: number, elementCount: number, share: number): number[][] {
  const elements = Array.from({ length: elementCount }, (_, element) => element)
  return Array.from({ length: setCount }, () => elements.filter(() => random() < share))
}

const holdsAll = (sets: readonly ArrayLike<number>[], chosen: number[]) =>
  new Set(chosen.flatMap((set) => Array.from(sets[set]))).size === new Set(sets.flatMap((set) => Array.from(set))).size

describe('smallestSetCover', () => {
  it('finds as few sets as trying every choice', () => {
    const random = seededRandom(3)
    for (let round = 0; round < 300; round++) {
      const elementCount = 4 + Math.floor(random() * 20)
      const sets = randomSets(random, 1 + Math.floor(random() * 11), elementCount, 0.1 + 0.4 * random())
      const { chosen, atLeast } = smallestSetCover(elementCount, sets, OPTIONS)
      expect(holdsAll(sets, chosen)).toBe(true)
      expect(chosen.length, JSON.stringify(sets)).toBe(fewestByTrying(elementCount, sets))
      expect(atLeast).toBeLessThanOrEqual(chosen.length)
    }
  })

  it('names the elements that no set holds and covers the others', () => {
    expect(smallestSetCover(5, [[0, 2], [2], [4]], OPTIONS)).toEqual({ chosen: [0, 2], uncovered: [1, 3], atLeast: 2 })
    expect(smallestSetCover(3, [], OPTIONS)).toEqual({ chosen: [], uncovered: [0, 1, 2], atLeast: 0 })
    expect(smallestSetCover(0, [[], []], OPTIONS)).toEqual({ chosen: [], uncovered: [], atLeast: 0 })
  })

  it('keeps its numbering when an element is held by none and nothing can be reduced', () => {
    const cycle = [
      [0, 1],
      [1, 3],
      [3, 4],
      [0, 4],
    ]
    expect(smallestSetCover(5, cycle, OPTIONS)).toMatchObject({ uncovered: [2], atLeast: 2 })
    expect(holdsAll(cycle, smallestSetCover(5, cycle, OPTIONS).chosen)).toBe(true)
  })

  it('chooses no set that the others make superfluous, even without exchanges', () => {
    const random = seededRandom(8)
    const sets = randomSets(random, 120, 300, 0.03)
    const { chosen } = smallestSetCover(300, sets, { seed: 1, iterations: 0 })
    expect(holdsAll(sets, chosen)).toBe(true)
    for (const set of chosen)
      expect(
        holdsAll(
          [...sets],
          chosen.filter((other) => other !== set),
        ),
      ).toBe(false)
  })

  it('gives the same choice for the same seed', () => {
    const sets = randomSets(seededRandom(5), 200, 150, 0.05)
    const choose = () => smallestSetCover(150, sets, { seed: 7, iterations: 3_000 })
    expect(choose()).toEqual(choose())
  })

  it('refuses elements out of range or out of order', () => {
    expect(() => smallestSetCover(3, [[0, 3]], OPTIONS)).toThrow(
      'sets[0] must list elements 0 … 2 in order, got 3 at 1',
    )
    expect(() => smallestSetCover(3, [[], [1, 1]], OPTIONS)).toThrow(RangeError)
    expect(() => smallestSetCover(3, [], { seed: 1, iterations: -1 })).toThrow('iterations must be 0 or more, got -1')
  })
})

describe.skipIf(isAbsent)(
  `covers of the OR-Library${isAbsent ? ' (skipped: ../shared/data/benchmarks/scp is not there)' : ''}`,
  () => {
    const known = isAbsent ? '' : readFileSync(new URL('best_known.csv', DATA), 'utf8')
    const instances = known
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    it.each(instances)('%s, %s × %s: within a twentieth of the best known, %s', (name, _rows, _columns, best) => {
      const { elementCount, sets } = readCover(readFileSync(new URL(`${name}.txt`, DATA), 'utf8'))
      const { chosen, uncovered } = smallestSetCover(elementCount, sets, { seed: 1, iterations: 200_000 })
      expect(uncovered).toEqual([])
      expect(holdsAll(sets, chosen)).toBe(true)
      expect(chosen.length).toBeLessThanOrEqual(1.05 * Number(best))
    })
  },
)
