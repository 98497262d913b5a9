import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerOf, valuesOf } from '../testing/read-layer'
import { shapeLayers } from './shape-layers'

const RING = [[1, 2], [1, 3], [2, 3]] // biome-ignore format: corners

const build = () =>
  shapeLayers({
    ring: RING,
    unseen: [[1.5, 2.8]],
    spacingM: 6,
    cameras: [[1, 2], null, [2, 3]],
    palette: PALETTES.dark,
  })

describe('shape layers', () => {
  it('draw the outline and what nobody sees of it, in the colour of blind spots', () => {
    expect(valuesOf(layerOf(build(), 'shape'), 'getPolygon')).toEqual([RING])
    const unseen = layerOf(build(), 'shape-unseen')
    expect(valuesOf(unseen, 'getPosition')).toEqual([[1.5, 2.8]])
    expect((valuesOf(unseen, 'getFillColor')[0] as number[]).slice(0, 3)).toEqual(PALETTES.dark.blind)
  })

  it('number cameras as the list does, leaving out those that are not on the map', () => {
    const cameras = layerOf(build(), 'shape-cameras')
    expect(dataOf(cameras)).toHaveLength(2)
    expect(valuesOf(cameras, 'getText')).toEqual(['1', '3'])
  })
})
