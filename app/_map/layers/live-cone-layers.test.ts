import { describe, expect, it } from 'vitest'
import { localFrame } from '../../../server/domain/frame'
import { PALETTES } from '../palette'
import { coneRing, liveConeLayers } from './live-cone-layers'

const AT: [number, number] = [126.2, 45.4]
const CONE = { bearing: 350, hfov: 40, nearM: 5, farM: 60 }

describe('the live cone', () => {
  it('lies between its near and its far edge, within its angle', () => {
    const frame = localFrame(AT)
    for (const [lng, lat] of coneRing(AT, CONE)) {
      const [x, y] = frame.toLocal(lng, lat)
      expect([5, 60].some((radiusM) => Math.abs(Math.hypot(x, y) - radiusM) < 1e-6)).toBe(true)
      const off = ((Math.atan2(x, y) * 180) / Math.PI - CONE.bearing + 540) % 360
      expect(Math.abs(off - 180)).toBeLessThan(20 + 1e-6)
    }
  })

  it('is not drawn where the camera sees no ground', () => {
    const live = { ...CONE, cone: 'live' as const, deadZoneM: 5, ranges: [], assumed: [] }
    expect(liveConeLayers(AT, live, PALETTES.light)).toHaveLength(1)
    expect(liveConeLayers(AT, { ...live, farM: 5 }, PALETTES.light)).toEqual([])
    expect(liveConeLayers(AT, null, PALETTES.light)).toEqual([])
  })
})
