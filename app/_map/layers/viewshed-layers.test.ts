import { describe, expect, it } from 'vitest'
import type { HatchAtlas } from '../hatch'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { type DrawnViewshed, type ViewshedLayersProps, viewshedLayers } from './viewshed-layers'

const HATCH: HatchAtlas = { fillProps: (name) => ({ getFillPattern: name }) }
const PALETTE = PALETTES.light
const geometry = { type: 'Polygon' as const, coordinates: [] }

const known: DrawnViewshed = Object.freeze({ cameraId: 1, geometry, isAssumed: false, isEffective: true })
const broken: DrawnViewshed = Object.freeze({ ...known, cameraId: 2, isEffective: false })
const guessed: DrawnViewshed = Object.freeze({ ...known, cameraId: 3, isAssumed: true })

const build = (changes: Partial<ViewshedLayersProps> = {}) =>
  viewshedLayers({ viewsheds: [known, broken, guessed], selected: null, palette: PALETTE, hatch: HATCH, ...changes })
const cameraIds = (id: string) =>
  dataOf<{ properties: DrawnViewshed }>(layerOf(build(), id)).map(({ properties }) => properties.cameraId)

describe('viewshed layers', () => {
  it('are the same three: what is known, what is assumed, what is selected', () => {
    expect(layerIds(build())).toEqual(['viewsheds-known', 'viewsheds-assumed', 'viewshed-selected'])
    expect(cameraIds('viewsheds-known')).toEqual([1, 2])
    expect(cameraIds('viewsheds-assumed')).toEqual([3])
  })

  it('hatch what rests on assumptions, and only that', () => {
    expect(layerOf(build(), 'viewsheds-assumed').props).toMatchObject({ getFillPattern: 'fine' })
    expect(layerOf(build(), 'viewsheds-assumed').props.extensions).toHaveLength(1)
    expect(layerOf(build(), 'viewsheds-known').props.extensions).toHaveLength(0)
  })

  it('leave the ground of a camera that does not work unfilled, with its outline', () => {
    const layer = layerOf(build(), 'viewsheds-known')
    expect(valuesOf(layer, 'getFillColor')).toEqual([
      [...PALETTE.coverage, 70],
      [...PALETTE.coverage, 0],
    ])
    expect(valuesOf(layer, 'getLineColor')).toEqual([1, 2].map(() => [...PALETTE.coverage, 130]))
  })

  it('draw the selected one in the colour of drafts, over the others', () => {
    const layers = build({ selected: { geometry, isDraft: true } })
    expect(dataOf(layerOf(layers, 'viewshed-selected'))).toMatchObject([{ geometry }])
    expect(valuesOf(layerOf(layers, 'viewshed-selected'), 'getLineColor')).toEqual([[...PALETTE.draft, 255]])
    expect(dataOf(layerOf(build(), 'viewshed-selected'))).toEqual([])
  })
})
