import { expect, it } from 'vitest'
import { square } from '../../../server/testing/fixtures'
import { PALETTES } from '../palette'
import { jurisdictionLayers } from './jurisdiction-layers'

it('draws the outline it is given, faintly filled', () => {
  const geometry = square(126.2, 45.42, 0.01)
  const [layer] = jurisdictionLayers(geometry, PALETTES.dark)
  expect(layer.props).toMatchObject({ id: 'jurisdiction', data: geometry, stroked: true })
  expect((layer.props as unknown as { getFillColor: number[] }).getFillColor[3]).toBeLessThan(60)
})
