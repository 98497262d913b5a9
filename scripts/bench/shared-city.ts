/** A generated city in memory that threads share: houses of four corners, and cameras. */
import { indexLocalOutlines, type LocalOutline, type Obstacles } from '../../server/domain/obstacles'
import type { Bounds } from '../../server/domain/raster'
import type { Sector } from '../../server/domain/viewshed'
import { LARGE_CITY_FRAME, type LargeCity } from './large-city'

export interface SharedCity {
  /** Eight coordinates and a height per house. */
  houses: Float64Array
  /** x, y, height, bearing (NaN: all round), hfov, near and far per camera. */
  cameras: Float64Array
  /** Metres a side, without the streets around it. */
  sideM: number
}

const HOUSE = 9
const CAMERA = 7
const SQUARE_M = 125
const TARGET_HEIGHT_M = 1.5

export function sharedCity({ outlines, sectors, sideM }: LargeCity): SharedCity {
  const houses = new Float64Array(new SharedArrayBuffer(outlines.length * HOUSE * 8))
  outlines.forEach(({ rings, heightM }, i) => {
    houses.set(rings[0], i * HOUSE)
    houses[i * HOUSE + 8] = heightM!
  })
  const cameras = new Float64Array(new SharedArrayBuffer(sectors.length * CAMERA * 8))
  sectors.forEach(({ x, y, heightM, bearing, hfov, nearM, farM }, i) => {
    cameras.set([x, y, heightM, bearing ?? Number.NaN, hfov, nearM, farM], i * CAMERA)
  })
  return { houses, cameras, sideM }
}

/** Cameras that stand between two heights of the map, metres. */
export function sectorsBetween({ cameras }: SharedCity, minY: number, maxY: number): Sector[] {
  const sectors: Sector[] = []
  for (let at = 0; at < cameras.length; at += CAMERA) {
    if (cameras[at + 1] < minY || cameras[at + 1] >= maxY) continue
    const [x, y, heightM, bearing, hfov, nearM, farM] = cameras.subarray(at, at + CAMERA)
    const towards = Number.isNaN(bearing) ? null : bearing
    sectors.push({ x, y, heightM, bearing: towards, hfov, nearM, farM, targetHeightM: TARGET_HEIGHT_M })
  }
  return sectors
}

/** Houses between two heights of the map, metres, and those just beyond. */
export function housesBetween({ houses }: SharedCity, minY: number, maxY: number): LocalOutline[] {
  const found: LocalOutline[] = []
  for (let at = 0; at < houses.length; at += HOUSE)
    if (houses[at + 1] >= minY - SQUARE_M && houses[at + 1] < maxY + SQUARE_M)
      found.push({ rings: [houses.subarray(at, at + 8)], heightM: houses[at + 8] })
  return found
}

/** Finds houses near a box; made anew by every thread, which is part of what is measured. */
export function houseFinder(houses: readonly LocalOutline[]): (bounds: Bounds) => Obstacles {
  const squares = new Map<number, number[]>()
  houses.forEach(({ rings: [ring] }, house) => {
    const key = keyOf(Math.floor(ring[0] / SQUARE_M), Math.floor(ring[1] / SQUARE_M))
    const there = squares.get(key)
    if (there) there.push(house)
    else squares.set(key, [house])
  })
  return ([minX, minY, maxX, maxY]) => {
    const found: LocalOutline[] = []
    // A house reaches less than a square beyond its first corner.
    for (let row = Math.floor(minY / SQUARE_M) - 1; row * SQUARE_M <= maxY + SQUARE_M; row++)
      for (let column = Math.floor(minX / SQUARE_M) - 1; column * SQUARE_M <= maxX + SQUARE_M; column++)
        for (const house of squares.get(keyOf(column, row)) ?? [])
          if (isNear(houses[house].rings[0], minX, minY, maxX, maxY)) found.push(houses[house])
    return indexLocalOutlines(found, LARGE_CITY_FRAME)
  }
}

const keyOf = (column: number, row: number) => (row + 1000) * 4000 + column + 1000

function isNear(ring: ArrayLike<number>, minX: number, minY: number, maxX: number, maxY: number): boolean {
  return (
    Math.max(ring[0], ring[2], ring[4], ring[6]) >= minX &&
    Math.min(ring[0], ring[2], ring[4], ring[6]) <= maxX &&
    Math.max(ring[1], ring[3], ring[5], ring[7]) >= minY &&
    Math.min(ring[1], ring[3], ring[5], ring[7]) <= maxY
  )
}
