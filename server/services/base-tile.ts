/** Vector tiles of the base map, encoded here so that both databases take the same path. Cached until something is imported. */
import { createHash } from 'node:crypto'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import { sql } from 'drizzle-orm'
import GeoJSONVT from 'geojson-vt'
import { LRUCache } from 'lru-cache'
import type { Connection } from '../../db/client'
import { BASE_LAYERS, baseFeatures } from '../../db/queries/base-map'
import type { Box } from '../../db/queries/buildings'

export interface Tile {
  bytes: Uint8Array<ArrayBuffer>
  etag: string
}

export const LARGEST_ZOOM = 16
const EXTENT = 4096
const BUFFER = 64
const cache = new LRUCache<string, Promise<Tile>>({ max: 2_000 })

const lngOf = (x: number, n: number) => (x / n) * 360 - 180
const latOf = (y: number, n: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / n))) * 180) / Math.PI

/** The tile's box with its buffer. */
function boxOf(z: number, x: number, y: number): Box {
  const n = 2 ** z
  const margin = BUFFER / EXTENT
  return [lngOf(x - margin, n), latOf(y + 1 + margin, n), lngOf(x + 1 + margin, n), latOf(y - margin, n)]
}

async function encode({ db }: Connection, z: number, x: number, y: number): Promise<Tile> {
  const layers: Parameters<typeof fromGeojsonVt>[0] = {}
  for (const layer of BASE_LAYERS) {
    const features = await baseFeatures(db, layer, z, boxOf(z, x, y))
    if (features.length === 0) continue
    const tile = new GeoJSONVT(
      { type: 'FeatureCollection', features },
      { maxZoom: z, indexMaxZoom: 0, extent: EXTENT, buffer: BUFFER, tolerance: 0 },
    ).getTile(z, x, y)
    if (tile) layers[layer] = tile as (typeof layers)[string]
  }
  const bytes = new Uint8Array(fromGeojsonVt(layers, { version: 2, extent: EXTENT }))
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}

/** Which data the cached tiles were made from; any finished import changes it, and the city that one may make after it. */
async function dataVersion({ db }: Connection): Promise<string> {
  const { rows } = await db.execute<{ version: string }>(
    sql`SELECT concat_ws('-', (SELECT max(id) FROM import_runs), (SELECT max(id) FROM jurisdictions)) AS version`,
  )
  return rows[0].version
}

/** The tile, or null when there is none at this address. */
export async function baseTile(connection: Connection, z: number, x: number, y: number): Promise<Tile | null> {
  const isTile =
    [z, x, y].every(Number.isInteger) && z >= 0 && z <= LARGEST_ZOOM && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z
  if (!isTile) return null
  const key = `${await dataVersion(connection)}/${z}/${x}/${y}`
  const cached = cache.get(key)
  if (cached) return cached
  const made = encode(connection, z, x, y)
  cache.set(key, made)
  made.catch(() => cache.delete(key))
  return made
}
