/** Reads PostGIS EWKB (hex, as `pg` delivers a geometry column) into GeoJSON, without losing digits to text. OGC 06-103r4 §8.2, plus PostGIS's SRID flag. */
import type { Geometry, Position } from 'geojson'

const SRID_FLAG = 0x20000000

class EwkbReader {
  private offset = 0
  private littleEndian = true
  constructor(private readonly view: DataView) {}

  private uint32(): number {
    this.offset += 4
    return this.view.getUint32(this.offset - 4, this.littleEndian)
  }

  private position(): Position {
    this.offset += 16
    return [
      this.view.getFloat64(this.offset - 16, this.littleEndian),
      this.view.getFloat64(this.offset - 8, this.littleEndian),
    ]
  }

  private list<T>(read: () => T): T[] {
    return Array.from({ length: this.uint32() }, read)
  }

  private positions = () => this.list(() => this.position())
  private rings = () => this.list(this.positions)
  private parts = <T>() => this.list(() => (this.geometry() as unknown as { coordinates: T }).coordinates)

  geometry(): Geometry {
    this.littleEndian = this.view.getUint8(this.offset++) === 1
    const header = this.uint32()
    if (header & SRID_FLAG) this.uint32()
    const type = (header & ~SRID_FLAG) >>> 0
    switch (type) {
      case 1:
        return { type: 'Point', coordinates: this.position() }
      case 2:
        return { type: 'LineString', coordinates: this.positions() }
      case 3:
        return { type: 'Polygon', coordinates: this.rings() }
      case 4:
        return { type: 'MultiPoint', coordinates: this.parts<Position>() }
      case 5:
        return { type: 'MultiLineString', coordinates: this.parts<Position[]>() }
      case 6:
        return { type: 'MultiPolygon', coordinates: this.parts<Position[][]>() }
      default:
        throw new RangeError(`EWKB geometry type: expected 1 to 6 (two-dimensional), got ${type}`)
    }
  }
}

export function parseEwkb(hex: string): Geometry {
  const bytes = Buffer.from(hex, 'hex')
  return new EwkbReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)).geometry()
}
