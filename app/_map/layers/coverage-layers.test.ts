import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { coverageLayers, type DrawnTile } from './coverage-layers'

const PALETTE = PALETTES.light
const PICTURE = {} as HTMLCanvasElement

const tile = (column: number, share: number, picture: HTMLCanvasElement | null): DrawnTile => ({
  column,
  row: 2,
  corners: [[1, 2], [1, 3], [2, 3], [2, 2]], // biome-ignore format: corners
  shares: [share, 0, 0],
  picture,
})

const build = (tiles: DrawnTile[], isOther = false) => coverageLayers({ tiles, palette: PALETTE, isOther })

describe('coverage layers', () => {
  it('draw each tile close up as its own picture', () => {
    const near = tile(1, 0.5, PICTURE)
    const layers = build([near, tile(4, 0.5, PICTURE)])
    expect(layerIds(layers)).toEqual(['coverage-far', 'coverage-1,2', 'coverage-4,2'])
    expect(layerOf(layers, 'coverage-1,2').props).toMatchObject({ bounds: near.corners, image: PICTURE, opacity: 1 })
    expect(dataOf(layerOf(layers, 'coverage-far'))).toEqual([])
  })

  it('draw tiles from afar by their share, the more the stronger, none invisible', () => {
    const layer = layerOf(build([tile(1, 0, null), tile(2, 0.2, null), tile(3, 1, null)]), 'coverage-far')
    const alphas = (valuesOf(layer, 'getFillColor') as number[][]).map((color) => color[3])
    expect(alphas).toEqual(alphas.toSorted((a, b) => a - b))
    expect(alphas[0]).toBeGreaterThan(0)
    expect(alphas[2]).toBeLessThan(255)
  })

  it('turn grey when they answer another question', () => {
    expect(layerOf(build([tile(1, 1, PICTURE)], true), 'coverage-1,2').props).toMatchObject({ desaturate: 1 })
    const far = layerOf(build([tile(1, 1, null)], true), 'coverage-far')
    expect((valuesOf(far, 'getFillColor') as number[][])[0].slice(0, 3)).toEqual(PALETTE.ink)
  })
})
