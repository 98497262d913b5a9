import { describe, expect, it } from 'vitest'
import { angleBetween, bearingOf } from './bearings'
import { frameAround } from './drawn-area'
import type { PlateReader } from './plate-reader'
import { MEASURED_WITHIN_M, type MeasuredRoad, roadsOfReaders } from './reader-roads'
import { isDrivable } from './road-nodes'
import { seededRandom } from './testing/random'

type Point = [x: number, y: number]
const FRAME = frameAround([[126.2, 45.42]])
const at = ([x, y]: Point) => FRAME.toLngLat(x, y)

const road = (id: number, points: Point[], changes: Partial<MeasuredRoad> = {}): MeasuredRoad => ({
  id,
  geometry: { type: 'LineString', coordinates: points.map(at) },
  ...{ roadClass: 'primary', name: `road ${id}`, nameEn: null, oneway: 'no', isTunnel: false },
  ...changes,
})
const reader = (id: number, point: Point, bearing: number | null, changes: Partial<PlateReader> = {}): PlateReader => {
  const [lng, lat] = at(point)
  return { id, lng, lat, bearing, hfov: 40, nearM: 5, farM: 40, ...changes }
}
const roadIdOf = (one: PlateReader, roads: MeasuredRoad[]) => roadsOfReaders([one], roads).get(one.id)?.id ?? null

const EAST_WEST: Point[] = [[-200, 0], [200, 0]] // biome-ignore format: a line is a street
const NORTH_SOUTH: Point[] = [[3, -200], [3, 200]] // biome-ignore format: a line is a street

describe('the road that a reader measures', () => {
  it('leads towards it inside its footprint, though another one passes nearer', () => {
    const roads = [road(1, EAST_WEST), road(2, NORTH_SOUTH)]
    expect(roadIdOf(reader(1, [2, -3], 270), roads)).toBe(1)
    expect(roadIdOf(reader(1, [2, -3], 0), roads)).toBe(2)
    expect(roadIdOf(reader(1, [2, -3], 45), roads)).toBeNull()
  })

  it('is one that may be driven towards it', () => {
    const [along, against] = [road(1, EAST_WEST, { oneway: 'forward' }), road(2, EAST_WEST, { oneway: 'backward' })]
    expect(roadIdOf(reader(1, [0, 1], 270), [along])).toBe(1)
    expect(roadIdOf(reader(1, [0, 1], 90), [along])).toBeNull()
    expect(roadIdOf(reader(1, [0, 1], 270), [against])).toBeNull()
    expect(roadIdOf(reader(1, [0, 1], 270), [road(3, EAST_WEST, { roadClass: 'cycleway' })])).toBeNull()
  })

  it('is a tunnel only where there is no other, however near', () => {
    const tunnel = road(1, EAST_WEST, { isTunnel: true })
    expect(roadIdOf(reader(1, [0, 0], 270), [tunnel])).toBe(1)
    expect(roadIdOf(reader(1, [0, 0], 270), [tunnel, road(2, [[-200, 4], [200, 4]])])).toBe(2) // biome-ignore format: a line
  })

  it('is the nearest one where nobody knows which way it looks, within 30 m', () => {
    const roads = [road(1, EAST_WEST), road(2, NORTH_SOUTH)]
    expect(roadIdOf(reader(1, [20, 4], null), roads)).toBe(1)
    expect(roadIdOf(reader(1, [60, 31], null), roads)).toBeNull()
  })

  it('is none where nothing is read within 60 m', () => {
    expect(roadIdOf(reader(1, [0, 0], 270, { nearM: 61, farM: 150 }), [road(1, EAST_WEST)])).toBeNull()
    expect(roadsOfReaders([], [road(1, EAST_WEST)]).size).toBe(0)
    expect(roadsOfReaders([reader(1, [0, 0], 90)], []).size).toBe(0)
  })
})

const STEP_M = 0.25
/** Of the distances that samples decide, two may differ by a step of either walk. */
const SLACK_M = 1

/** Every road by itself, walked in quarter metres, by the definition. */
function slowDistance(one: PlateReader, { geometry, roadClass, oneway }: MeasuredRoad): number | null {
  if (!isDrivable(roadClass)) return null
  const [x, y] = FRAME.toLocal(one.lng, one.lat)
  const points = geometry.coordinates.map(([lng, lat]) => FRAME.toLocal(lng, lat))
  let best: number | null = null
  for (let i = 1; i < points.length; i++) {
    const [[fromX, fromY], [toX, toY]] = [points[i - 1], points[i]]
    const along = bearingOf(toX - fromX, toY - fromY)
    const travels = [...(oneway === 'backward' ? [] : [along]), ...(oneway === 'forward' ? [] : [along + 180])]
    const length = Math.hypot(toX - fromX, toY - fromY)
    for (let m = 0; m <= length; m += STEP_M) {
      const [dx, dy] = [fromX + ((toX - fromX) * m) / length - x, fromY + ((toY - fromY) * m) / length - y]
      const distance = Math.hypot(dx, dy)
      const isRead =
        one.bearing === null
          ? distance <= 30
          : distance >= one.nearM &&
            distance <= Math.min(one.farM, MEASURED_WITHIN_M) &&
            angleBetween(bearingOf(dx, dy), one.bearing) <= one.hfov / 2 &&
            travels.some((travel) => angleBetween(travel, one.bearing! + 180) <= 30)
      if (isRead && (best === null || distance < best)) best = distance
    }
  }
  return best
}

describe('in random streets', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('it is what walking every road finds, seed %i', (seed) => {
    const random = seededRandom(seed)
    const within = (least: number, most: number) => least + random() * (most - least)
    const classes = ['primary', 'residential', 'service', 'footway']
    const roads = Array.from({ length: 60 }, (_, id) => {
      const [x, y, turn] = [within(-400, 400), within(-400, 400), within(0, 2 * Math.PI)]
      const points = Array.from({ length: 4 }, (_, i): Point => {
        const bend = turn + within(-0.2, 0.2)
        return [x + 60 * i * Math.cos(bend), y + 60 * i * Math.sin(bend)]
      })
      const oneway = (['no', 'no', 'forward', 'backward'] as const)[Math.floor(random() * 4)]
      return road(id, points, { roadClass: classes[Math.floor(random() * 4)], oneway })
    })
    const readers = Array.from({ length: 120 }, (_, id) =>
      reader(id, [within(-350, 350), within(-350, 350)], random() < 0.1 ? null : within(0, 360), {
        hfov: within(15, 80),
        nearM: within(0, 12),
        farM: within(20, 120),
      }),
    )
    const measured = roadsOfReaders(readers, roads)
    let found = 0
    for (const one of readers) {
      const chosen = measured.get(one.id)
      const distances = roads.map((each) => slowDistance(one, each))
      const nearest = Math.min(...distances.map((distance) => distance ?? Infinity))
      if (!chosen) {
        expect(nearest, `reader ${one.id}`).toBe(Infinity)
        continue
      }
      found++
      const own = slowDistance(one, chosen)
      expect(own, `reader ${one.id}`).not.toBeNull()
      expect(Math.abs(own! - nearest), `reader ${one.id}`).toBeLessThanOrEqual(SLACK_M)
    }
    expect(found).toBeGreaterThan(15)
  })
})
