import { expect, test } from 'vitest'
import { Random } from './random'

test('the same seed and name give the same numbers, others give others', () => {
  const take = (random: Random) => Array.from({ length: 5 }, () => random.next())
  expect(take(new Random(1))).toEqual(take(new Random(1)))
  expect(take(new Random(1))).not.toEqual(take(new Random(2)))
  expect(take(new Random(1).fork('a'))).not.toEqual(take(new Random(1).fork('b')))
  expect(() => new Random(0.5)).toThrow(RangeError)
})

test('a fork does not depend on what was drawn before it', () => {
  const [early, late] = [new Random(3), new Random(3)]
  late.next()
  expect(late.fork('x').next()).toBe(early.fork('x').next())
})

test('numbers are spread evenly, normal ones around their mean', () => {
  const random = new Random(9)
  const tenths = new Array<number>(10).fill(0)
  for (let i = 0; i < 20_000; i++) tenths[Math.floor(random.next() * 10)]++
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
  const normals = Array.from({ length: 20_000 }, () => random.normal(5, 2))
  expect(normals.reduce((sum, n) => sum + n, 0) / 20_000).toBeCloseTo(5, 1)
})

test('weights, picks and shuffles keep to what they are given', () => {
  const random = new Random(4)
  const counts = { a: 0, b: 0 }
  for (let i = 0; i < 4_000; i++)
    counts[
      random.weighted([
        ['a', 3],
        ['b', 1],
      ] as const)
    ]++
  expect(counts.a / counts.b).toBeGreaterThan(2.6)
  expect(random.shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4])
  for (let i = 0; i < 100; i++) expect([2, 3, 4]).toContain(random.integer(2, 4))
})
