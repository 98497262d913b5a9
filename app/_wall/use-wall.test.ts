import { describe, expect, it } from 'vitest'
import { moved } from './use-wall'

describe('moving a feed on the wall', () => {
  it('changes its place and nobody else’s order', () => {
    expect(moved(['a', 'b', 'c', 'd'], 2, -1)).toEqual(['a', 'c', 'b', 'd'])
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd'])
  })

  it('stops at the ends', () => {
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 5)).toEqual(['a', 'b'])
  })
})
