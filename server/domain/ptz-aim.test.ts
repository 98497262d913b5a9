import { describe, expect, it } from 'vitest'
import { localFrame } from './frame'
import { aimAt, bearingOf, panOf, turnOf } from './ptz-aim'
import { seededRandom } from './testing/random'

const MOUNT = { lng: 11.57, lat: 48.14, heightM: 6.5 }
const at = (eastM: number, northM: number) => localFrame([MOUNT.lng, MOUNT.lat]).toLngLat(eastM, northM)

describe('aiming at a point', () => {
  it('turns to it and looks down by what it stands above the target', () => {
    expect(aimAt(MOUNT, at(0, 5), 1.5)).toEqual({
      bearing: expect.closeTo(0, 6),
      tilt: expect.closeTo(45, 6),
      distanceM: expect.closeTo(5, 6),
    })
    expect(aimAt(MOUNT, at(-20, 0), 1.5).bearing).toBeCloseTo(270, 6)
    expect(aimAt(MOUNT, at(10, -10), 6.5)).toMatchObject({
      bearing: expect.closeTo(135, 6),
      tilt: expect.closeTo(0, 9),
    })
    expect(aimAt({ ...MOUNT, heightM: 1 }, at(0, 100), 1.5).tilt).toBeLessThan(0)
  })

  it('lets its own line of sight go through the target, wherever that is', () => {
    const random = seededRandom(20261122)
    for (let i = 0; i < 1_000; i++) {
      const [east, north] = [(random() - 0.5) * 400, (random() - 0.5) * 400]
      const targetHeightM = random() * 12
      const { bearing, tilt } = aimAt(MOUNT, at(east, north), targetHeightM)
      const alongM = Math.hypot(east, north) / Math.cos((tilt * Math.PI) / 180)
      expect(alongM * Math.cos((tilt * Math.PI) / 180) * Math.sin((bearing * Math.PI) / 180)).toBeCloseTo(east, 5)
      expect(alongM * Math.cos((tilt * Math.PI) / 180) * Math.cos((bearing * Math.PI) / 180)).toBeCloseTo(north, 5)
      expect(MOUNT.heightM - alongM * Math.sin((tilt * Math.PI) / 180)).toBeCloseTo(targetHeightM, 5)
    }
  })

  it('refuses the foot of its own mount', () => {
    expect(() => aimAt(MOUNT, [MOUNT.lng, MOUNT.lat], 1.5)).toThrow('foot of the camera')
  })
})

describe('pan and bearing', () => {
  it('are each other’s inverse, the short way round', () => {
    expect(panOf(350, 10)).toBe(20)
    expect(panOf(10, 350)).toBe(-20)
    expect(panOf(0, 180)).toBe(180)
    expect(turnOf(-180)).toBe(180)
    const random = seededRandom(7)
    for (let i = 0; i < 1_000; i++) {
      const [home, bearing] = [random() * 360, random() * 360]
      const pan = panOf(home, bearing)
      expect(pan).toBeGreaterThan(-180 - 1e-9)
      expect(pan).toBeLessThanOrEqual(180)
      expect(bearingOf(home, pan)).toBeCloseTo(bearing, 9)
    }
  })
})
