import type { LineString } from 'geojson'
import { expect, it } from 'vitest'
import { THEMES } from '../../_ui/preferences'
import { PALETTES } from '../palette'
import { layerIds, layerOf } from '../testing/read-layer'
import { placeLayers } from './place-layers'

const STREET: LineString = { type: 'LineString', coordinates: [[1, 2], [1, 3]] } // biome-ignore format: corners

it.each(THEMES)('draws a wide halo under a line in ink, which differs from it, in %s', (theme) => {
  const palette = PALETTES[theme]
  const layers = placeLayers({ shape: STREET, palette })
  expect(layerIds(layers)).toEqual(['place-halo', 'place'])
  const [halo, line] = layerIds(layers).map(
    (id) => layerOf(layers, id).props as unknown as { getLineWidth: number; getLineColor: number[] },
  )
  expect(halo.getLineWidth).toBeGreaterThan(line.getLineWidth)
  expect(Math.abs(halo.getLineColor[0] - line.getLineColor[0])).toBeGreaterThan(100)
})
