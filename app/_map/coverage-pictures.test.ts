import { describe, expect, it } from 'vitest'
import { packCounts } from '../../server/domain/count-runs'
import { TILE_CELLS } from '../../server/domain/coverage-tiles'
import { pixelsOf } from './coverage-pictures'
import { PALETTES } from './palette'
import { countsOf } from './tile-counts'

const STEPS = PALETTES.light.seenBy

describe('pictures of coverage', () => {
  it('put north on top and leave unseen cells clear', () => {
    const pixels = pixelsOf(Uint16Array.of(0, 1, 2, 9), 2, STEPS)
    const pixel = (row: number, column: number) => [
      ...pixels.subarray(4 * (2 * row + column), 4 * (2 * row + column) + 4),
    ]
    expect(pixel(1, 0)).toEqual([0, 0, 0, 0])
    expect(pixel(1, 1)).toEqual(STEPS[0])
    expect(pixel(0, 0)).toEqual(STEPS[1])
    expect(pixel(0, 1)).toEqual(STEPS[2])
  })

  it('read what the server packed', () => {
    const counts = new Uint16Array(TILE_CELLS)
    counts[7] = 3
    expect(countsOf(Buffer.from(packCounts(counts)).toString('base64'))).toEqual(counts)
  })

  it('grow stronger with every camera', () => {
    for (const { seenBy } of Object.values(PALETTES)) {
      const alphas = seenBy.map((step) => step[3])
      expect(alphas).toEqual(alphas.toSorted((a, b) => a - b))
    }
  })
})
