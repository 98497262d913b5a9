import { describe, expect, it } from 'vitest'
import type { HatchAtlas } from '../hatch'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import type { DrawnBlindSpot } from './blind-spot-layers'
import { type BlindSpotLayersProps, blindSpotLayers, spotAt, stressedSpotLayers } from './blind-spot-layers'

const HATCH: HatchAtlas = { fillProps: (name) => ({ getFillPattern: name }) }
const PALETTE = PALETTES.dark

const spot = (rank: number): DrawnBlindSpot => ({
  id: `126.2,45.${rank}`,
  rank,
  geometry: { type: 'Polygon', coordinates: [] },
  center: [126.2, 45 + rank / 10],
})
const SPOTS = Object.freeze([1, 2, 3, 4].map(spot)) as unknown as BlindSpotLayersProps['spots']

const build = (changes: Partial<BlindSpotLayersProps> = {}) =>
  blindSpotLayers({ spots: SPOTS, selectedId: null, palette: PALETTE, hatch: HATCH, ranksUpTo: 2, ...changes })

describe('blind spot layers', () => {
  it('are the same two, drawn with the bold hatch', () => {
    expect(layerIds(build())).toEqual(['blind-spots', 'blind-spot-ranks'])
    expect(layerOf(build(), 'blind-spots').props).toMatchObject({ getFillPattern: 'bold', pickable: true })
  })

  it('write the first ranks, and the rank of the selected one however low', () => {
    expect(valuesOf(layerOf(build(), 'blind-spot-ranks'), 'getText')).toEqual(['1', '2'])
    const selected = layerOf(build({ selectedId: SPOTS[3].id }), 'blind-spot-ranks')
    expect(valuesOf(selected, 'getText')).toEqual(['1', '2', '4'])
    expect(valuesOf(selected, 'getPosition')).toEqual([SPOTS[0], SPOTS[1], SPOTS[3]].map(({ center }) => center))
  })

  it('stress the selected one', () => {
    const layer = layerOf(build({ selectedId: SPOTS[1].id }), 'blind-spots')
    expect(valuesOf(layer, 'getLineWidth')).toEqual([1, 3, 1, 1])
    expect(valuesOf(layer, 'getFillColor')).toEqual([190, 255, 190, 190].map((alpha) => [...PALETTE.blind, alpha]))
    expect(layer.props.updateTriggers).toEqual({ getLineWidth: SPOTS[1].id, getFillColor: SPOTS[1].id })
  })

  it('find the spot under the pointer, and edge the one that the pointer is on', () => {
    expect(spotAt(dataOf(layerOf(build(), 'blind-spots'))[1])).toBe(SPOTS[1])
    expect([spotAt(undefined), spotAt({ type: 'camera' })]).toEqual([null, null])
    expect(stressedSpotLayers({ spot: SPOTS[0], palette: PALETTE }).flatMap(dataOf)).toMatchObject([
      { geometry: SPOTS[0].geometry },
    ])
    expect(stressedSpotLayers({ spot: null, palette: PALETTE }).flatMap(dataOf)).toEqual([])
  })

  it('draw nothing of nothing', () => {
    for (const layer of build({ spots: [] })) expect(dataOf(layer)).toEqual([])
  })
})
