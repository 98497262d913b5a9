import { describe, expect, it } from 'vitest'
import type { HexagonCell } from '../../../server/domain/hexagons'
import { viridis } from '../palette'
import { layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { classColor, heatClass, heatLayers } from './heat-layers'

const CLASSES = Object.freeze([5, 20, 50, 100])
const cell = (count: number): HexagonCell => ({
  id: `${count},0`,
  center: [0, 0],
  polygon: { type: 'Polygon', coordinates: [[[count, 0]]] },
  count,
})

describe('the class of a count', () => {
  it('begins with its lower end, and the last one is open', () => {
    expect([0, 5, 19, 20, 49, 50, 99, 100, 1e9].map((count) => heatClass(CLASSES, count))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 3, 3,
    ])
    expect(heatClass([1], 7)).toBe(0)
  })

  it('has colours from one end of the ramp to the other, each brighter than the one before', () => {
    expect(classColor(0, 4)).toEqual(viridis(0))
    expect(classColor(3, 4)).toEqual(viridis(1))
    expect(classColor(0, 1)).toEqual(viridis(1))
    const green = CLASSES.map((_, i) => classColor(i, CLASSES.length)[1])
    expect(green).toEqual(green.toSorted((a, b) => a - b))
  })

  it('stays on the ramp outside 0 … 1', () => {
    expect([viridis(-1), viridis(2)]).toEqual([viridis(0), viridis(1)])
  })
})

describe('the heat layer', () => {
  it('draws each hexagon in the colour of its class, with its description to read', () => {
    const layers = heatLayers({
      cells: [cell(7), cell(60)],
      classes: CLASSES,
      describe: ({ count }) => `${count} seen`,
    })
    expect(layerIds(layers)).toEqual(['heat'])
    const heat = layerOf(layers, 'heat')
    expect(valuesOf(heat, 'getFillColor')).toEqual([
      [...classColor(0, 4), 175],
      [...classColor(2, 4), 175],
    ])
    expect(valuesOf(heat, 'getPolygon')).toEqual([cell(7), cell(60)].map(({ polygon }) => polygon.coordinates))
    expect((heat.props.data as { tip: string }[]).map(({ tip }) => tip)).toEqual(['7 seen', '60 seen'])
  })
})
