import type { MultiPolygon } from 'geojson'
import { expect, it } from 'vitest'
import { THEMES } from '../../_ui/preferences'
import { PALETTES } from '../palette'
import { layerOf } from '../testing/read-layer'
import { outlineLayers } from './outline-layers'

const OUTLINE: MultiPolygon = { type: 'MultiPolygon', coordinates: [[[[1, 2], [2, 2], [2, 3], [1, 2]]]] } // biome-ignore format: corners

it.each(THEMES)('draws the outline it is given in the colour of coverage, its edge opaque, in %s', (theme) => {
  const palette = PALETTES[theme]
  const { props } = layerOf(outlineLayers({ outline: OUTLINE, palette }), 'coverage-outline')
  expect(props).toMatchObject({ data: OUTLINE, getLineColor: [...palette.coverage, 255] })
  const [red, green, blue, alpha] = (props as unknown as { getFillColor: number[] }).getFillColor
  expect([red, green, blue]).toEqual(palette.coverage)
  expect(alpha).toBeLessThan(128)
})
