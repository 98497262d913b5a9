/** Vector tiles of what cameras see: the browser's workers cut them up, so that a map of thousands stays fluid. */
import type { Connection } from '../../db/client'
import { viewshedsInBox } from '../../db/queries/viewsheds'
import { withinTime } from '../../db/within-time'
import type { Caller } from '../domain/access'
import { isWorking } from './coverage-cameras'
import { boxOfTile, encodeTile, isTileAddress, TILE_QUERY_MS, type Tile, type TileAddress } from './vector-tile'

/** From afar nobody can tell one from another. */
export const VIEWSHEDS_FROM_ZOOM = 14

/** The viewsheds in scope that touch the tile: `id` of the camera, `assumed`, `effective`. Null: no tile at this address. */
export async function viewshedTile({ db }: Connection, caller: Caller, address: TileAddress): Promise<Tile | null> {
  if (!isTileAddress(address) || address.z < VIEWSHEDS_FROM_ZOOM) return null
  const rows = await withinTime(db, TILE_QUERY_MS, (tx) => viewshedsInBox(tx, caller, boxOfTile(address)))
  return encodeTile(address, {
    viewshed: rows.map(({ cameraId, state, geometry, isAssumed }) => ({
      type: 'Feature',
      geometry,
      properties: { id: cameraId, assumed: isAssumed, effective: isWorking(state) },
    })),
  })
}
