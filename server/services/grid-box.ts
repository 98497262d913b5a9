/** The city's grid of tiles, and boxes in it as boxes of degrees. */
import type { Polygon } from 'geojson'
import type { Queryable } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { gridOrigin, type TileRange } from '../../db/queries/coverage-tiles'
import { TILE_M } from '../domain/coverage-tiles'
import { type LocalFrame, localFrame } from '../domain/frame'
import type { Bounds } from '../domain/raster'

export const cityGrid = async (db: Queryable): Promise<LocalFrame> => localFrame(await gridOrigin(db))

/** The smallest box of degrees that holds bounds in the frame. */
export function boxOfBounds(frame: LocalFrame, [minX, minY, maxX, maxY]: readonly number[]): Box {
  const corners = [
    [minX, minY],
    [maxX, minY],
    [maxX, maxY],
    [minX, maxY],
  ].map(([x, y]) => frame.toLngLat(x, y))
  const lngs = corners.map(([lng]) => lng)
  const lats = corners.map(([, lat]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

/** The smallest bounds in the frame that hold a box of degrees. */
export function boundsOfBox(frame: LocalFrame, [west, south, east, north]: Box): Bounds {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ].map(([lng, lat]) => frame.toLocal(lng, lat))
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Bounds as a polygon of degrees, turning left. */
export function polygonOfBounds(frame: LocalFrame, [minX, minY, maxX, maxY]: Bounds): Polygon {
  const corners = [
    frame.toLngLat(minX, minY),
    frame.toLngLat(maxX, minY),
    frame.toLngLat(maxX, maxY),
    frame.toLngLat(minX, maxY),
  ]
  return { type: 'Polygon', coordinates: [[...corners, corners[0]]] }
}

/** The tiles that bounds touch. */
export const tileRange = ([minX, minY, maxX, maxY]: Bounds): TileRange => ({
  fromColumn: Math.floor(minX / TILE_M),
  fromRow: Math.floor(minY / TILE_M),
  toColumn: Math.floor(maxX / TILE_M),
  toRow: Math.floor(maxY / TILE_M),
})
