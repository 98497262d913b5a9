import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { cornersOf, drawnPolygon, positionInside, ringAreaM2, shapeProblem } from './drawn-area'
import { localFrame } from './frame'

const FRAME = localFrame([126.2, 45.42])
const at = (x: number, y: number): Position => FRAME.toLngLat(x, y)
const BLOCK = [at(0, 0), at(100, 0), at(100, 50), at(0, 50)]

/** A ring about the origin whose corners go once round, so that it never crosses itself. */
const star = fc
  .array(fc.double({ min: 5, max: 400, noNaN: true }), { minLength: 3, maxLength: 40 })
  .map((radii) => radii.map((radius, i) => around(radius, (2 * Math.PI * (i + 0.5)) / radii.length)))
const around = (radius: number, angle: number) => at(radius * Math.cos(angle), radius * Math.sin(angle))

describe('a drawn shape', () => {
  it('is as large as a person would measure', () => {
    expect(ringAreaM2(BLOCK)).toBeCloseTo(5_000, 2)
    expect(ringAreaM2([...BLOCK, BLOCK[0]].reverse())).toBeCloseTo(5_000, 2)
    expect(ringAreaM2(BLOCK.slice(0, 2))).toBe(0)
  })

  it('is closed and counter-clockwise, whichever way it was drawn, and holds a double click once', () => {
    const expected = drawnPolygon(BLOCK)
    expect(expected.coordinates[0]).toEqual([...BLOCK, BLOCK[0]])
    const backwards = drawnPolygon(BLOCK.toReversed()).coordinates[0]
    expect(ringAreaM2(backwards)).toBeCloseTo(5_000, 2)
    expect(new Set(backwards.map(String))).toEqual(new Set(BLOCK.map(String)))
    expect(drawnPolygon([...BLOCK, BLOCK[3], BLOCK[0]])).toEqual(expected)
    expect(cornersOf([BLOCK[0]])).toEqual([BLOCK[0]])
  })

  it.each([
    ['too-few-corners', [at(0, 0), at(9, 0), at(9, 0)]],
    ['too-small', [at(0, 0), at(0.9, 0), at(0.9, 0.9)]],
    ['crosses-itself', [at(0, 0), at(100, 0), at(0, 50), at(100, 50)]],
    ['crosses-itself', [at(0, 0), at(50, 25), at(100, 0), at(100, 50), at(50, 25), at(0, 50)]],
    ['too-large', [at(0, 0), at(23_000, 0), at(23_000, 23_000), at(0, 23_000)]],
    ['too-large', [at(0, 0), [128, 45.42], at(0, 10)]],
    ['not-a-position', [at(0, 0), [200, 45.42], at(0, 10)]],
    ['too-many-corners', Array.from({ length: 2_001 }, (_, i) => around(1_000, (2 * Math.PI * i) / 2_001))],
  ] as [string, Position[]][])('is refused: %s', (reason, ring) => {
    expect(shapeProblem(ring)).toMatchObject({ reason })
    expect(() => drawnPolygon(ring)).toThrow(/^geometry: /)
  })

  it('is taken at the limits', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => around(1_000, (2 * Math.PI * i) / 2_000))
    expect(shapeProblem(many)).toBeNull()
    expect(shapeProblem([at(0, 0), at(22_000, 0), at(22_000, 22_000), at(0, 22_000)])).toBeNull()
  })

  it('holds the position that stands for it, whatever its shape', () => {
    const horseshoe = [at(0, 0), at(90, 0), at(90, 90), at(60, 90), at(60, 30), at(30, 30), at(30, 90), at(0, 90)]
    for (const ring of [BLOCK, horseshoe])
      expect(booleanPointInPolygon([...positionInside(ring)], drawnPolygon(ring))).toBe(true)
    fc.assert(
      fc.property(star, (ring) => {
        expect(booleanPointInPolygon([...positionInside(ring)], drawnPolygon(ring))).toBe(true)
      }),
      { seed: 1 },
    )
  })
})
