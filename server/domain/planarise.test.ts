import { describe, expect, it } from 'vitest'
import { planarise } from './planarise'
import { seededRandom } from './testing/random'

const NOBODY = new Int32Array(100)

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
      expect(crossings(planarise(segments, NOBODY)), `seed ${seed}`).toBe(0)
    }
  })

  it('cuts a wall where another ends on it, and keeps shared walls once', () => {
    const { walls, x } = planarise([0, 0, 100, 0, 50, 0, 50, 80, 100, 0, 0, 0, 20, 0, 70, 0], [0, 1, 2, 3])
    expect(x).toHaveLength(6)
    expect(walls).toHaveLength(2 * 5)
  })

  it('drops walls of no length', () => {
    expect(planarise([5, 5, 5, 5], [0]).walls).toHaveLength(0)
  })

  it('knows whose walls they are, and who is folded together', () => {
    // A square of outline 0, a second one of outline 1 that shares a side, and outline 2 folded onto one line.
    const square = (x: number) => [x, 0, x + 10, 0, x + 10, 0, x + 10, 10, x + 10, 10, x, 10, x, 10, x, 0]
    const { walls, x, owners, ownerStart, folded } = planarise(
      [...square(0), ...square(10), 0, 20, 5, 20, 5, 20, 0, 20],
      [0, 0, 0, 0, 1, 1, 1, 1, 2, 2],
    )
    const ownersOf = (wall: number) => [...owners.subarray(ownerStart[wall], ownerStart[wall + 1])]
    const numbers = Array.from({ length: walls.length / 2 }, (_, wall) => wall)
    const shared = numbers.filter((wall) => x[walls[wall * 2]] === 10 && x[walls[wall * 2 + 1]] === 10)
    expect(shared.map(ownersOf)).toEqual([[0, 1]])
    expect(numbers.map((wall) => ownersOf(wall).length).sort()).toEqual([0, 1, 1, 1, 1, 1, 1, 2])
    expect([...folded.values()]).toEqual([[2]])
  })
})
