import { describe, expect, it } from 'vitest'
import type { Locale } from '../../_ui/preferences'
import { PALETTES } from '../palette'
import { dataOf, layerIds, layerOf, valuesOf } from '../testing/read-layer'
import { type DrawnIncident, incidentLayers } from './incident-layers'

const theft: DrawnIncident = Object.freeze({
  id: 1,
  title: '自行车被盗',
  titleEn: 'Bicycle stolen',
  lng: 126.2,
  lat: 45.4,
})
const fire: DrawnIncident = Object.freeze({ id: 2, title: '烟雾', titleEn: null, lng: 126.3, lat: 45.5 })
const build = (locale: Locale) => incidentLayers({ incidents: [theft, fire], palette: PALETTES.light, locale })

describe('incident layers', () => {
  it('are a disc and a diamond at the place of each', () => {
    expect(layerIds(build('en'))).toEqual(['incidents', 'incident-marks'])
    for (const layer of build('en'))
      expect(valuesOf(layer, 'getPosition')).toEqual([
        [126.2, 45.4],
        [126.3, 45.5],
      ])
    expect(valuesOf(layerOf(build('en'), 'incident-marks'), 'getText')).toEqual(['◆', '◆'])
  })

  it("are named in the reader's language, else in the one there is", () => {
    const tips = (locale: Locale) => dataOf<{ tip: string }>(layerOf(build(locale), 'incidents')).map(({ tip }) => tip)
    expect(tips('en')).toEqual(['Bicycle stolen', '烟雾'])
    expect(tips('zh-CN')).toEqual(['自行车被盗', '烟雾'])
  })
})
