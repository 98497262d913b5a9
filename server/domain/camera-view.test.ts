import { describe, expect, it } from 'vitest'
import { cameraView } from './camera-view'
import type { FootprintCamera } from './footprint'
import { localFrame } from './frame'
import { indexObstacles, type Outline } from './obstacles'

const lonelyPole: FootprintCamera = {
  kind: 'fixed',
  lng: 126.535,
  lat: 45.803,
  heightM: 6,
  mountKind: 'pole',
  bearing: 0,
  tilt: 15,
  hfov: 90,
  vfov: 50,
  focalMm: null,
  sensorWidthMm: null,
  sensorHeightMm: null,
  pixelsWide: 1920,
  pixelsHigh: 1080,
  rangeM: 60,
}

const frame = localFrame([lonelyPole.lng, lonelyPole.lat])
const houseNorth: Outline = {
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        frame.toLngLat(-10, 20),
        frame.toLngLat(10, 20),
        frame.toLngLat(10, 40),
        frame.toLngLat(-10, 40),
        frame.toLngLat(-10, 20),
      ],
    ],
  },
}

describe('cameraView', () => {
  it('joins footprint and viewshed', () => {
    const open = cameraView(lonelyPole, [])!
    expect(open).toMatchObject({ visibleShare: 1, farM: 60, hfov: 90, bearing: 0, assumed: [], movedOffWall: false })
    expect(open.footprintAreaM2).toBeCloseTo((Math.PI / 4) * (60 ** 2 - open.nearM ** 2), 6)
    const shaded = cameraView(lonelyPole, [houseNorth])!
    expect(shaded.visibleShare).toBeGreaterThan(0.3)
    expect(shaded.visibleShare).toBeLessThan(0.7)
  })

  it('has no view of indoor cameras', () => {
    expect(cameraView({ ...lonelyPole, isIndoor: true }, [])).toBeNull()
  })

  it('gives the same bytes for the same arguments, and the same view from an index', () => {
    const first = JSON.stringify(cameraView(lonelyPole, [houseNorth]))
    expect(JSON.stringify(cameraView(lonelyPole, [houseNorth]))).toBe(first)
    expect(JSON.stringify(cameraView(lonelyPole, indexObstacles([houseNorth], frame)))).toBe(first)
  })

  it('blacks nobody out by an assumed near edge: a camera that faces a wall looks at its own feet', () => {
    const facing = { ...lonelyPole, lat: frame.toLngLat(0, 18)[1] }
    expect(cameraView(facing, [houseNorth])).toMatchObject({ polygon: null, areaM2: 0, visibleShare: 0 })
    const view = cameraView({ ...facing, provenance: { tilt: 'default' } }, [houseNorth])!
    expect(view).toMatchObject({ nearM: 0, assumed: ['nearM', 'tilt'] })
    expect(view.areaM2).toBeCloseTo(4, 3)
  })

  it('says what it rests on', () => {
    const inside = { ...lonelyPole, lat: frame.toLngLat(0, 30)[1], bearing: null }
    const view = cameraView(inside, [houseNorth], { hasBuildingData: false })!
    expect(view.assumed).toEqual(['bearing', 'no-building-data', 'position'])
    expect(view.ownBuildingIgnored).toBe(true)
    expect(view.visibleShare).toBe(1)
  })
})
