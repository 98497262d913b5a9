import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { localFrame } from '../domain/frame'
import { localPolygons } from '../domain/raster'
import { signedArea } from '../domain/rings'
import { isSound } from '../domain/simple-rings'
import { soundOutline } from './sound-outline'

const FRAME = localFrame([11.576, 48.1375])

const outlineOf = (...points: [number, number][]): Polygon => ({
  type: 'Polygon',
  coordinates: [[...points, points[0]].map(([x, y]) => [...FRAME.toLngLat(x, y)])],
})

describe('soundOutline', () => {
  it('leaves rings that bound ground alone', async () => {
    const outline = outlineOf([0, 0], [20, 0], [20, 20], [10, 5])
    expect(await soundOutline(outline)).toBe(outline)
  })

  it('outlines the same ground anew where a ring crosses itself', async () => {
    // A spike that turns over: 0.1 mm wide, 4 m long.
    const outline = outlineOf([0, 0], [20, 0], [20, 10], [24, 10.0001], [20, 10.0001], [20, 9.99995], [20, 20], [0, 20])
    const mended = await soundOutline(outline)
    const polygons = localPolygons(mended, FRAME)
    expect(polygons.every((rings) => isSound(rings.map((ring) => [...ring])))).toBe(true)
    const area = polygons.flat().reduce((sum, ring) => sum + signedArea(ring), 0)
    expect(area).toBeCloseTo(400, 1)
  })
})
