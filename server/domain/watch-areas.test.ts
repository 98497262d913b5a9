import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseOsmPbf } from '../formats/osm-pbf'
import { hasRealData, readRealData } from '../formats/test-data'
import { ringAreaM2 } from './drawn-area'
import { localFrame } from './frame'
import { chains, type JunctionRoad } from './junctions'
import { type WatchArea, type WatchSources, watchAreas } from './watch-areas'
import { completeRules, defaultRule } from './watch-rules'

const FRAME = localFrame([126.2, 45.42])
const RULES = completeRules([])
const at = (x: number, y: number) => FRAME.toLngLat(x, y)

const road = (points: [number, number][], changes: Partial<JunctionRoad> = {}): JunctionRoad => ({
  geometry: { type: 'LineString', coordinates: points.map(([x, y]) => at(x, y)) },
  roadClass: 'residential',
  name: null,
  nameEn: null,
  isTunnel: false,
  ...changes,
})
const NOTHING: WatchSources = { roads: [], areas: [], places: [], drawn: [] }
const areasOf = (sources: Partial<WatchSources>, rules = RULES) => watchAreas({ ...NOTHING, ...sources }, rules, FRAME)
const place = (kind: string) => ({ id: 7, kind, name: '一小', nameEn: 'First School', lng: 126.2, lat: 45.42 })
const holds = (area: WatchArea, x: number, y: number) => booleanPointInPolygon(at(x, y), area.geometry)
const squareMetres = ({ geometry }: WatchArea) => ringAreaM2((geometry as Polygon).coordinates[0])

/** A street east–west through the origin, and one that ends there. */
const TEE = [
  road([[-90, 0], [0, 0], [90, 0]], { name: '人民大道', nameEn: 'Renmin Avenue' }), // biome-ignore format: a line is a street
  road([[0, 0], [0, 80]], { name: '学府路' }), // biome-ignore format: a line is a street
]

describe('junctions', () => {
  it('are discs where three arms meet, named by the streets', () => {
    const [junction, ...others] = areasOf({ roads: TEE })
    expect(others).toEqual([])
    expect(junction).toMatchObject({ subject: 'junction', weight: 2, requiredLevel: null, name: '人民大道 × 学府路' })
    expect(junction.nameEn).toBe('Renmin Avenue × 学府路')
    expect(squareMetres(junction)).toBeCloseTo(12 * Math.sin(Math.PI / 12) * 15 ** 2, 0)
    expect(holds(junction, 14, 0)).toBe(true)
    expect(holds(junction, 16, 0)).toBe(false)
  })

  it('are not where two ways merely join, where a bridge passes over, at a driveway, on a path or in a tunnel', () => {
    const [through, branch] = TEE
    expect(areasOf({ roads: [road([[-90, 0], [0, 0]]), road([[0, 0], [90, 0]])] })).toEqual([]) // biome-ignore format: two ways
    expect(areasOf({ roads: [through, road([[0, -50], [0, 50]])] })).toEqual([]) // biome-ignore format: a bridge
    for (const roadClass of ['service', 'footway', 'cycleway', 'pedestrian', 'track'])
      expect(areasOf({ roads: [through, { ...branch, roadClass }] }), roadClass).toEqual([])
    expect(areasOf({ roads: [through, { ...branch, isTunnel: true }] })).toEqual([])
  })

  it('within 20 m are one, which holds all of them', () => {
    const second = road([[18, 0], [18, -60]]) // biome-ignore format: a line is a street
    const through = road([[-90, 0], [0, 0], [18, 0], [90, 0]]) // biome-ignore format: a line is a street
    const [junction, ...others] = areasOf({ roads: [through, TEE[1], second] })
    expect(others).toEqual([])
    for (const [x, y] of [[-14, 0], [32, 0], [9, 14]]) expect(holds(junction, x, y), `${x} ${y}`).toBe(true) // biome-ignore format: points
    const apart = road([[-90, 0], [0, 0], [21, 0], [90, 0]]) // biome-ignore format: a line is a street
    expect(areasOf({ roads: [apart, TEE[1], road([[21, 0], [21, -60]])] })).toHaveLength(2) // biome-ignore format: a line is a street
  })

  it('keep their id when the roads come in another order', () => {
    expect(areasOf({ roads: TEE.toReversed() })[0].id).toBe(areasOf({ roads: TEE })[0].id)
  })

  it('hang together exactly as repeated merging says', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (points) => {
        const label = points.map((_, i) => i)
        for (let round = 0; round < points.length; round++)
          for (const [i, [ax, ay]] of points.entries())
            for (const [j, [bx, by]] of points.entries())
              if (Math.hypot(ax - bx, ay - by) <= 7) label[i] = label[j] = Math.min(label[i], label[j])
        const expected = points.map((_, i) => label.flatMap((other, j) => (other === label[i] ? [j] : [])))
        for (const group of chains(points, 7))
          for (const i of group) expect(group.toSorted((a, b) => a - b)).toEqual(expected[i])
        expect(chains(points, 7).flat()).toHaveLength(points.length)
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

describe('watch areas', () => {
  it.each([
    ['school_gate', 'school-gate', 5],
    ['estate_entrance', 'estate-entrance', 3],
    ['police', 'key-site', 5],
    ['hospital', 'key-site', 5],
    ['station', 'key-site', 5],
    ['government', 'key-site', 5],
  ])('are 25 m about a %s', (kind, subject, weight) => {
    const [area] = areasOf({ places: [place(kind)] })
    expect(area).toMatchObject({ id: `${subject}:7`, subject, weight, name: '一小', nameEn: 'First School' })
    expect(holds(area, 0, 24.7)).toBe(true)
    expect(holds(area, 0, 25.1)).toBe(false)
  })

  it('are squares as mapped, but no other ground and no shop', () => {
    const geometry: Polygon = { type: 'Polygon', coordinates: [[at(0, 0), at(9, 0), at(9, 9), at(0, 0)]] }
    const ground = (kind: string) => ({ id: 3, kind, name: null, nameEn: null, geometry })
    expect(areasOf({ areas: [ground('square'), ground('green'), ground('water')] })).toEqual([
      { ...{ id: 'square:3', subject: 'square', name: null, nameEn: null }, geometry, weight: 3, requiredLevel: null },
    ])
    expect(areasOf({ places: ['restaurant', 'bank', 'place', 'entrance', 'school'].map(place) })).toEqual([])
  })

  it('are what a planner drew to be watched, with the drawing’s own weight and level', () => {
    const geometry: Polygon = { type: 'Polygon', coordinates: [[at(0, 0), at(9, 0), at(9, 9), at(0, 0)]] }
    const drawn = (kind: string) => ({ id: 4, kind, name: 'x', geometry, weight: 8, requiredLevel: 'discern' as const })
    expect(areasOf({ drawn: ['watch', 'privacy', 'prohibited', 'cordon'].map(drawn) })).toEqual([
      {
        ...{ id: 'drawn:4', subject: 'drawn', name: 'x', nameEn: null },
        geometry,
        weight: 8,
        requiredLevel: 'discern',
      },
    ])
  })

  it('follow the city’s rules, and are none where the rule is off', () => {
    const rules = completeRules([
      { ...defaultRule('junction'), isOn: false },
      { subject: 'key-site', weight: 9, requiredLevel: 'perceive', isOn: true },
    ])
    expect(areasOf({ roads: TEE, places: [place('police')] }, rules)).toEqual([
      expect.objectContaining({ subject: 'key-site', weight: 9, requiredLevel: 'perceive' }),
    ])
  })
})

describe.skipIf(!hasRealData)('watch areas of Munich’s old town (skipped without ../shared/data)', () => {
  let areas: WatchArea[]
  let streets: JunctionRoad[]
  const frame = localFrame([11.576, 48.1375])
  const of = (subject: string) => areas.filter((area) => area.subject === subject)

  beforeAll(() => {
    const extract = parseOsmPbf(readRealData('munich/munich-altstadt.osm.pbf'))
    streets = extract.roads.records
    const withId = <T extends { sourceId: string }>(records: T[]) => records.map((r) => ({ ...r, id: r.sourceId }))
    areas = watchAreas(
      { ...NOTHING, roads: streets, areas: withId(extract.areas.records), places: withId(extract.places.records) },
      RULES,
      frame,
    )
  })

  it('have ids of their own and shapes that hold their ground', () => {
    expect(new Set(areas.map(({ id }) => id)).size).toBe(areas.length)
    for (const area of of('junction')) {
      expect(squareMetres(area), area.id).toBeGreaterThan(690)
      expect(squareMetres(area), area.id).toBeLessThan(20_000)
    }
  })

  it('have a junction wherever three streets share a node, counted the slow way', () => {
    const meeting = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'living_street']
    const usable = streets.filter(({ roadClass, isTunnel }) => meeting.includes(roadClass) && !isTunnel)
    const arms = new Map<string, number>()
    for (const { geometry } of usable)
      geometry.coordinates.forEach((position, i, line) => {
        const key = position.join(',')
        arms.set(key, (arms.get(key) ?? 0) + Number(i > 0) + Number(i < line.length - 1))
      })
    const nodes = [...arms].filter(([, count]) => count >= 3).map(([key]) => key.split(',').map(Number))
    expect(nodes.length).toBeGreaterThan(100)
    for (const node of nodes)
      expect(of('junction').filter(({ geometry }) => booleanPointInPolygon(node, geometry)).length).toBeGreaterThan(0)
  })

  it('hold Marienplatz and the places that the town is known for', () => {
    const names = areas.map(({ name }) => name)
    expect(of('square').some(({ geometry }) => booleanPointInPolygon([11.5755, 48.1373], geometry))).toBe(true)
    expect(names).toContain('Marienplatz')
    expect([of('junction'), of('square'), of('key-site')].map((list) => list.length)).toEqual([221, 89, 19])
  })
})
