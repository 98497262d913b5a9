import { describe, expect, it } from 'vitest'
import { PALETTES } from '../palette'
import { dataOf, layerOf, readValue, valuesOf } from '../testing/read-layer'
import { type DrawnSight, sightLayers } from './sight-layers'

const POINT: [number, number] = [126.2, 45.4]
const SEEN: DrawnSight = { cameraId: 1, position: [126.21, 45.4], isSeen: true }
const BLOCKED: DrawnSight = { cameraId: 2, position: [126.2, 45.41], isSeen: false }

const build = (hoveredId: number | null = null) =>
  sightLayers({ point: POINT, sights: [SEEN, BLOCKED], hoveredId, palette: PALETTES.light })

describe('sight layers', () => {
  it('run from the point to each camera, solid where it sees and dashed where it does not', () => {
    const [seen, blocked] = [layerOf(build(), 'sights-seen'), layerOf(build(), 'sights-blocked')]
    expect([dataOf(seen), dataOf(blocked)]).toEqual([[SEEN], [BLOCKED]])
    expect(valuesOf(seen, 'getPath')).toEqual([[POINT, SEEN.position]])
    expect(valuesOf(seen, 'getDashArray')).toEqual([[0, 0]])
    expect((valuesOf(blocked, 'getDashArray')[0] as number[]).every((length) => length > 0)).toBe(true)
  })

  it('stress the one that the list points at', () => {
    const widthOf = (hoveredId: number | null) =>
      readValue(layerOf(build(hoveredId), 'sights-blocked'), 'getWidth', BLOCKED)
    expect(widthOf(2)).toBeGreaterThan(widthOf(null) as number)
  })

  it('show the point', () => {
    expect(dataOf(layerOf(build(), 'sight-point'))).toEqual([POINT])
  })
})
