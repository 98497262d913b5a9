import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { draftLayers } from './draft-layers'

describe('the draft of a viewshed', () => {
  it('is one layer, drawn or not, in the colour of drafts', () => {
    const palette = PALETTES.light
    const drawn = draftLayers({ type: 'Polygon', coordinates: [] }, palette)
    expect(layerIds(drawn)).toEqual(['viewshed-draft'])
    expect(valuesOf(layerOf(drawn, 'viewshed-draft'), 'getLineColor')).toEqual([[...palette.draft, 255]])
    expect(dataOf(layerOf(draftLayers(null, palette), 'viewshed-draft'))).toEqual([])
  })
})
