import { describe, expect, it } from 'vitest'
import { cameraSector } from './camera-view'
import { addPieces, countRaster, resolveCounts } from './count-raster'
import { footprintOf } from './footprint'
import { indexLocalOutlines, type LocalOutline } from './obstacles'
import { causeOf, PointSights, type SightCamera, type SightOptions } from './point-sights'
import { isHidden } from './sight-line'
import { castRay } from './testing/ray-oracle'
import { SCENE_FRAME, SCENE_KINDS, sceneOf } from './testing/scenes'
import { ViewGround } from './view-ground'
import { seenPieces } from './viewshed'

const OPTIONS: SightOptions = { standard: '2025', level: 'outline', targetHeightM: 1.5 }

/** Looks north from the origin: 1920 px over 67.7°, 6 m up, tilted by 15°; outline (40 px/m) reaches 35.8 m, overview 72.8 m. */
const pole: SightCamera = {
  id: 1,
  isWorking: true,
  kind: 'fixed',
  lng: SCENE_FRAME.origin[0],
  lat: SCENE_FRAME.origin[1],
  heightM: 6,
  mountKind: 'pole',
  bearing: 0,
  tilt: 15,
  hfov: null,
  vfov: null,
  focalMm: 4,
  sensorWidthMm: 5.37,
  sensorHeightMm: 3.02,
  pixelsWide: 1920,
  pixelsHigh: 1080,
  rangeM: null,
}
const box = (x: number, y: number, width: number, depth: number): number[] => [
  x,
  y,
  x + width,
  y,
  x + width,
  y + depth,
  x,
  y + depth,
]
const sightsOf = (cameras: SightCamera[], outlines: LocalOutline[] = []) =>
  new PointSights(cameras, indexLocalOutlines(outlines, SCENE_FRAME), OPTIONS)

describe('PointSights', () => {
  it('names what keeps a camera from a point', () => {
    const house = { rings: [box(-5, 20, 10, 4)], heightM: 9 }
    const garden = { rings: [box(4, 14, 6, 5)], role: 'zone' as const }
    const sights = sightsOf([pole], [house, garden])
    const limitsAt = (x: number, y: number) => sights.at(x, y).map(({ limits }) => limits)
    expect(limitsAt(0, 15)).toEqual([[]])
    expect(limitsAt(0, -15)).toEqual([])
    expect(limitsAt(0, 3)).toEqual([['dead-zone']])
    expect(limitsAt(6, 16)).toEqual([['zone']])
    expect(limitsAt(0, 30)).toEqual([['building']])
    expect(limitsAt(20, 55)).toEqual([['pixels']])
    expect(limitsAt(0, 60)).toEqual([['pixels', 'building']])
  })

  it('gives the density at the point, the best camera first', () => {
    const far = { ...pole, id: 2, lat: SCENE_FRAME.toLngLat(0, -10)[1] }
    const sights = sightsOf([far, pole, { ...pole, id: 3, isWorking: false }]).at(0, 15)
    expect(sights.map(({ cameraId, limits }) => [cameraId, limits])).toEqual([
      [1, []],
      [2, []],
      [3, ['offline']],
    ])
    // Nx·f / (w·z) with z = 15·cos 15° + 4.5·sin 15°.
    expect(sights[0].pixelsPerM).toBeCloseTo(
      (1920 * 4) / 5.37 / (15 * Math.cos(Math.PI / 12) + 4.5 * Math.sin(Math.PI / 12)),
      6,
    )
  })

  it('finds the first limit whose removal alone would show the point', () => {
    const sight = (...limits: ReturnType<PointSights['at']>[number]['limits']) => ({
      cameraId: 1,
      distanceM: 1,
      nearM: 0,
      pixelsPerM: 1,
      limits,
    })
    expect(causeOf([])).toBe('no-camera')
    expect(causeOf([sight('building'), sight('pixels')])).toBe('pixels')
    expect(causeOf([sight('offline', 'building'), sight('dead-zone')])).toBe('dead-zone')
    expect(causeOf([sight('offline', 'building')])).toBe('no-camera')
    expect(causeOf([sight('building'), sight()])).toBeNull()
  })

  it('sees a cell exactly where counting says so', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { obstacles, look } = sceneOf(seed % 2 === 0 ? 'roofs' : 'blocks', seed, 20)
      const camera = { ...pole, heightM: look.heightM, bearing: (seed * 37) % 360 }
      const sector = cameraSector(camera, footprintOf(camera, OPTIONS), SCENE_FRAME, OPTIONS)
      const { pieces, standing } = seenPieces(new ViewGround(obstacles), sector)
      const raster = countRaster(SCENE_FRAME, [-40, -40, 40, 40], 1)
      addPieces(raster, pieces, standing.x, standing.y, 1)
      const sights = new PointSights([camera], obstacles, OPTIONS)
      let unlike = 0
      resolveCounts(raster).forEach((count, cell) => {
        const [x, y] = [(cell % 80) - 39.5, Math.floor(cell / 80) - 39.5]
        if (count > 0 !== sights.at(x, y).some(({ limits }) => limits.length === 0)) unlike++
      })
      expect(unlike, `seed ${seed}`).toBeLessThanOrEqual(1)
    }
  })
})

describe('isHidden', () => {
  it('agrees with the whole ray', () => {
    let tried = 0
    for (const kind of SCENE_KINDS.filter((name) => name !== 'corners' && name !== 'slivers'))
      for (let seed = 1; seed <= 30; seed++) {
        const { obstacles, look } = sceneOf(kind, seed, 12)
        for (let i = 0; i < 40; i++) {
          const angle = i * 0.157 + 0.01
          const stretches = castRay(obstacles, { ...look, nearM: 0 }, angle, new Set())
          const distance = 1.37 + ((i * 7.3) % 75)
          // Nearer to an end than rounding, either answer is right.
          if (stretches.flat().some((end) => Math.abs(end - distance) < 1e-6)) continue
          const hidden = isHidden(obstacles, {
            ...look,
            toX: look.x + distance * Math.cos(angle),
            toY: look.y + distance * Math.sin(angle),
            isIgnored: () => false,
          })
          expect(hidden).toBe(!stretches.some(([from, to]) => distance > from && distance < to))
          tried++
        }
      }
    expect(tried).toBeGreaterThan(5000)
  })
})
