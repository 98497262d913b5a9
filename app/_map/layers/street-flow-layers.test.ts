import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { type DrawnStreet, flowColor, flowWidth, streetAt, streetFlowLayers } from './street-flow-layers'

const palette = PALETTES.light
const CLASSES = [5, 50, 500]
const street = (id: number, vehicles: number | null): DrawnStreet => ({
  id,
  lines: [[[id, 0], [id, 1]], [[id, 1], [id, 2]]], // biome-ignore format: lines
  vehicles,
  tip: `street ${id}`,
})
const drawn = (selectedId: number | null = null) =>
  streetFlowLayers({
    streets: [street(1, 700), street(2, null), street(3, 49)],
    classes: CLASSES,
    selectedId,
    readers: [{ position: [1, 0], isStation: true, tip: 'reader' }],
    palette,
  })

describe('streets by flow', () => {
  it('are drawn wider for more, on top of those with less, and thin without a figure', () => {
    const layer = layerOf(drawn(), 'street-flow')
    expect(dataOf<DrawnStreet>(layer).map(({ id }) => id)).toEqual([2, 2, 3, 3, 1, 1])
    const widths = valuesOf(layer, 'getWidth') as number[]
    expect(widths).toEqual([2, 2, flowWidth(0), flowWidth(0), flowWidth(2), flowWidth(2)])
    expect(valuesOf(layer, 'getColor')[0]).toEqual([...palette.state.unknown, 255])
  })

  it('have the selected one on top, in an edge of its own', () => {
    const layers = drawn(2)
    expect(layerIds(layers)).toEqual(['street-flow-casing', 'street-flow', 'street-flow-readers'])
    const casing = layerOf(layers, 'street-flow-casing')
    expect(dataOf<DrawnStreet>(casing).at(-1)!.id).toBe(2)
    expect(valuesOf(casing, 'getColor').at(-1)).toEqual([...palette.accent, 255])
    expect(layerOf(layers, 'street-flow').props.pickable).toBe(true)
  })

  it('have colours that get brighter, none as dark as the map', () => {
    const green = CLASSES.map((_, i) => flowColor(i, CLASSES.length)[1])
    expect(green).toEqual(green.toSorted((a, b) => a - b))
    expect(green[0]).toBeGreaterThan(60)
    expect(flowColor(0, 1)).toEqual(flowColor(0, 3))
  })

  it('are found by what was clicked', () => {
    expect(streetAt(dataOf(layerOf(drawn(), 'street-flow'))[0])).toBe(2)
    expect([streetAt(undefined), streetAt({ tip: 'reader' })]).toEqual([null, null])
  })
})
