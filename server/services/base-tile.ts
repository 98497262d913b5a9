/** Vector tiles of the base map. Cached until something is imported, or a jurisdiction changes. */
import { sql } from 'drizzle-orm'
import type { Feature } from 'geojson'
import { LRUCache } from 'lru-cache'
import type { Connection } from '../../db/client'
import { BASE_LAYERS, baseFeatures } from '../../db/queries/base-map'
import { withinTime } from '../../db/within-time'
import { boxOfTile, encodeTile, isTileAddress, TILE_QUERY_MS, type Tile, type TileAddress } from './vector-tile'

const cache = new LRUCache<string, Promise<Tile>>({ max: 2_000 })

async function encode({ db }: Connection, address: TileAddress): Promise<Tile> {
  const layers: Record<string, Feature[]> = {}
  await withinTime(db, TILE_QUERY_MS, async (tx) => {
    for (const layer of BASE_LAYERS) layers[layer] = await baseFeatures(tx, layer, address.z, boxOfTile(address))
  })
  return encodeTile(address, layers)
}

/** Which data the cached tiles were made from; any finished import changes it, and any edit of a jurisdiction. */
async function dataVersion({ db }: Connection): Promise<string> {
  const { rows } = await db.execute<{ version: string }>(
    sql`SELECT concat_ws('-', (SELECT max(id) FROM import_runs), (SELECT md5(string_agg(id || '.' || version, ' ' ORDER BY id)) FROM jurisdictions)) AS version`,
  )
  return rows[0].version
}

/** The tile, or null when there is none at this address. */
export async function baseTile(connection: Connection, z: number, x: number, y: number): Promise<Tile | null> {
  if (!isTileAddress({ z, x, y })) return null
  const key = `${await dataVersion(connection)}/${z}/${x}/${y}`
  const cached = cache.get(key)
  if (cached) return cached
  const made = encode(connection, { z, x, y })
  cache.set(key, made)
  made.catch(() => cache.delete(key))
  return made
}
