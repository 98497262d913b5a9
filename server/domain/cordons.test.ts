import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { type CordonRoad, type Crossing, cordonReport } from './cordons'
import { frameAround } from './drawn-area'
import type { PlateReader } from './plate-reader'
import { seededRandom } from './testing/random'

type Point = [x: number, y: number]

/** 400 m by 400 m about the origin. */
const SIDE_M = 200
const FRAME = frameAround([[126.2, 45.42]])
const at = ([x, y]: Point) => FRAME.toLngLat(x, y)
const polygon = (points: Point[]): Polygon => ({ type: 'Polygon', coordinates: [[...points, points[0]].map(at)] })
const BLOCK = polygon([[-SIDE_M, -SIDE_M], [SIDE_M, -SIDE_M], [SIDE_M, SIDE_M], [-SIDE_M, SIDE_M]]) // biome-ignore format: corners

const road = (points: Point[], changes: Partial<CordonRoad> = {}): CordonRoad => ({
  geometry: { type: 'LineString', coordinates: points.map(at) },
  ...{ roadClass: 'primary', name: '人民大道', nameEn: 'Renmin Avenue', oneway: 'no' },
  ...changes,
})
const reader = (id: number, [x, y]: Point, bearing: number | null, changes: Partial<PlateReader> = {}): PlateReader => {
  const [lng, lat] = at([x, y])
  return { id, lng, lat, bearing, hfov: 40, nearM: 5, farM: 40, ...changes }
}
/** Comes from the west, crosses at x = −200 and ends inside. */
const FROM_WEST: Point[] = [[-400, 0], [0, 0]] // biome-ignore format: a line is a street
const only = (roads: CordonRoad[], readers: PlateReader[] = []): Crossing => {
  const { crossings } = cordonReport(BLOCK, roads, readers)
  expect(crossings).toHaveLength(1)
  return crossings[0]
}

describe('crossings', () => {
  it('are where a road enters, with its name, its class and the way in', () => {
    const crossing = only([road(FROM_WEST)])
    expect(crossing).toMatchObject({
      roadName: '人民大道',
      roadNameEn: 'Renmin Avenue',
      roadClass: 'primary',
      oneway: false,
    })
    expect(crossing.bearing).toBeCloseTo(90, 1)
    const [x, y] = FRAME.toLocal(...crossing.position)
    expect(x).toBeCloseTo(-200, 2)
    expect(y).toBeCloseTo(0, 2)
    expect(only([road(FROM_WEST.toReversed())]).bearing).toBeCloseTo(90, 1)
  })

  it('tell a road that leads along the ring from one that comes or goes', () => {
    const weaving: Point[] = [[-203, -150], [-197, -50], [-203, 50], [-197, 150], [-150, 160]] // biome-ignore format: a line is a street
    expect(cordonReport(BLOCK, [road(weaving)], []).crossings.map(({ isAlong }) => isAlong)).toEqual([true, true, true])
    expect(only([road(FROM_WEST)]).isAlong).toBe(false)
    expect(only([road([[-250, -50], [-150, 30]])]).isAlong).toBe(false) // biome-ignore format: a line is a street
  })

  it('are two for a road that passes through, and none for one that stays in, stays out or is no road for cars', () => {
    const through: Point[] = [[-400, 0], [400, 0]] // biome-ignore format: a line is a street
    const { crossings, directions } = cordonReport(BLOCK, [road(through)], [])
    expect(crossings.map(({ bearing }) => Math.round(bearing)).toSorted()).toEqual([270, 90])
    expect(directions).toBe(4)
    expect(cordonReport(BLOCK, [road([[0, 0], [50, 9]]), road([[300, 0], [350, 9]])], []).crossings).toEqual([]) // biome-ignore format: lines
    for (const roadClass of ['footway', 'cycleway', 'pedestrian'])
      expect(cordonReport(BLOCK, [road(through, { roadClass })], []).crossings).toEqual([])
    expect(cordonReport(BLOCK, [road(through, { roadClass: 'service' })], []).crossings).toHaveLength(2)
  })

  it('count once where a vertex or a join of two ways lies on the ring', () => {
    only([road([[-400, 0], [-SIDE_M, 0], [0, 0]])]) // biome-ignore format: a line is a street
    only([road([[-400, 0], [-SIDE_M, 0]]), road([[-SIDE_M, 0], [0, 0]])]) // biome-ignore format: two ways
  })

  it('leave out the direction that nobody may drive', () => {
    expect(only([road(FROM_WEST, { oneway: 'forward' })])).toMatchObject({ in: [], out: null, oneway: true })
    expect(only([road(FROM_WEST, { oneway: 'backward' })])).toMatchObject({ in: null, out: [] })
    expect(cordonReport(BLOCK, [road(FROM_WEST, { oneway: 'forward' })], [])).toMatchObject({
      directions: 1,
      captured: 0,
    })
  })

  it('come in the order of the ring', () => {
    const roads = [road([[0, 400], [0, 0]]), road([[400, 9], [9, 9]]), road([[0, -400], [0, -9]]), road([[-400, 9], [-9, 9]])] // biome-ignore format: lines
    const ways = cordonReport(BLOCK, roads, []).crossings.map(({ bearing }) => Math.round(bearing) % 360)
    expect(ways).toEqual([0, 270, 180, 90])
  })
})

describe('plate readers', () => {
  it('capture the traffic that comes towards them, and not what drives away', () => {
    const faces = (bearing: number | null) => only([road(FROM_WEST)], [reader(1, [-190, 2], bearing)])
    expect(faces(270)).toMatchObject({ in: [1], out: [] })
    expect(faces(90)).toMatchObject({ in: [], out: [1] })
    expect(faces(0)).toMatchObject({ in: [], out: [] })
    expect(faces(null)).toMatchObject({ in: [], out: [] })
  })

  it('read plates up to 30° aside', () => {
    const aside = (degrees: number) =>
      only([road(FROM_WEST)], [reader(1, [-190, 0], 270 + degrees, { hfov: 90 })]).in!.length
    expect([-31, -29, 29, 31].map(aside)).toEqual([0, 1, 1, 0])
  })

  it('count where they read within 60 m along the road from the crossing', () => {
    const standing = (x: number) => only([road(FROM_WEST)], [reader(1, [x, 0], 270)]).in!.length
    expect([-200, -150, -101, -99].map(standing)).toEqual([1, 1, 1, 0])
    expect([-254, -256].map(standing)).toEqual([1, 0])
  })

  it('count over a join of two ways, round a bend, but not past a junction', () => {
    const inner = road([[-190, 0], [-190, 90]], { name: null }) // biome-ignore format: a line is a street
    const roads = [road([[-400, 0], [-190, 0]]), inner] // biome-ignore format: a line is a street
    const atBend = reader(1, [-190, 45], 180)
    expect(only(roads, [atBend])).toMatchObject({ in: [1], out: [] })
    const turnOff = road([[-190, 0], [-100, 0]], { roadClass: 'service' }) // biome-ignore format: a line is a street
    expect(only([...roads, turnOff], [atBend])).toMatchObject({ in: [], out: [] })
    expect(only([...roads, { ...turnOff, roadClass: 'footway' }], [atBend])).toMatchObject({ in: [1] })
  })

  it('are counted in directions, not in heads', () => {
    const readers = [reader(1, [-190, 0], 270), reader(2, [-185, 0], 270), reader(3, [-210, 0], 90)]
    const report = cordonReport(BLOCK, [road(FROM_WEST)], readers)
    expect(report).toMatchObject({ directions: 2, captured: 2 })
    expect(report.crossings[0]).toMatchObject({ in: [1, 2], out: [3] })
  })
})

const STEP_M = 0.2

interface Tolerance {
  metres: number
  degrees: number
}

/** The slow way: roads as strings of beads; a crossing is where one bead is in and the next is out; then bead by bead. */
function slowReadings(cordon: Polygon, lines: Point[][], readers: PlateReader[], tolerance: Tolerance) {
  const beads = lines.map((line) => line.flatMap((to, i) => (i === 0 ? [to] : between(line[i - 1], to))))
  const ends = (line: number) => [beads[line][0], beads[line].at(-1)!]
  const armsAt = (bead: Point) =>
    beads.reduce((count, line, i) => count + ends(i).filter((end) => isAt(end, bead)).length + 2 * inner(line, bead), 0)
  const inner = (line: Point[], bead: Point) => Number(line.slice(1, -1).some((other) => isAt(other, bead)))

  function walk(line: number, from: number, step: 1 | -1): [Point, Point][] {
    const pairs: [Point, Point][] = []
    let [here, index, way] = [line, from, step]
    for (let metres = 0; metres < 60 + tolerance.metres; ) {
      const [a, b] = [beads[here][index], beads[here][index + way]]
      if (!b) {
        const next = beads.findIndex((_, i) => i !== here && ends(i).some((end) => isAt(end, a)))
        if (armsAt(a) !== 2 || next < 0) break
        way = isAt(beads[next][0], a) ? 1 : -1
        index = way === 1 ? 0 : beads[next].length - 1
        here = next
        continue
      }
      pairs.push([a, b])
      metres += Math.hypot(b[0] - a[0], b[1] - a[1])
      index += way
      if (armsAt(b) > 2) break
    }
    return pairs
  }

  const isRead = (pairs: [Point, Point][], { lng, lat, bearing, hfov, nearM, farM }: PlateReader) => {
    const [x, y] = FRAME.toLocal(lng, lat)
    return pairs.some(([a, b]) => {
      const [px, py] = [(a[0] + b[0]) / 2 - x, (a[1] + b[1]) / 2 - y]
      const distance = Math.hypot(px, py)
      return (
        turn(compass(b[0] - a[0], b[1] - a[1]), bearing! + 180) <= 30 + tolerance.degrees &&
        distance >= nearM - tolerance.metres &&
        distance <= farM + tolerance.metres &&
        turn(compass(px, py), bearing!) <= hfov / 2 + tolerance.degrees
      )
    })
  }
  const reversed = (pairs: [Point, Point][]) => pairs.map(([a, b]): [Point, Point] => [b, a])
  const idsOf = (pairs: [Point, Point][]) => readers.filter((one) => isRead(pairs, one)).map(({ id }) => id)

  return beads.flatMap((line, i) => {
    const inside = line.map((bead) => booleanPointInPolygon(at(bead), cordon))
    return line.slice(1).flatMap((bead, j) => {
      if (inside[j] === inside[j + 1]) return []
      const [ahead, behind] = [walk(i, j, 1), walk(i, j + 1, -1)]
      const forward = idsOf([...ahead, ...reversed(behind)])
      const backward = idsOf([...behind, ...reversed(ahead)])
      return [
        {
          name: String(i),
          place: bead,
          in: inside[j + 1] ? forward : backward,
          out: inside[j + 1] ? backward : forward,
        },
      ]
    })
  })
}

const isAt = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1]
const compass = (dx: number, dy: number) => (Math.atan2(dx, dy) * 180) / Math.PI
const turn = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(((a - b) * Math.PI) / 180), Math.cos(((a - b) * Math.PI) / 180)) * 180) / Math.PI // biome-ignore format: one formula
function between(a: Point, b: Point): Point[] {
  const steps = Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / STEP_M)
  return Array.from({ length: steps }, (_, i) =>
    i === steps - 1 ? b : [a[0] + ((b[0] - a[0]) * (i + 1)) / steps, a[1] + ((b[1] - a[1]) * (i + 1)) / steps],
  )
}

/** A ring, streets between a few shared points, so that they join and meet, and readers anywhere. */
function randomScene(seed: number) {
  const random = seededRandom(seed)
  const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))
  const point = (): Point => [300 * random() - 150, 300 * random() - 150]
  const corners = 3 + Math.floor(7 * random())
  const ring = many(corners, (i) => polar(40 + 70 * random(), (2 * Math.PI * i) / corners))
  const points = many(6, point)
  const pairs = many(6, (i) => many(i, (j): [number, number] => [i, j])).flat()
  const lines = pairs.filter(() => random() < 0.25).map((pair) => pair.map((i) => points[i]))
  const readers = many(12, (id) => reader(id, point(), 360 * random(), { hfov: 20 + 100 * random() }))
  return { cordon: polygon(ring), lines, readers }
}
const polar = (radius: number, angle: number): Point => [radius * Math.cos(angle), radius * Math.sin(angle)]

describe('a cordon', () => {
  it('agrees with walking every road bead by bead', () => {
    let [seen, captures] = [0, 0]
    for (let seed = 1; seed <= 60; seed++) {
      const { cordon, lines, readers } = randomScene(seed)
      const roads = lines.map((line, i) => road(line, { name: String(i) }))
      const { crossings } = cordonReport(cordon, roads, readers)
      const strict = slowReadings(cordon, lines, readers, { metres: -1, degrees: -1.5 })
      const lax = slowReadings(cordon, lines, readers, { metres: 1, degrees: 1.5 })
      expect(crossings, `seed ${seed}`).toHaveLength(lax.length)
      for (const [i, { name, place }] of lax.entries()) {
        const found = crossings.filter(
          ({ roadName, position }) => roadName === name && distanceTo(place, FRAME.toLocal(...position)) < 0.5,
        )
        expect(found, `seed ${seed}`).toHaveLength(1)
        for (const way of ['in', 'out'] as const) {
          const ids = found[0][way]!
          expect(ids, `seed ${seed}`).toEqual(expect.arrayContaining(strict[i][way]))
          expect(lax[i][way], `seed ${seed}`).toEqual(expect.arrayContaining(ids))
          captures += ids.length
        }
      }
      seen += crossings.length
    }
    expect(seen).toBeGreaterThan(100)
    expect(captures).toBeGreaterThan(20)
  })
})

const distanceTo = ([ax, ay]: Point, [bx, by]: readonly [number, number]) => Math.hypot(ax - bx, ay - by)
