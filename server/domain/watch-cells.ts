/** The cells of what must be seen: which lie inside the boundary, on a street, in a viewshed. */
import type { MultiPolygon, Polygon } from 'geojson'
import { type LocalFrame, localFrame } from './frame'
import type { Outline } from './obstacles'
import { type Bounds, fillGeometry, localPolygons, type Raster, rasterOver } from './raster'
import { fillStreet, type Street } from './streets'

const INSIDE = 1
const STREET = 2
const SEEN = 4
/** The value of a street cell inside the boundary that no viewshed holds. */
export const UNSEEN_STREET = INSIDE | STREET

export const isStreet = (cell: number) => (cell & UNSEEN_STREET) === UNSEEN_STREET
export const isSeen = (cell: number) => (cell & SEEN) !== 0

const CELL_M = 2
const MOST_CELLS = 25e6

/** The raster over a boundary's box, at 2 m cells unless told; coarser when that would be more than 25 million. */
export function rasterOf(boundary: Polygon | MultiPolygon, cellM = CELL_M): Raster {
  const frame = frameOver(boundary)
  const bounds = boundsOf(boundary, frame)
  const boxM2 = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])
  return rasterOver(frame, bounds, Math.max(cellM, Math.sqrt(boxM2 / MOST_CELLS)))
}

export interface WatchGround {
  boundary: Polygon | MultiPolygon
  roads: readonly Street[]
  viewsheds: readonly (Polygon | MultiPolygon)[]
  buildings?: readonly Outline[]
}

/** The frame about the middle of the boundary's box. */
function frameOver(boundary: Polygon | MultiPolygon): LocalFrame {
  const positions = boundary.type === 'Polygon' ? boundary.coordinates.flat() : boundary.coordinates.flat(2)
  if (positions.length === 0) throw new RangeError('boundary must have at least one ring, got none')
  const middle = (axis: 0 | 1) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const position of positions) {
      least = Math.min(least, position[axis])
      most = Math.max(most, position[axis])
    }
    return (least + most) / 2
  }
  return localFrame([middle(0), middle(1)])
}

function boundsOf(boundary: Polygon | MultiPolygon, frame: LocalFrame): Bounds {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [shell] of localPolygons(boundary, frame))
    for (let i = 0; i < shell.length; i += 2) {
      bounds[0] = Math.min(bounds[0], shell[i])
      bounds[1] = Math.min(bounds[1], shell[i + 1])
      bounds[2] = Math.max(bounds[2], shell[i])
      bounds[3] = Math.max(bounds[3], shell[i + 1])
    }
  return bounds
}

/** One byte of flags per cell; ground under buildings is no street. */
export function markCells(raster: Raster, { boundary, roads, viewsheds, buildings = [] }: WatchGround): Uint8Array {
  const cells = new Uint8Array(raster.columns * raster.rows)
  const mark = (flag: number) => (from: number, to: number) => {
    for (let cell = from; cell < to; cell++) cells[cell] |= flag
  }
  fillGeometry(raster, boundary, mark(INSIDE))
  for (const road of roads) fillStreet(raster, road, mark(STREET))
  for (const viewshed of viewsheds) fillGeometry(raster, viewshed, mark(SEEN))
  for (const { geometry, role } of buildings)
    if (role !== 'zone')
      fillGeometry(raster, geometry, (from, to) => {
        for (let cell = from; cell < to; cell++) cells[cell] &= ~STREET
      })
  return cells
}

/** Street cells inside the boundary, and how many of them are seen. */
export function countStreetCells(cells: Uint8Array): { street: number; seen: number } {
  let street = 0
  let seen = 0
  for (const cell of cells) {
    if (!isStreet(cell)) continue
    street++
    if (isSeen(cell)) seen++
  }
  return { street, seen }
}
