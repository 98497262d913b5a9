/** Vector tiles, encoded here so that both databases take the same path. */
import { createHash } from 'node:crypto'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import GeoJSONVT from 'geojson-vt'
import type { Box } from '../../db/queries/buildings'

export interface Tile {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

export interface TileAddress {
  z: number
  x: number
  y: number
}

export const LARGEST_ZOOM = 16
/** A tile whose query takes longer is not worth waiting for. */
export const TILE_QUERY_MS = 2_000
const EXTENT = 4096
const BUFFER = 64

const lngOf = (x: number, n: number) => (x / n) * 360 - 180
const latOf = (y: number, n: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / n))) * 180) / Math.PI

export const isTileAddress = ({ z, x, y }: TileAddress) =>
  [z, x, y].every(Number.isInteger) && z >= 0 && z <= LARGEST_ZOOM && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z

/** The tile's box with its buffer. */
export function boxOfTile({ z, x, y }: TileAddress): Box {
  const n = 2 ** z
  const margin = BUFFER / EXTENT
  return [lngOf(x - margin, n), latOf(y + 1 + margin, n), lngOf(x + 1 + margin, n), latOf(y - margin, n)]
}

/** One tile of these layers; a layer without features is left out. */
export function encodeTile({ z, x, y }: TileAddress, layers: Record<string, Feature[]>): Tile {
  const encoded: Parameters<typeof fromGeojsonVt>[0] = {}
  for (const [name, features] of Object.entries(layers)) {
    if (features.length === 0) continue
    const options = { maxZoom: z, indexMaxZoom: 0, extent: EXTENT, buffer: BUFFER, tolerance: 0 }
    const tile = new GeoJSONVT({ type: 'FeatureCollection', features }, options).getTile(z, x, y)
    if (tile) encoded[name] = tile as (typeof encoded)[string]
  }
  const bytes = new Uint8Array(fromGeojsonVt(encoded, { version: 2, extent: EXTENT }))
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}
