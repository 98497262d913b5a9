import { describe, expect, it } from 'vitest'
import { clockBehind, clockSkew } from './clock-skew'

describe('how far a clock is off', () => {
  it('is the median of each hour’s fastest read at most', () => {
    expect(clockBehind([])).toBeNull()
    expect(clockBehind([400, 90_000, 300])).toBe(400)
    expect(clockBehind([-5_000, -4_800, -5_100])).toBe(-5_000)
  })

  it('is known where reads come before they were made, and a span where they come late', () => {
    expect(clockSkew([])).toBeNull()
    expect(clockSkew([-5_000])).toEqual({ skewMs: 5_000, spreadMs: 1_000 })
    const late = clockSkew([60_000])!
    expect(late.skewMs).toBe(-30_000)
    expect(late.spreadMs).toBeGreaterThan(17_000)
  })
})
