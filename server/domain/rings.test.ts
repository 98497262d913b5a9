import { describe, expect, it } from 'vitest'
import { boundsOfRings, signedArea } from './rings'

describe('rings', () => {
  it('have an area by the way they turn', () => {
    expect(signedArea([0, 0, 4, 0, 4, 3])).toBe(6)
    expect(signedArea([4, 3, 4, 0, 0, 0])).toBe(-6)
    expect(signedArea([])).toBe(0)
  })

  it('have one box', () => {
    expect(
      boundsOfRings([
        [1, 2, 3, -4],
        [0, 9],
      ]),
    ).toEqual([0, -4, 3, 9])
  })
})
