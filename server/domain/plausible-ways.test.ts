import { describe, expect, it } from 'vitest'
import { type PlausibleWays, plausibleWays, type WayOptions } from './plausible-ways'
import { type GraphRoad, type RoadGraph, roadGraph } from './road-graph'
import { type Candidate, RoadSnap } from './road-snap'
import { seededRandom } from './testing/random'
import { PLAIN_FRAME, randomRoads, roadOf } from './testing/random-roads'

type Point = [x: number, y: number]

/** A street in, two ways of one length round a square, a longer one by the south, a street out. */
const SQUARE: GraphRoad[] = [
  roadOf([[-200, 0], [0, 0]]), // biome-ignore format: a line is a street
  roadOf([[0, 0], [100, 60], [200, 0]]), // biome-ignore format: a line is a street
  roadOf([[0, 0], [100, -60], [200, 0]]), // biome-ignore format: a line is a street
  roadOf([[0, 0], [100, -130], [200, 0]]), // biome-ignore format: a line is a street
  roadOf([[200, 0], [400, 0]]), // biome-ignore format: a line is a street
]
const square = roadGraph(SQUARE, PLAIN_FRAME)
const NORTH = 2
const SOUTH = 4

const placesOf = (graph: RoadGraph, [x, y]: Point, bearing: number | null = null): Candidate[] => {
  const [lng, lat] = PLAIN_FRAME.toLngLat(x, y)
  return new RoadSnap(graph).candidates({ lng, lat, bearing })
}
const across = (seconds: number, options?: WayOptions) =>
  plausibleWays(square, { from: placesOf(square, [-150, 0], 90), to: placesOf(square, [350, 0], 90), seconds }, options)
const shareOn = ({ edges }: PlausibleWays, edge: number) => edges.find((used) => used.edge === edge)?.share ?? 0
const total = ({ ways, others }: PlausibleWays) => others + ways.reduce((sum, { share }) => sum + share, 0)

describe('plausible ways', () => {
  it('share alike where they are alike, and less where they are longer', () => {
    const { ways } = across(110)
    expect(ways).toHaveLength(3)
    expect(ways[0].share).toBeCloseTo(ways[1].share, 6)
    expect(ways[2].share).toBeLessThan(ways[1].share / 2)
    expect(ways.map(({ lengthM }) => Math.round(lengthM))).toEqual([533, 533, 628])
  })

  it('add to 1 with the others, in 60 random networks, however many are listed', () => {
    let joined = 0
    for (let seed = 1; seed <= 60; seed++) {
      const graph = roadGraph(randomRoads(seed, 6), PLAIN_FRAME)
      const random = seededRandom(seed)
      const place = (): Point => [random() * 600, random() * 600]
      const leg = { from: placesOf(graph, place()), to: placesOf(graph, place()), seconds: random() * 400 }
      for (const most of [1, 5, 1_000]) {
        const found = plausibleWays(graph, leg, { most })
        expect(total(found)).toBeCloseTo(1, 9)
        expect(found.ways.length).toBeLessThanOrEqual(most)
        if (found.edges.length > 0) expect(Math.min(found.ways.length, found.count)).toBeGreaterThan(0)
        for (const { share } of found.edges) expect(share).toBeLessThanOrEqual(1 + 1e-9)
        if (found.ways.length > 0) joined++
      }
    }
    expect(joined).toBeGreaterThan(120)
  })

  it('lose by the miss rate what a working reader on them did not read, once for each reader', () => {
    const before = across(110)
    const reader = { id: 7, edge: NORTH, alongM: 50 }
    const after = across(110, { silent: [reader, { ...reader, alongM: 60 }], missRate: 0.1 })
    const odds = (found: PlausibleWays) => shareOn(found, NORTH) / shareOn(found, SOUTH)
    expect(odds(after) / odds(before)).toBeCloseTo(0.1, 6)
    expect(after.ways.find(({ edges }) => edges.includes(NORTH))!.silent).toEqual([7])
    expect(after.ways[0].edges).toContain(SOUTH)
  })

  it('pay no heed to readers before the first and behind the second passage, or of the other direction', () => {
    const silent = [{ id: 1, edge: 0, alongM: 20 }, { id: 2, edge: 8, alongM: 190 }, { id: 3, edge: 3, alongM: 50 }] // biome-ignore format: one each
    expect(across(110, { silent }).ways.flatMap((way) => way.silent)).toEqual([])
    expect(across(110, { silent: [{ id: 1, edge: 0, alongM: 120 }] }).ways[0].silent).toEqual([1])
  })

  it('do not spread when the vehicle stood still; but it is less sure that it used them', () => {
    const [brisk, long] = [across(110), across(1_500)]
    expect(long.edges.map(({ edge }) => edge)).toEqual(brisk.edges.map(({ edge }) => edge))
    expect(long.others).toBeGreaterThan(brisk.others + 0.1)
  })

  it('draw their first and last streets only as far as they were driven', () => {
    const { edges } = across(110)
    const used = (edge: number) => edges.find((other) => other.edge === edge)!
    expect([used(0).fromM, used(0).toM, used(8).fromM, used(8).toM].map(Math.round)).toEqual([50, 200, 0, 150])
    expect(used(0).share).toBeCloseTo(used(8).share, 9)
  })

  it('are listed as one where they run together for most of their length', () => {
    const graph = roadGraph(
      [
        roadOf([[0, 0], [900, 0]]), // biome-ignore format: a line is a street
        roadOf([[900, 0], [950, 20], [1000, 0]]), // biome-ignore format: a line is a street
        roadOf([[900, 0], [950, -20], [1000, 0]]), // biome-ignore format: a line is a street
        roadOf([[1000, 0], [1200, 0]]), // biome-ignore format: a line is a street
      ],
      PLAIN_FRAME,
    )
    const { ways, edges } = plausibleWays(graph, {
      ...{ from: placesOf(graph, [100, 0], 90), to: placesOf(graph, [1100, 0], 90), seconds: 220 },
    })
    expect(ways).toHaveLength(1)
    expect(ways[0].share).toBeGreaterThan(0.9)
    expect(edges.find(({ edge }) => edge === NORTH)!.share).toBeCloseTo(ways[0].share / 2, 2)
  })

  it('are none where no road joins the two, or where none is near', () => {
    const apart = roadGraph([roadOf([[0, 0], [100, 0]]), roadOf([[300, 0], [400, 0]])], PLAIN_FRAME) // biome-ignore format: a line is a street
    const none = { ways: [], count: 0, others: 1, edges: [] }
    const [here, there] = [placesOf(apart, [50, 0]), placesOf(apart, [350, 0])]
    expect(plausibleWays(apart, { from: here, to: there, seconds: 60 })).toEqual(none)
    expect(plausibleWays(apart, { from: [], to: there, seconds: 60 })).toEqual(none)
  })

  it('refuse a time or a miss rate that cannot be', () => {
    expect(() => across(-1)).toThrow(RangeError)
    expect(() => across(60, { missRate: 0 })).toThrow(RangeError)
  })
})
