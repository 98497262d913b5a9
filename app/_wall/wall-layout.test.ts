import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../server/domain/testing/random'
import { pageOf, wallLayout } from './wall-layout'

const GAP = 6

describe('the layout of a wall', () => {
  it.each([
    [1, 1, 1],
    [2, 2, 1],
    [4, 2, 2],
    [6, 3, 2],
    [9, 3, 3],
    [16, 4, 4],
  ])('of %i tiles on a wide screen is %i × %i', (count, columns, rows) => {
    expect(wallLayout(count, 1600, 900)).toMatchObject({ columns, rows })
  })

  it('fills its last row rather than show 16 tiles a little larger with one alone below', () => {
    expect(wallLayout(16, 968, 884)).toMatchObject({ columns: 4, rows: 4 })
  })

  it('is one column on a phone held upright', () => {
    for (const count of [1, 2, 3]) expect(wallLayout(count, 390, 700).columns).toBe(1)
  })

  it('fits, holds all tiles, and no other grid has tiles more than a tenth wider: 1,000 walls, seed 5', () => {
    const random = seededRandom(5)
    for (let i = 0; i < 1_000; i++) {
      const count = 1 + Math.floor(random() * 16)
      const [width, height] = [200 + random() * 3_000, 200 + random() * 2_000]
      const { columns, rows, tileWidth, tileHeight } = wallLayout(count, width, height, 16 / 9, GAP)
      expect(columns * rows).toBeGreaterThanOrEqual(count)
      expect(columns * tileWidth + GAP * (columns - 1)).toBeLessThanOrEqual(width + 1e-6)
      expect(rows * tileHeight + GAP * (rows - 1)).toBeLessThanOrEqual(height + 1e-6)
      const grids = Array.from({ length: 256 }, (_, g) => [1 + (g % 16), 1 + Math.floor(g / 16)])
      const largest = Math.max(
        ...grids
          .filter(([c, r]) => c * r >= count)
          .map(([c, r]) => Math.min((width - GAP * (c - 1)) / c, ((height - GAP * (r - 1)) / r) * (16 / 9))),
      )
      expect(tileWidth).toBeGreaterThanOrEqual(0.9 * largest - 1e-6)
    }
  })

  it('has a tile of no size rather than a negative one where there is no room', () => {
    expect(wallLayout(16, 10, 10)).toMatchObject({ tileWidth: expect.any(Number) })
    expect(wallLayout(16, 0, 0).tileWidth).toBe(0)
  })
})

describe('the pages of a wall', () => {
  const all = Array.from({ length: 37 }, (_, i) => i)

  it('show everything once, in order', () => {
    const pages = [0, 1, 2].map((page) => pageOf(all, page).shown)
    expect(pages.flat()).toEqual(all)
    expect(pageOf(all, 0).pages).toBe(3)
  })

  it('go round, both ways', () => {
    expect(pageOf(all, 3).page).toBe(0)
    expect(pageOf(all, -1).page).toBe(2)
    expect(pageOf([], 4)).toEqual({ shown: [], pages: 1, page: 0 })
  })
})
