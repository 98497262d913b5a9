import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { type DrawingLayersProps, drawingLayers, isHandle } from './drawing-layers'

const SQUARE: Position[] = [[0, 0], [4, 0], [4, 4], [0, 4]] // biome-ignore format: corners
const build = (changes: Partial<DrawingLayersProps> = {}) =>
  drawingLayers({ ring: SQUARE, hover: null, isOpen: false, corner: null, palette: PALETTES.dark, ...changes })
const pathOf = (changes: Partial<DrawingLayersProps>) =>
  valuesOf(layerOf(build(changes), 'drawing-line'), 'getPath')[0] as Position[] | undefined

describe('drawing layers', () => {
  it('show a ring with a handle at each corner and one between, to be grabbed', () => {
    expect(layerIds(build())).toEqual(['drawing-fill', 'drawing-line', 'drawing-middles', 'drawing-corners'])
    expect(valuesOf(layerOf(build(), 'drawing-middles'), 'getPosition')).toEqual([[2, 0], [4, 2], [2, 4], [0, 2]]) // biome-ignore format: positions
    expect(dataOf(layerOf(build(), 'drawing-corners')).every(isHandle)).toBe(true)
    expect(isHandle({ type: 'camera' }) || isHandle(undefined)).toBe(false)
  })

  it('follow the pointer while the ring is open, from the first point on', () => {
    const open = { isOpen: true, hover: [9, 9] }
    expect(pathOf({ ...open, ring: [] })).toBeUndefined()
    expect(pathOf({ ...open, ring: SQUARE.slice(0, 1) })).toEqual([[0, 0], [9, 9]]) // biome-ignore format: positions
    expect(pathOf({ ...open, ring: SQUARE.slice(0, 2) })).toEqual([[0, 0], [4, 0], [9, 9], [0, 0]]) // biome-ignore format: positions
    expect(dataOf(layerOf(build(open), 'drawing-middles'))).toEqual([])
  })

  it('are handles only while nothing was changed', () => {
    expect(build({ isStored: true }).map((layer) => dataOf(layer).length)).toEqual([0, 0, 4, 4])
  })

  it('stress the corner that was touched last', () => {
    expect(valuesOf(layerOf(build({ corner: 2 }), 'drawing-corners'), 'getRadius')).toEqual([6, 6, 8, 6])
  })
})
