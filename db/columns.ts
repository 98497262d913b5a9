/** PostGIS columns that speak GeoJSON. drizzle's own `geometry()` knows points only. */
import { sql } from 'drizzle-orm'
import { customType } from 'drizzle-orm/pg-core'
import type { LineString, MultiPolygon, Point, Polygon } from 'geojson'
import { parseEwkb } from './ewkb'

const geometryColumn = <T extends { type: string }>(sqlType: string) =>
  customType<{ data: T; driverData: string }>({
    dataType: () => `geometry(${sqlType}, 4326)`,
    toDriver: (value) => sql`ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(value)}), 4326)`,
    fromDriver: (hex) => parseEwkb(hex) as unknown as T,
  })

export const pointColumn = geometryColumn<Point>('Point')
export const lineColumn = geometryColumn<LineString>('LineString')
/** A polygon or a multipolygon; the column takes both. */
export const areaColumn = geometryColumn<Polygon | MultiPolygon>('Geometry')

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
})
