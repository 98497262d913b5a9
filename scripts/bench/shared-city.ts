/** A generated city in memory that threads share: houses of four corners, cameras, and a place for every tile's counts. */
import { TILE_CELLS, type TileNumber, tilesTouching } from '../../server/domain/coverage-tiles'
import { indexLocalOutlines, type LocalOutline, type Obstacles } from '../../server/domain/obstacles'
import type { Bounds } from '../../server/domain/raster'
import type { Sector } from '../../server/domain/viewshed'
import { LARGE_CITY_FRAME, type LargeCity } from './large-city'

export interface SharedCity {
  /** Eight coordinates and a height per house. */
  houses: Float64Array
  /** x, y, height, bearing (NaN: all round), hfov, near and far per camera. */
  cameras: Float64Array
  tiles: TileNumber[]
  /** TILE_CELLS counts per tile, in the order of `tiles`. */
  counts: Uint16Array
}

const HOUSE = 9
const CAMERA = 7
const SQUARE_M = 125
const FARTHEST_M = 101
const TARGET_HEIGHT_M = 1.5

export function sharedCity({ outlines, sectors }: LargeCity): SharedCity {
  const houses = new Float64Array(new SharedArrayBuffer(outlines.length * HOUSE * 8))
  outlines.forEach(({ rings, heightM }, i) => {
    houses.set(rings[0], i * HOUSE)
    houses[i * HOUSE + 8] = heightM!
  })
  const cameras = new Float64Array(new SharedArrayBuffer(sectors.length * CAMERA * 8))
  const reached = new Map<string, TileNumber>()
  sectors.forEach(({ x, y, heightM, bearing, hfov, nearM, farM }, i) => {
    cameras.set([x, y, heightM, bearing ?? Number.NaN, hfov, nearM, farM], i * CAMERA)
    const box: Bounds = [x - FARTHEST_M, y - FARTHEST_M, x + FARTHEST_M, y + FARTHEST_M]
    for (const tile of tilesTouching(box)) reached.set(`${tile.column},${tile.row}`, tile)
  })
  const tiles = [...reached.values()].sort((a, b) => a.row - b.row || a.column - b.column)
  return { houses, cameras, tiles, counts: new Uint16Array(new SharedArrayBuffer(tiles.length * TILE_CELLS * 2)) }
}

export function sectorsOf({ cameras }: SharedCity): Sector[] {
  return Array.from({ length: cameras.length / CAMERA }, (_, i) => {
    const [x, y, heightM, bearing, hfov, nearM, farM] = cameras.subarray(i * CAMERA, (i + 1) * CAMERA)
    const towards = Number.isNaN(bearing) ? null : bearing
    return { x, y, heightM, bearing: towards, hfov, nearM, farM, targetHeightM: TARGET_HEIGHT_M }
  })
}

/** Finds the houses near a box; made anew by every thread, which is part of what is measured. */
export function houseFinder({ houses }: SharedCity): (bounds: Bounds) => Obstacles {
  const squares = new Map<number, number[]>()
  for (let at = 0; at < houses.length; at += HOUSE) {
    const key = keyOf(Math.floor(houses[at] / SQUARE_M), Math.floor(houses[at + 1] / SQUARE_M))
    const there = squares.get(key)
    if (there) there.push(at)
    else squares.set(key, [at])
  }
  return ([minX, minY, maxX, maxY]) => {
    const found: LocalOutline[] = []
    // A house reaches less than a square beyond its first corner.
    for (let row = Math.floor(minY / SQUARE_M) - 1; row * SQUARE_M <= maxY + SQUARE_M; row++)
      for (let column = Math.floor(minX / SQUARE_M) - 1; column * SQUARE_M <= maxX + SQUARE_M; column++)
        for (const at of squares.get(keyOf(column, row)) ?? [])
          if (isNear(houses, at, minX, minY, maxX, maxY))
            found.push({ rings: [houses.subarray(at, at + 8)], heightM: houses[at + 8] })
    return indexLocalOutlines(found, LARGE_CITY_FRAME)
  }
}

const keyOf = (column: number, row: number) => (row + 1000) * 4000 + column + 1000

function isNear(houses: Float64Array, at: number, minX: number, minY: number, maxX: number, maxY: number): boolean {
  const [ax, ay, bx, by, cx, cy, dx, dy] = houses.subarray(at, at + 8)
  return (
    Math.max(ax, bx, cx, dx) >= minX &&
    Math.min(ax, bx, cx, dx) <= maxX &&
    Math.max(ay, by, cy, dy) >= minY &&
    Math.min(ay, by, cy, dy) <= maxY
  )
}
