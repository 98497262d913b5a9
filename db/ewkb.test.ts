import { describe, expect, it } from 'vitest'
import { parseEwkb } from './ewkb'

const POINT = 1
const LINE = 2
const POLYGON = 3
const MULTI = 3
const SRID_FLAG = 0x20000000

type Position = [number, number]

/** Well-known binary made by hand, in either byte order, with or without PostGIS's SRID. OGC 06-103r4 §8.2. */
class Wkb {
  private readonly parts: Buffer[] = []
  constructor(readonly isLittle: boolean) {}

  uint32(value: number): this {
    const bytes = Buffer.alloc(4)
    if (this.isLittle) bytes.writeUInt32LE(value)
    else bytes.writeUInt32BE(value)
    this.parts.push(bytes)
    return this
  }

  position(position: Position): this {
    for (const value of position) {
      const bytes = Buffer.alloc(8)
      if (this.isLittle) bytes.writeDoubleLE(value)
      else bytes.writeDoubleBE(value)
      this.parts.push(bytes)
    }
    return this
  }

  header(type: number, srid?: number): this {
    this.parts.push(Buffer.from([this.isLittle ? 1 : 0]))
    this.uint32(srid === undefined ? type : (type | SRID_FLAG) >>> 0)
    return srid === undefined ? this : this.uint32(srid)
  }

  positions(list: readonly Position[]): this {
    this.uint32(list.length)
    for (const position of list) this.position(position)
    return this
  }

  hex = () => Buffer.concat(this.parts).toString('hex')
}

const RING: Position[] = [
  [0.1, 0.2],
  [1 / 3, 1e-9],
  [126.123456789012, 45.987654321098],
  [0.1, 0.2],
]
const HOLE: Position[] = RING.map(([x, y]) => [x / 2, y / 2])

describe.each([
  ['little-endian', true],
  ['big-endian', false],
])('a %s geometry', (_order, isLittle) => {
  const wkb = () => new Wkb(isLittle)

  it('is a point, to the last digit, with and without SRID', () => {
    const expected = { type: 'Point', coordinates: RING[2] }
    expect(parseEwkb(wkb().header(POINT, 4326).position(RING[2]).hex())).toEqual(expected)
    expect(parseEwkb(wkb().header(POINT).position(RING[2]).hex().toUpperCase())).toEqual(expected)
  })

  it('is a line', () => {
    expect(parseEwkb(wkb().header(LINE, 4326).positions(RING).hex())).toEqual({ type: 'LineString', coordinates: RING })
    expect(parseEwkb(wkb().header(LINE).uint32(0).hex())).toEqual({ type: 'LineString', coordinates: [] })
  })

  it('is a polygon with a hole', () => {
    const hex = wkb().header(POLYGON, 4326).uint32(2).positions(RING).positions(HOLE).hex()
    expect(parseEwkb(hex)).toEqual({ type: 'Polygon', coordinates: [RING, HOLE] })
  })

  it('is many points', () => {
    const hex = wkb()
      .header(POINT + MULTI, 4326)
      .uint32(2)
      .header(POINT)
      .position(RING[0])
      .header(POINT)
      .position(RING[1])
      .hex()
    expect(parseEwkb(hex)).toEqual({ type: 'MultiPoint', coordinates: [RING[0], RING[1]] })
  })

  it('is many lines', () => {
    const hex = wkb()
      .header(LINE + MULTI, 4326)
      .uint32(2)
      .header(LINE)
      .positions(RING)
      .header(LINE)
      .positions(HOLE)
      .hex()
    expect(parseEwkb(hex)).toEqual({ type: 'MultiLineString', coordinates: [RING, HOLE] })
  })

  it('is many polygons', () => {
    const hex = wkb()
      .header(POLYGON + MULTI, 4326)
      .uint32(2)
      .header(POLYGON)
      .uint32(1)
      .positions(RING)
      .header(POLYGON)
      .uint32(2)
      .positions(RING)
      .positions(HOLE)
      .hex()
    expect(parseEwkb(hex)).toEqual({ type: 'MultiPolygon', coordinates: [[RING], [RING, HOLE]] })
  })
})

describe('what is no such geometry', () => {
  it.each([
    ['a collection', new Wkb(true).header(7, 4326).uint32(0).hex()],
    [
      'three-dimensional',
      new Wkb(true)
        .header(0x80000000 + POINT)
        .position([1, 2])
        .position([3, 4])
        .hex(),
    ],
    ['cut short', new Wkb(true).header(LINE, 4326).uint32(5).position([1, 2]).hex()],
    ['empty', ''],
  ])('is refused: %s', (_what, hex) => {
    expect(() => parseEwkb(hex)).toThrow(RangeError)
  })
})
