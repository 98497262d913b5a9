import { describe, expect, test } from 'vitest'
import { insetEvenly, insetRing } from './inset'
import { area, contains, distanceToRing, type Ring } from './plane'
import { Random } from './random'

const square: Ring = [
  [0, 0],
  [100, 0],
  [100, 100],
  [0, 100],
]

describe('a ring moved inwards', () => {
  test('each side by its own distance', () => {
    expect(insetRing(square, [10, 20, 5, 0])).toEqual([
      [0, 10],
      [80, 10],
      [80, 95],
      [0, 95],
    ])
  })

  test('is nothing when nothing is left', () => {
    expect(insetEvenly(square, 51)).toBeNull()
  })

  test('loses a side that vanishes', () => {
    expect(
      insetEvenly(
        [
          [0, 0],
          [100, 0],
          [100, 95],
          [95, 100],
          [0, 100],
        ],
        20,
      ),
    ).toHaveLength(4)
  })

  test('loses the tip of a spike', () => {
    const ring = insetEvenly(
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
        [0, 52],
        [-60, 50],
        [0, 48],
      ],
      8,
    )!
    expect(area(ring)).toBeCloseTo(84 * 84, -2)
  })

  test('stays inside at its distance, whatever the ring', () => {
    const random = new Random(5)
    for (let i = 0; i < 200; i++) {
      const corners = random.integer(5, 14)
      const ring = Array.from({ length: corners }, (_, k): [number, number] => {
        const [angle, radius] = [(k / corners) * 2 * Math.PI, random.between(60, 110)]
        return [radius * Math.cos(angle), radius * Math.sin(angle)]
      })
      for (const corner of insetEvenly(ring, 12) ?? []) {
        expect(contains(ring, corner)).toBe(true)
        expect(distanceToRing(corner, ring)).toBeGreaterThan(9)
      }
    }
  })
})
