import { describe, expect, it } from 'vitest'
import { PALETTES, type Rgb } from '../palette'
import { dataOf, layerOf, valuesOf } from '../testing/read-layer'
import { type DrawnLeg, pointedWayLayers, type RouteLayersProps, routeLayers, routeReaderLayers } from './route-layers'

const PALETTE = PALETTES.light
const COLOR: Rgb = [0, 114, 178]
const leg = (kind: DrawnLeg['kind'], ...shares: number[]): DrawnLeg => ({
  ...{ from: [1, 45], to: [2, 45], kind },
  stretches: shares.map((share) => ({ path: [[1, 45], [1.5, 45 + share], [2, 45]], share })), // biome-ignore format: a line is a way
})
const LEGS = Object.freeze([leg('feasible', 0.8, 0.2), leg('infeasible'), leg('unknown'), leg('feasible', 1)])
const build = (changes: Partial<RouteLayersProps> = {}) =>
  routeLayers({ legs: LEGS, chosen: null, color: COLOR, palette: PALETTE, ...changes })

describe('route layers', () => {
  it('draw every stretch, wider and stronger the likelier it is, the likeliest on top', () => {
    const stretches = layerOf(build(), 'route-stretches')
    expect(dataOf<{ share: number }>(stretches).map(({ share }) => share)).toEqual([0.2, 0.8, 1])
    expect(valuesOf(stretches, 'getWidth')).toEqual([3, 6, 7])
    expect(valuesOf(stretches, 'getColor')).toEqual([
      [...COLOR, 142],
      [...COLOR, 240],
      [...COLOR, 240],
    ])
    expect(dataOf(layerOf(build(), 'route-halos'))).toHaveLength(2)
  })

  it('draw a straight dashed line where there is no way, and mark one that nobody can drive', () => {
    const straight = layerOf(build(), 'route-straight')
    expect(straight.props).toMatchObject({ getDashArray: [4, 3] })
    expect(valuesOf(straight, 'getColor')).toEqual([
      [...PALETTE.ink, 230],
      [...COLOR, 230],
    ])
    expect(valuesOf(layerOf(build(), 'route-impossible'), 'getPosition')).toEqual([[1.5, 45]])
  })

  it('let the others step back when one leg is looked at', () => {
    const alphas = valuesOf(layerOf(build({ chosen: 0 }), 'route-stretches'), 'getColor') as number[][]
    expect(alphas.map(([, , , alpha]) => Math.round(alpha))).toEqual([142, 240, 72])
  })

  it('are the same layers when there is nothing to draw', () => {
    expect(build({ legs: [] }).map(({ id }) => id)).toEqual(build().map(({ id }) => id))
  })

  it('draw the way that is pointed at over the others, and nothing without one', () => {
    const way: [number, number][] = [[1, 45], [2, 45]] // biome-ignore format: a line is a way
    expect(valuesOf(layerOf(pointedWayLayers(way, PALETTE), 'route-way'), 'getPath')).toEqual([way])
    expect(dataOf(layerOf(pointedWayLayers(null, PALETTE), 'route-way'))).toEqual([])
  })

  it('ring readers on the ways: those that read nothing, and with a stroke those that were down', () => {
    const layers = routeReaderLayers(
      [
        { position: [1, 45], isSilent: true },
        { position: [2, 45], isSilent: false },
      ],
      PALETTE,
    )
    expect(valuesOf(layerOf(layers, 'route-readers'), 'getLineColor')).toEqual([
      [...PALETTE.ink, 255],
      [...PALETTE.state.offline, 255],
    ])
    expect(valuesOf(layerOf(layers, 'route-readers-down'), 'getPosition')).toEqual([[2, 45]])
  })
})
