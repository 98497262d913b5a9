import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { type DraftLayersProps, draftLayers } from './draft-layers'

const palette = PALETTES.light
const geometry = { type: 'Polygon' as const, coordinates: [] }
const build = (draft: DraftLayersProps['draft']) =>
  draftLayers({ draft, palette, zoom: 17, hatch: { fillProps: (name) => ({ getFillPattern: name }) } })

describe('the draft of a viewshed', () => {
  it('is one layer, drawn or not, in the colour of drafts', () => {
    const drawn = build({ geometry, isAssumed: false })
    expect(layerIds(drawn)).toEqual(['viewshed-draft'])
    expect(valuesOf(layerOf(drawn, 'viewshed-draft'), 'getLineColor')).toEqual([[...palette.draft, 255]])
    expect(dataOf(layerOf(build(null), 'viewshed-draft'))).toEqual([])
  })

  it('is hatched when it rests on assumptions', () => {
    const [layer] = build({ geometry, isAssumed: true })
    expect(layer.id).toBe('viewshed-draft-assumed')
    expect(layer.props).toMatchObject({ getFillPattern: 'fine' })
  })
})
