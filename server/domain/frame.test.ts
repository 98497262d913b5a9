import { describe, expect, it } from 'vitest'
import { localFrame, northAt } from './frame'

const A = 6378137
const B = A * (1 - 1 / 298.257223563)
const rad = (degrees: number) => (degrees * Math.PI) / 180

/** Oracle: geodesic length on WGS 84 after Vincenty (1975), good to 0.1 mm. */
function vincenty([lng1, lat1]: number[], [lng2, lat2]: number[]): number {
  const f = 1 - B / A
  const u1 = Math.atan((1 - f) * Math.tan(rad(lat1)))
  const u2 = Math.atan((1 - f) * Math.tan(rad(lat2)))
  const l = rad(lng2 - lng1)
  let lambda = l
  for (let i = 0; ; i++) {
    const sinSigma = Math.hypot(
      Math.cos(u2) * Math.sin(lambda),
      Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda),
    )
    const cosSigma = Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(lambda)
    const sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = (Math.cos(u1) * Math.cos(u2) * Math.sin(lambda)) / sinSigma
    const cos2Alpha = 1 - sinAlpha ** 2
    const cos2M = cosSigma - (2 * Math.sin(u1) * Math.sin(u2)) / cos2Alpha
    const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha))
    const next = l + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * (cos2M + c * cosSigma * (2 * cos2M ** 2 - 1)))
    if (Math.abs(next - lambda) < 1e-14 || i > 50) {
      const k = (cos2Alpha * (A * A - B * B)) / (B * B)
      const a = 1 + (k / 16384) * (4096 + k * (-768 + k * (320 - 175 * k)))
      const b = (k / 1024) * (256 + k * (-128 + k * (74 - 47 * k)))
      const inner = cosSigma * (2 * cos2M ** 2 - 1) - (b / 6) * cos2M * (4 * sinSigma ** 2 - 3) * (4 * cos2M ** 2 - 3)
      return B * a * (sigma - b * sinSigma * (cos2M + (b / 4) * inner))
    }
    lambda = next
  }
}

const HARBIN = [126.535, 45.803] as const
const ORIGINS = [HARBIN, [11.576, 48.1375], [-74.007, 40.736], [0, 0.001], [18.4, -33.9], [179.99, 66]] as const

describe('localFrame', () => {
  it.each(ORIGINS)('keeps lengths within 1 mm up to 5 km from %s, %s', (lng, lat) => {
    const frame = localFrame([lng, lat])
    for (let i = 0; i < 24; i++) {
      const [x, y] = [5000 * Math.cos(i), 5000 * Math.sin(i)]
      expect(Math.abs(vincenty([lng, lat], frame.toLngLat(x, y)) - 5000)).toBeLessThan(1e-3)
    }
  })

  it.each(ORIGINS)('comes back from metres within 1e-8 m at %s, %s', (lng, lat) => {
    const frame = localFrame([lng, lat])
    for (let i = 0; i < 50; i++) {
      const [x, y] = [i * 400 * Math.cos(i * 7), i * 400 * Math.sin(i * 7)]
      const [backX, backY] = frame.toLocal(...frame.toLngLat(x, y))
      expect(Math.hypot(backX - x, backY - y)).toBeLessThan(1e-8)
    }
  })

  it('has x to the east and y to the north', () => {
    const frame = localFrame(HARBIN)
    expect(frame.toLocal(...HARBIN)).toEqual([0, 0])
    const [eastX, eastY] = frame.toLocal(HARBIN[0] + 0.001, HARBIN[1])
    const [northX, northY] = frame.toLocal(HARBIN[0], HARBIN[1] + 0.001)
    expect(eastX).toBeCloseTo(77.74, 1)
    expect(Math.abs(eastY)).toBeLessThan(1e-3)
    expect(northY).toBeCloseTo(111.14, 1)
    expect(Math.abs(northX)).toBeLessThan(1e-9)
  })

  it('tells where north is away from its own meridian', () => {
    const frame = localFrame(HARBIN)
    expect(northAt(frame, ...HARBIN)).toBe(0)
    const turn = northAt(frame, ...frame.toLngLat(5000, 1000))
    const expected = -(5000 * Math.tan(rad(HARBIN[1])) * 180) / (Math.PI * 6.39e6)
    expect(Math.abs(turn - expected)).toBeLessThan(2e-4)
  })

  it('refuses an origin that is no place', () => {
    expect(() => localFrame([181, 0])).toThrow('origin longitude must be −180 … 180 degrees, got 181')
    expect(() => localFrame([0, 90])).toThrow(RangeError)
    expect(() => localFrame([0, Number.NaN])).toThrow(RangeError)
  })
})
