import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAMERA_KINDS, CAMERA_STATES, OWNERSHIPS, POINT_CLASSES } from './camera'
import {
  areSameCameras,
  CAMERA_FLAGS,
  type CameraColumns,
  type CameraColumnsRow,
  decodeCameraColumns,
  encodeCameraColumns,
} from './camera-columns'

const rows: fc.Arbitrary<CameraColumnsRow[]> = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
    bearing: fc.option(fc.float({ min: 0, max: 360, maxExcluded: true, noNaN: true })),
    kind: fc.constantFrom(...CAMERA_KINDS),
    state: fc.constantFrom(...CAMERA_STATES),
    ownership: fc.constantFrom(...OWNERSHIPS),
    pointClass: fc.constantFrom(...POINT_CLASSES),
    readsPlates: fc.boolean(),
    isIndoor: fc.boolean(),
    isPlanned: fc.boolean(),
    hasStream: fc.boolean(),
  }),
  { maxLength: 40 },
)

function rowAt(columns: CameraColumns, i: number): CameraColumnsRow {
  const has = (flag: number) => (columns.flags[i] & flag) !== 0
  return {
    id: columns.id[i],
    lng: columns.lng[i],
    lat: columns.lat[i],
    bearing: has(CAMERA_FLAGS.hasBearing) ? columns.bearing[i] : null,
    kind: CAMERA_KINDS[columns.kind[i]],
    state: CAMERA_STATES[columns.state[i]],
    ownership: OWNERSHIPS[columns.ownership[i]],
    pointClass: columns.pointClass[i] as CameraColumnsRow['pointClass'],
    readsPlates: has(CAMERA_FLAGS.readsPlates),
    isIndoor: has(CAMERA_FLAGS.isIndoor),
    isPlanned: has(CAMERA_FLAGS.isPlanned),
    hasStream: has(CAMERA_FLAGS.hasStream),
  }
}

describe('camera columns', () => {
  it('give back every camera as it went in', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const columns = decodeCameraColumns(encodeCameraColumns(given))
        expect(columns.count).toBe(given.length)
        expect(given.map((_, i) => rowAt(columns, i))).toEqual(given)
      }),
    )
  })

  it('are the same as long as no camera was added, lost or changed', () => {
    const given = fc.sample(rows, { seed: 1, numRuns: 50 }).flat()
    const decoded = (changed: CameraColumnsRow[]) => decodeCameraColumns(encodeCameraColumns(changed))
    expect(areSameCameras(decoded(given), decoded(given))).toBe(true)
    expect(areSameCameras(decoded(given), decoded(given.slice(1)))).toBe(false)
    for (const change of [{ lat: 3 }, { bearing: 17 }, { hasStream: !given[5].hasStream }, { id: 7 }])
      expect(areSameCameras(decoded(given), decoded(given.with(5, { ...given[5], ...change })))).toBe(false)
  })

  it('take 29 bytes a camera', () => {
    const [row] = fc.sample(
      rows.filter((list) => list.length > 0),
      1,
    )[0]
    const buffer = encodeCameraColumns(Array.from({ length: 200_000 }, () => row))
    expect(buffer.byteLength / 200_000).toBeCloseTo(29, 2)
    expect(decodeCameraColumns(buffer).count).toBe(200_000)
  })

  it('refuse what is something else, or cut short', () => {
    const buffer = encodeCameraColumns(
      fc.sample(
        rows.filter((list) => list.length > 3),
        1,
      )[0],
    )
    const other = buffer.slice(0)
    new DataView(other).setUint8(0, 0)
    for (const wrong of [
      new ArrayBuffer(0),
      new ArrayBuffer(7),
      other,
      new TextEncoder().encode('{"type":"x"}').buffer,
    ])
      expect(() => decodeCameraColumns(wrong)).toThrow(RangeError)
    for (const length of [8, 9, 16, buffer.byteLength - 9])
      expect(() => decodeCameraColumns(buffer.slice(0, length)), `${length} bytes`).toThrow(RangeError)
    const boast = buffer.slice(0)
    new DataView(boast).setUint32(4, 2 ** 32 - 1, true)
    expect(() => decodeCameraColumns(boast)).toThrow(RangeError)
  })
})
