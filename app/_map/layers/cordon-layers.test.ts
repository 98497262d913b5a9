import { describe, expect, it } from 'vitest'
import type { Crossing } from '../../../server/domain/cordons'
import { PALETTES } from '../palette'
import { dataOf, layerOf, valuesOf } from '../testing/read-layer'
import { capturedOf, cordonLayers, crossingAt } from './cordon-layers'

const crossing = (inward: number[] | null, outward: number[] | null): Crossing => ({
  position: [126.2, 45.42],
  ...{
    roadName: null,
    roadNameEn: null,
    roadClass: 'primary',
    bearing: 90,
    oneway: inward === null || outward === null,
    isAlong: false,
  },
  in: inward,
  out: outward,
})
const CROSSINGS = [crossing([1], [2]), crossing([1], []), crossing(null, [2]), crossing([], [])]
const build = (selected: number | null = null, showCounts = true) =>
  layerOf(cordonLayers({ crossings: CROSSINGS, selected, showCounts, palette: PALETTES.light }), 'cordon-crossings')

it('leave out roads along the edge where these are not counted, and keep their numbers', () => {
  const crossings = [crossing([1], [2]), { ...crossing([1], []), isAlong: true }, crossing([], [])]
  const drawn = (leavesOutAlong: boolean) =>
    dataOf<{ index: number }>(
      layerOf(
        cordonLayers({ crossings, selected: null, showCounts: true, leavesOutAlong, palette: PALETTES.light }),
        'cordon-crossings',
      ),
    ).map(({ index }) => index)
  expect([drawn(false), drawn(true)]).toEqual([
    [0, 1, 2],
    [0, 2],
  ])
})

describe('cordon layers', () => {
  it('number the crossings and count the directions that are captured', () => {
    expect(CROSSINGS.map(capturedOf).map(({ captured, of }) => `${captured}/${of}`)).toEqual([
      '2/2',
      '1/2',
      '1/1',
      '0/2',
    ])
    expect(valuesOf(build(), 'getText')).toEqual(['1 · 2/2', '2 · 1/2', '3 · 1/1', '4 · 0/2'])
    expect(valuesOf(build(1, false), 'getText')).toEqual(['1', '2 · 1/2', '3', '4'])
  })

  it('fill those where nobody passes unread', () => {
    const { ink, halo } = PALETTES.light
    expect(valuesOf(build(), 'getBackgroundColor')).toEqual([ink, halo, ink, halo].map((colour) => [...colour, 255]))
  })

  it('enlarge the selected one, and say which was clicked', () => {
    expect(valuesOf(build(2), 'getSize')).toEqual([12, 12, 15, 12])
    expect(crossingAt(dataOf(build())[3])).toBe(3)
    expect(crossingAt({ type: 'cluster' })).toBeNull()
  })
})
