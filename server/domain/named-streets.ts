/** Roads of one name as streets: two streets of one name in different parts of a city are two. */
import type { MeasuredRoad } from './reader-roads'

export interface NamedStreet {
  name: string
  nameEn: string | null
  roads: MeasuredRoad[]
}

/** Roads of one name whose boxes are farther apart than this belong to different streets. */
const APART_M = 300
const METRES_PER_DEGREE = 111_320

/** In the order of their first roads; roads without a name are left out. */
export function namedStreets(roads: readonly MeasuredRoad[]): NamedStreet[] {
  const streets: (NamedStreet & { boxes: Box[] })[] = []
  for (const road of roads) {
    if (road.name === null) continue
    const box = boxOf(road)
    const touched = streets.filter(({ name, boxes }) => name === road.name && boxes.some((other) => isNear(box, other)))
    if (touched.length === 0) streets.push({ name: road.name, nameEn: road.nameEn, roads: [road], boxes: [box] })
    else {
      const [first, ...rest] = touched
      for (const { roads: more, boxes } of rest) {
        first.roads.push(...more)
        first.boxes.push(...boxes)
      }
      first.roads.push(road)
      first.boxes.push(box)
      first.nameEn ??= road.nameEn
      for (const merged of rest) streets.splice(streets.indexOf(merged), 1)
    }
  }
  return streets.map(({ boxes: _boxes, ...street }) => street)
}

type Box = [west: number, south: number, east: number, north: number]

function boxOf({ geometry: { coordinates } }: MeasuredRoad): Box {
  const [lngs, lats] = [coordinates.map(([lng]) => lng), coordinates.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

function isNear(a: Box, b: Box): boolean {
  const dLat = APART_M / METRES_PER_DEGREE
  const dLng = dLat / Math.cos((a[1] * Math.PI) / 180)
  return a[0] - dLng <= b[2] && b[0] - dLng <= a[2] && a[1] - dLat <= b[3] && b[1] - dLat <= a[3]
}
