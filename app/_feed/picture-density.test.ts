import { describe, expect, it } from 'vitest'
import { pixelsPerMetre } from './picture-density'

describe('the density of a shown picture', () => {
  it('is its width over the ground it spans', () => {
    expect(pixelsPerMetre(1920, 90, 10)).toBeCloseTo(96)
    expect(pixelsPerMetre(640, 90, 10)).toBeCloseTo(32)
  })

  it('halves with twice the distance', () => {
    expect(pixelsPerMetre(1280, 50, 20)! * 2).toBeCloseTo(pixelsPerMetre(1280, 50, 10)!)
  })

  it('is not said where no flat picture can be', () => {
    for (const [
      width,
      hfov,
      distance,
    ] of [[0, 60, 10], [640, 180, 10], [640, 360, 10], [640, 60, 0], [640, Number.NaN, 5]]) // biome-ignore format: a table
      expect(pixelsPerMetre(width, hfov, distance)).toBeNull()
  })
})
