import { describe, expect, it } from 'vitest'
import { cameraView, groundAt } from './camera-view'
import type { FootprintCamera } from './footprint'
import { localFrame } from './frame'
import type { Outline } from './obstacles'

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
    expect(open.visibleShare).toBeCloseTo(1, 12)
    expect(open).toMatchObject({ farM: 60, hfov: 90, bearing: 0, assumed: [], movedOffWall: false })
    expect(open.footprintAreaM2).toBeCloseTo((Math.PI / 4) * (60 ** 2 - open.nearM ** 2), 6)
    const shaded = cameraView(lonelyPole, [houseNorth])!
    expect(shaded.visibleShare).toBeGreaterThan(0.3)
    expect(shaded.visibleShare).toBeLessThan(0.7)
  })

  it('has no view of indoor cameras', () => {
    expect(cameraView({ ...lonelyPole, isIndoor: true }, [])).toBeNull()
  })

  it('gives the same bytes for the same arguments, and the same view from ground made before', () => {
    const first = JSON.stringify(cameraView(lonelyPole, [houseNorth]))
    expect(JSON.stringify(cameraView(lonelyPole, [houseNorth]))).toBe(first)
    expect(JSON.stringify(cameraView(lonelyPole, groundAt(lonelyPole, [houseNorth])))).toBe(first)
  })

  it('blacks nobody out by an assumed near edge: a camera that faces a wall looks at its own feet', () => {
    const facing = { ...lonelyPole, lat: frame.toLngLat(0, 18)[1] }
    expect(cameraView(facing, [houseNorth])).toMatchObject({ polygon: null, areaM2: 0, visibleShare: 0 })
    const view = cameraView({ ...facing, provenance: { tilt: 'default' } }, [houseNorth])!
    expect(view).toMatchObject({ nearM: 0, assumed: ['nearM', 'tilt'] })
    expect(view.areaM2).toBeCloseTo(4, 3)
  })

  it('stands on a roof it is higher than, and 2 m above one it cannot be lower than', () => {
    const onRoof = { ...lonelyPole, lat: frame.toLngLat(0, 38)[1] }
    const low = { ...houseNorth, heightM: 4 }
    // Its own roof's edge, 2 m ahead, hides the ground up to 2 · (6 − 1.5) / (6 − 4) = 4.5 m.
    const view = cameraView(onRoof, [low])!
    expect(view).toMatchObject({ ownBuildingIgnored: false, movedOffWall: false, assumed: [] })
    expect(view.visibleShare).toBeCloseTo(1, 2)
    const tall = cameraView({ ...onRoof, mountKind: 'roof' }, [{ ...houseNorth, heightM: 20 }])!
    expect(tall).toMatchObject({ ownBuildingIgnored: false, assumed: ['heightM'] })
    expect(tall.nearM).toBeCloseTo((22 - 1.5) / Math.tan((40 * Math.PI) / 180), 6)
  })

  it('looks out from under a roof, and says that it assumes so', () => {
    const arcade = { ...lonelyPole, lat: frame.toLngLat(0, 39.8)[1], isUnderRoof: true }
    expect(cameraView(arcade, [houseNorth])).toMatchObject({
      ownBuildingIgnored: true,
      movedOffWall: false,
      assumed: ['position'],
    })
  })

  it('never sees ground that must not be seen, and sees past it', () => {
    const garden = { ...houseNorth, role: 'zone' as const }
    const whole = cameraView(lonelyPole, [])!
    const clipped = cameraView(lonelyPole, [garden])!
    // The garden, 20 m square, lies wholly within the view.
    expect(whole.areaM2 - clipped.areaM2).toBeCloseTo(400, 6)
    expect(clipped.polygon!.coordinates).toHaveLength(2)
  })

  it('tells how much it sees at each density level', () => {
    const { ranges, levelAreasM2, areaM2 } = cameraView(lonelyPole, [houseNorth])!
    expect(levelAreasM2).toHaveLength(ranges.length)
    expect(levelAreasM2[0]).toBeLessThanOrEqual(areaM2)
    expect(levelAreasM2[0]).toBeGreaterThan(0)
    for (let i = 1; i < ranges.length; i++) expect(levelAreasM2[i]).toBeLessThanOrEqual(levelAreasM2[i - 1])
    expect(levelAreasM2[ranges.findIndex(({ farM }) => farM === 0)]).toBe(0)
  })

  it('says what it rests on', () => {
    const inside = { ...lonelyPole, lat: frame.toLngLat(0, 30)[1], bearing: null }
    const view = cameraView(inside, [houseNorth], { hasBuildingData: false })!
    expect(view.assumed).toEqual(['bearing', 'no-building-data', 'position'])
    expect(view.ownBuildingIgnored).toBe(true)
    expect(view.visibleShare).toBeCloseTo(1, 12)
  })
})
