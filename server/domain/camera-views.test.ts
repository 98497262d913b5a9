import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { cameraView, type ViewCamera } from './camera-view'
import { cameraViews } from './camera-views'
import { localFrame } from './frame'
import type { Outline } from './obstacles'
import { seededRandom } from './testing/random'

const frame = localFrame([126.535, 45.803])

function town(count: number, reachM: number): Outline[] {
  const random = seededRandom(7)
  return Array.from({ length: count }, () => {
    const [x, y, w, h] = [
      (2 * random() - 1) * reachM,
      (2 * random() - 1) * reachM,
      5 + 25 * random(),
      5 + 25 * random(),
    ]
    const ring = [
      frame.toLngLat(x, y),
      frame.toLngLat(x + w, y),
      frame.toLngLat(x + w, y + h),
      frame.toLngLat(x, y + h),
    ]
    return { geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } }
  })
}

function cameraAt(x: number, y: number, bearing: number | null): ViewCamera {
  const [lng, lat] = frame.toLngLat(x, y)
  const unknown = {
    vfov: null,
    focalMm: null,
    sensorWidthMm: null,
    sensorHeightMm: null,
    pixelsWide: null,
    pixelsHigh: null,
  }
  return { kind: 'fixed', lng, lat, heightM: 6, mountKind: 'pole', bearing, tilt: 15, hfov: 70, rangeM: 60, ...unknown }
}

function crowd(count: number, reachM: number): ViewCamera[] {
  const random = seededRandom(8)
  return Array.from({ length: count }, (_, i) => {
    const camera = cameraAt(
      (2 * random() - 1) * reachM,
      (2 * random() - 1) * reachM,
      i % 3 === 0 ? null : 359 * random(),
    )
    return { ...camera, isIndoor: i % 11 === 10 }
  })
}

/** Cameras within a few millimetres of a wall's limits may be placed either way. */
function areAlike(a: ReturnType<typeof cameraView>, b: ReturnType<typeof cameraView>): boolean {
  if (a === null || b === null) return a === b
  return Math.abs(a.areaM2 - b.areaM2) < 0.05 && JSON.stringify(a.assumed) === JSON.stringify(b.assumed)
}

describe('cameraViews', () => {
  it('gives every camera the view it has alone, few over a wide area', () => {
    const [cameras, buildings] = [crowd(40, 4000), town(600, 4000)]
    const together = cameraViews(cameras, buildings)
    cameras.forEach((camera, i) => {
      expect(areAlike(together[i], cameraView(camera, buildings)), `camera ${i}`).toBe(true)
    })
  })

  it('gives every camera the view it has alone, many on a tile', () => {
    const [cameras, buildings] = [crowd(2600, 480), town(400, 500)]
    const together = cameraViews(cameras, buildings)
    for (let i = 0; i < cameras.length; i += 29)
      expect(areAlike(together[i], cameraView(cameras[i], buildings)), `camera ${i}`).toBe(true)
  })

  it('keeps bearings true far from the middle', () => {
    const far = cameraAt(9000, 9000, 45)
    const [view] = cameraViews([far, cameraAt(-9000, -9000, 0)], [])
    const alone = cameraView(far, [])
    const [there, here] = [view, alone].map((one) => (one!.polygon as Polygon).coordinates[0])
    there.forEach(([lng, lat], i) => {
      const [x, y] = frame.toLocal(lng, lat)
      const [aloneX, aloneY] = frame.toLocal(here[i][0], here[i][1])
      expect(Math.hypot(x - aloneX, y - aloneY)).toBeLessThan(0.01)
    })
  })

  it('gives nothing for nobody', () => {
    expect(cameraViews([], town(3, 50))).toEqual([])
  })
})
