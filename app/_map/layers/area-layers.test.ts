import { describe, expect, it } from 'vitest'
import { type HatchAtlas, steadyScale } from '../hatch'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import {
  AREA_SIGNS,
  type AreaLayersProps,
  type AreaNamesProps,
  areaAt,
  areaLayers,
  areaNameLayers,
  type DrawnAreaShape,
} from './area-layers'

const HATCH: HatchAtlas = {
  fillProps: (name, zoom = 0) => ({ getFillPattern: name, getFillPatternScale: steadyScale(zoom) }),
}
const PALETTE = PALETTES.light

const area = (id: number, kind: DrawnAreaShape['kind']): DrawnAreaShape => ({
  id,
  kind,
  name: `area ${id}`,
  geometry: { type: 'Polygon', coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] }, // biome-ignore format: corners
})
const AREAS = [area(1, 'watch'), area(2, 'privacy'), area(3, 'prohibited'), area(4, 'cordon'), area(5, 'watch')]
const build = (changes: Partial<AreaLayersProps> = {}) =>
  areaLayers({ areas: AREAS, selectedId: null, palette: PALETTE, hatch: HATCH, zoom: 15, ...changes })
const names = (changes: Partial<AreaNamesProps> = {}) =>
  layerOf(
    areaNameLayers({ areas: AREAS, selectedId: null, palette: PALETTE, showNames: true, ...changes }),
    'area-names',
  )

describe('area layers', () => {
  it('are always the same, one per kind', () => {
    const ids = ['areas-cordon', 'areas-watch', 'areas-privacy', 'areas-prohibited']
    expect(layerIds(build())).toEqual(ids)
    expect(layerIds(build({ areas: [] }))).toEqual(ids)
    expect(ids.map((id) => dataOf(layerOf(build(), id)).length)).toEqual([1, 2, 1, 1])
  })

  it('never use the colour of blind spots, and tell what must not be seen apart by its hatch', () => {
    for (const layer of build()) {
      const colours = ['getLineColor', 'getFillColor', 'getColor'].flatMap((name) => valuesOf(layer, name))
      for (const colour of colours) if (colour) expect((colour as number[]).slice(0, 3)).not.toEqual(PALETTE.blind)
    }
    expect(layerOf(build(), 'areas-privacy').props).toMatchObject({ getFillPattern: 'fine' })
    expect(layerOf(build(), 'areas-prohibited').props).toMatchObject({ getFillPattern: 'bold' })
    expect(layerOf(build(), 'areas-cordon').props).toMatchObject({ getDashArray: [4, 2.5] })
  })

  it('keep the hatch as wide on the screen at every zoom', () => {
    const scale = (zoom: number) =>
      valuesOf(layerOf(build({ zoom }), 'areas-privacy'), 'getFillPatternScale')[0] as number
    expect(scale(14) / scale(16)).toBe(4)
  })

  it('stress the selected one', () => {
    const selected = build({ selectedId: 5 })
    expect(valuesOf(layerOf(selected, 'areas-watch'), 'getLineWidth')).toEqual([2, 4])
    expect(valuesOf(layerOf(selected, 'areas-privacy'), 'getLineWidth')).toEqual([2])
  })

  it('write sign and name inside, a cordon’s at its northern edge, and only the selected one’s when far out', () => {
    expect(valuesOf(names(), 'getText')[1]).toBe(`${AREA_SIGNS.privacy} area 2`)
    expect(valuesOf(names(), 'getPosition').slice(0, 4)).toEqual([[1, 1], [1, 1], [1, 1], [2, 2]]) // biome-ignore format: positions
    expect(valuesOf(names({ showNames: false, selectedId: 3 }), 'getText')).toEqual(['⊘ area 3'])
    expect(valuesOf(names({ showNames: false, selectedId: 4 }), 'getText')).toEqual([])
  })

  it('say which one was clicked', () => {
    expect(areaAt(dataOf(layerOf(build(), 'areas-privacy'))[0])).toBe(2)
    expect(areaAt(dataOf(layerOf(build(), 'areas-cordon'))[0])).toBe(4)
    expect(areaAt({ type: 'camera', id: 9 })).toBeNull()
    expect(areaAt(undefined)).toBeNull()
  })
})
