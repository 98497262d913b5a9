import { describe, expect, it } from 'vitest'
import { PlateIndex } from './plate-index'
import { likenessTo, mixUpCost, plateDistance } from './plate-likeness'
import { fitsPattern, platePattern } from './plate-pattern'
import { seededRandom } from './testing/random'

const CHARACTERS = '测黑AD08B3Q'
const random = seededRandom(7)
const pick = (from: string) => from[Math.floor(random() * from.length)]
const randomText = (from: string, least: number, most: number) =>
  Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => pick(from)).join('')
const PLATES = [...new Set(Array.from({ length: 4_000 }, () => randomText(CHARACTERS, 4, 7)))]
const index = new PlateIndex()
for (const plate of PLATES) index.add(plate)

/** What the pattern says, as a regular expression. */
const asRegExp = (text: string) => new RegExp(`^${text.replaceAll('?', '.').replaceAll('*', '.*')}$`, 'u')

describe('patterns', () => {
  it.each([
    ['测a·1?3 *', '测A1?3*'],
    ['＊１２？', '*12?'],
    ['A**?*B', 'A?*B'],
    ['*?', '*?'],
  ])('%s is read as %s', (raw, text) => expect(platePattern(raw).text).toBe(text))

  it.each(['', '···', 'A'.repeat(21)])('"%s" is refused', (raw) => expect(() => platePattern(raw)).toThrow(RangeError))

  it('fit what a regular expression of the same meaning fits', () => {
    for (let round = 0; round < 3_000; round++) {
      const pattern = platePattern(randomText('测A01?*', 1, 6))
      const plate = randomText('测A01', 1, 6)
      expect(fitsPattern(pattern, plate), `${pattern.text} ${plate}`).toBe(asRegExp(pattern.text).test(plate))
    }
  })
})

describe('a search of all plates', () => {
  it('finds by a pattern exactly those that fit', () => {
    let hits = 0
    for (let round = 0; round < 400; round++) {
      const known = PLATES[Math.floor(random() * PLATES.length)]
      const wild = [...known].map((c) => (random() < 0.45 ? '?' : random() < 0.15 ? '*' : c)).join('')
      const pattern = platePattern(wild)
      const { found, isCut } = index.matching(pattern, 10_000)
      const expected = PLATES.filter((plate) => asRegExp(pattern.text).test(plate))
      expect(found.toSorted(), pattern.text).toEqual(expected.toSorted())
      expect([isCut, new Set(found).size]).toEqual([false, found.length])
      hits += found.length
    }
    expect(hits).toBeGreaterThan(1_000)
  })

  it('says when there are more', () => {
    const { found, isCut } = index.matching(platePattern('*'), 10)
    expect([found.length, isCut]).toEqual([10, true])
  })

  it('finds by likeness exactly those within the cost, as the full table of costs has them, the likeliest first', () => {
    let hits = 0
    for (let round = 0; round < 60; round++) {
      const meant = PLATES[Math.floor(random() * PLATES.length)]
      const most = [0, 0.25, 0.8, 1, 1.5][round % 5]
      const { found } = index.like(meant, most, 10_000)
      const expected = PLATES.map((plate) => ({ plate, cost: plateDistance(meant, plate) })).filter(
        ({ cost }) => cost <= most,
      )
      expect(found.map(({ plate }) => plate).toSorted()).toEqual(expected.map(({ plate }) => plate).toSorted())
      for (const { plate, cost } of found) expect(cost).toBeCloseTo(plateDistance(meant, plate), 12)
      expect(found.map(({ cost }) => cost)).toEqual(found.map(({ cost }) => cost).toSorted((a, b) => a - b))
      expect(found[0]).toEqual({ plate: meant, cost: 0 })
      hits += found.length
    }
    expect(hits).toBeGreaterThan(150)
  })
})

describe('likeness', () => {
  it('costs little for what is mixed up, the same both ways, and 1 for anything else', () => {
    expect([mixUpCost('0', 'D'), mixUpCost('D', '0'), mixUpCost('8', 'B'), mixUpCost('8', '3')]).toEqual([
      0.25, 0.25, 0.25, 0.4,
    ])
    expect([mixUpCost('A', 'A'), mixUpCost('A', 'K'), mixUpCost('测', '黑')]).toEqual([0, 1, 1])
  })

  it('costs less where the device was unsure', () => {
    const [meant, seen] = ['测A12345', '测A12845']
    expect(plateDistance(meant, seen, [99, 99, 99, 99, 20, 99, 99])).toBeCloseTo(0.2 * plateDistance(meant, seen), 12)
    expect(plateDistance(meant, seen, [20])).toBe(plateDistance(meant, seen))
  })

  it('is a distance: symmetric, and never shorter by a detour', () => {
    for (let round = 0; round < 300; round++) {
      const [a, b, c] = [0, 0, 0].map(() => randomText('0DQ8B1', 1, 6))
      expect(plateDistance(a, b)).toBeCloseTo(plateDistance(b, a), 12)
      expect(plateDistance(a, c)).toBeLessThanOrEqual(plateDistance(a, b) + plateDistance(b, c) + 0.5)
    }
  })

  it('refuses bounds that it is not made for', () => {
    for (const most of [-1, 2, Number.NaN]) expect(() => likenessTo('A', most)).toThrow(RangeError)
  })
})
