import { describe, expect, it } from 'vitest'
import { planarise } from './planarise'
import { seededRandom } from './testing/random'

/** Oracle: every pair of walls, tested for a crossing strictly inside both. */
function crossings({ x, y, walls }: ReturnType<typeof planarise>): number {
  const side = (p: number, q: number, r: number) =>
    Math.sign((x[q] - x[p]) * (y[r] - y[p]) - (y[q] - y[p]) * (x[r] - x[p]))
  let found = 0
  for (let a = 0; a < walls.length; a += 2)
    for (let b = a + 2; b < walls.length; b += 2) {
      const [p, q, r, s] = [walls[a], walls[a + 1], walls[b], walls[b + 1]]
      if (side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0) found++
    }
  return found
}

describe('planarise', () => {
  it('leaves no crossing, whatever it is given', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = seededRandom(seed)
      const size = seed % 2 === 0 ? 2 ** 20 : 30
      const segments = Array.from({ length: 4 * 40 }, () => Math.round(size * random()))
      expect(crossings(planarise(segments)), `seed ${seed}`).toBe(0)
    }
  })

  it('cuts a wall where another ends on it, and keeps shared walls once', () => {
    const { walls, x } = planarise([0, 0, 100, 0, 50, 0, 50, 80, 100, 0, 0, 0, 20, 0, 70, 0])
    expect(x).toHaveLength(6)
    expect(walls).toHaveLength(2 * 5)
  })

  it('drops walls of no length', () => {
    expect(planarise([5, 5, 5, 5]).walls).toEqual([])
  })
})
