import { describe, expect, it } from 'vitest'
import { depthAtDensity, farEdge, groundRangeAtDepth, nearEdge, openingAngle } from './lens'

const fullHd = { pixels: 1920, width: 5.37, height: 3.02, focal: 4, mount: 6, target: 1.5, tilt: 15 }
const fourMp = { pixels: 2560, width: 5.37, height: 3.02, focal: 6, mount: 6, target: 1.5, tilt: 12 }
const plates = { pixels: 3840, width: 7.18, height: 4.04, focal: 12, mount: 6.5, target: 0.6, tilt: 10 }
const gapFiller = { pixels: 704, width: 4.8, height: 3.6, focal: 4, mount: 5, target: 1.5, tilt: 15 }

describe('lens and density', () => {
  it.each([
    [fullHd, 67.7, 41.4, [57.2, 22.9, 11.4, 5.7], [71.5, 35.8, 17.9, 11.4, 5.7, 2.9]],
    [fourMp, 48.2, 28.3, [114.4, 45.8, 22.9, 11.4], [143, 71.5, 35.8, 22.9, 11.4, 5.7]],
    [plates, 33.3, 19.1, [256.7, 102.7, 51.3, 25.7], [320.9, 160.4, 80.2, 51.3, 25.7, 12.8]],
    [gapFiller, 61.9, 48.5, [23.5, 9.4, 4.7, 2.3], [29.3, 14.7, 7.3, 4.7, 2.3, 1.2]],
  ])('%o', (camera, hfov, vfov, depths2015, depths2025) => {
    const angle = openingAngle(camera.width, camera.focal)
    expect(angle).toBeCloseTo(hfov, 0)
    expect(Math.abs(openingAngle(camera.height, camera.focal) - vfov)).toBeLessThan(0.06)
    const depth = (density: number) => Math.round(depthAtDensity(camera.pixels, angle, density) * 10) / 10
    expect([25, 62.5, 125, 250].map(depth)).toEqual(depths2015)
    expect([20, 40, 80, 125, 250, 500].map(depth)).toEqual(depths2025)
  })

  it('agrees with published picture sizes: 2/3" f25 at 16 m sees 5.63 × 4.22 m, 1/3" f35 sees 2.19 × 1.65 m', () => {
    const sizeAt16m = (sensor: number, focal: number) => 32 * Math.tan((openingAngle(sensor, focal) * Math.PI) / 360)
    expect(sizeAt16m(8.8, 25)).toBeCloseTo(5.63, 2)
    expect(sizeAt16m(6.6, 25)).toBeCloseTo(4.22, 2)
    expect(sizeAt16m(4.8, 35)).toBeCloseTo(2.19, 2)
    expect(sizeAt16m(3.6, 35)).toBeCloseTo(1.65, 2)
  })

  it('spreads pixels evenly over the angle where no rectilinear lens exists', () => {
    expect(depthAtDensity(7680, 360, 40)).toBeCloseTo(7680 / (2 * Math.PI * 40), 9)
  })
})

describe('edges of the picture on the ground', () => {
  it.each([
    [fullHd, 6.27, 8.36, Number.POSITIVE_INFINITY],
    [fourMp, 9.18, 12.23, Number.POSITIVE_INFINITY],
    [plates, 16.6, 18.3, 760],
    [gapFiller, 4.29, 6.12, Number.POSITIVE_INFINITY],
  ])('%o', (camera, near, deadZone, far) => {
    const vfov = openingAngle(camera.height, camera.focal)
    expect(Math.abs(nearEdge(camera.mount - camera.target, camera.tilt, vfov) - near)).toBeLessThan(0.06)
    expect(Math.abs(nearEdge(camera.mount, camera.tilt, vfov) - deadZone)).toBeLessThan(0.06)
    const upper = farEdge(camera.mount - camera.target, camera.tilt, vfov)
    expect(upper === far || Math.abs(upper - far) < 15).toBe(true)
  })

  it('puts the gap filler`s recognition inside its own dead zone', () => {
    const hfov = openingAngle(gapFiller.width, gapFiller.focal)
    const range = (density: number) => groundRangeAtDepth(depthAtDensity(704, hfov, density), 3.5, 15)
    expect(range(125)).toBeCloseTo(3.9, 1)
    expect(range(250)).toBeCloseTo(1.5, 1)
    expect(range(25)).toBeCloseTo(23.4, 1)
    expect(range(62.5)).toBeCloseTo(8.8, 1)
  })

  it('has no edge for a camera below the target plane, and none below a camera that looks straight down', () => {
    expect(nearEdge(-1, 15, 40)).toBe(0)
    expect(farEdge(-1, 60, 40)).toBe(Number.POSITIVE_INFINITY)
    expect(nearEdge(5, 90, 40)).toBe(0)
    expect(groundRangeAtDepth(10, 5, 90)).toBe(Number.POSITIVE_INFINITY)
    expect(groundRangeAtDepth(4, 5, 90)).toBe(0)
  })
})
