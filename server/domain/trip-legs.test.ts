import { describe, expect, it } from 'vitest'
import type { CameraState } from './camera'
import type { Reader } from './readers-on-ways'
import { PLAIN_FRAME, roadOf } from './testing/random-roads'
import { type LegPassage, type NamedRoad, tripLegs } from './trip-legs'

type Point = [x: number, y: number]
const named = (points: Point[], name: string | null): NamedRoad => ({
  ...roadOf(points),
  name,
  nameEn: name && `${name} Street`,
})
/** A street in, two ways round a block, a street out. */
const ROADS = [
  named([[-300, 0], [0, 0]], '西'), // biome-ignore format: a line is a street
  named([[0, 0], [0, 80], [400, 80], [400, 0]], '北'), // biome-ignore format: a line is a street
  named([[0, 0], [0, -80], [400, -80], [400, 0]], '南'), // biome-ignore format: a line is a street
  named([[400, 0], [700, 0]], null), // biome-ignore format: a line is a street
]
const at = ([x, y]: Point) => {
  const [lng, lat] = PLAIN_FRAME.toLngLat(x, y)
  return { lng, lat }
}
const passage = (cameraId: number, point: Point, seconds: number, bearing: number | null = 90): LegPassage => ({
  ...{ cameraId, at: seconds * 1_000, bearing },
  ...at(point),
})
/** Over the northern street, looking west: it reads what drives east. */
const reader = (state: CameraState): Reader => ({
  ...{ id: 9, bearing: 270, states: [{ from: 0, state }] },
  ...at([200, 80]),
})
const TRIP = [passage(1, [-200, 0], 0), passage(2, [600, 0], 200)]
const [plain] = tripLegs(TRIP, ROADS, [])

describe('a leg of a trip', () => {
  it('has both ways with their shares, lengths and streets, and what is left to others', () => {
    expect(plain.ways.map(({ along }) => along.map(({ name }) => name).join()).sort()).toEqual(['西,北', '西,南'])
    expect(plain.ways[0].share).toBeCloseTo(plain.ways[1].share, 6)
    expect(plain.ways[0].share * 2 + plain.others).toBeCloseTo(1, 9)
    expect(plain.ways[0].lengthM).toBeCloseTo(960, 0)
    expect([plain.distanceM, plain.verdict.kind]).toEqual([expect.closeTo(800, 0), 'feasible'])
  })

  it('draws each stretch as far as it was driven, in degrees', () => {
    const ends = plain.stretches.flatMap(({ path }) => path).map(([lng, lat]) => PLAIN_FRAME.toLocal(lng, lat)[0])
    expect([Math.min(...ends), Math.max(...ends)].map(Math.round)).toEqual([-200, 600])
    expect(plain.stretches.map(({ path }) => path.length).sort()).toEqual([2, 2, 4, 4])
  })

  it('has the line of each way, from place to place', () => {
    for (const { path, along } of plain.ways) {
      const points = path.map(([lng, lat]) => PLAIN_FRAME.toLocal(lng, lat).map((metres) => Math.round(metres) + 0))
      const y = along[1].name === '北' ? 80 : -80
      expect(points).toEqual([[-200, 0], [0, 0], [0, y], [400, y], [400, 0], [600, 0]]) // biome-ignore format: a line is a way
    }
  })

  it('is turned to the other way by a reader that worked and read nothing', () => {
    const [leg] = tripLegs(TRIP, ROADS, [reader('working')])
    expect(leg.ways.map(({ along, silent, down }) => [along[1].name, silent, down])).toEqual([
      ['南', [], []],
      ['北', [9], []],
    ])
    expect(leg.readers).toEqual([{ id: 9, state: 'working' }])
  })

  it('names a reader that was down, and learns nothing from it', () => {
    const [leg] = tripLegs(TRIP, ROADS, [reader('offline')])
    expect(leg.ways.map(({ share }) => share)).toEqual(plain.ways.map(({ share }) => expect.closeTo(share, 9)))
    expect(leg.ways.find(({ along }) => along[1].name === '北')!.down).toEqual([9])
    expect(leg.readers).toEqual([{ id: 9, state: 'offline' }])
  })

  it('does not ask the cameras of its own passages', () => {
    const [leg] = tripLegs(TRIP, ROADS, [{ ...reader('working'), id: 2 }])
    expect(leg.readers).toEqual([])
  })

  it('has no ways when nobody can drive it in that time, or no road leads', () => {
    const [quick] = tripLegs([TRIP[0], passage(2, [600, 0], 20)], ROADS, [])
    expect(quick).toMatchObject({ ways: [], others: 1, stretches: [], verdict: { kind: 'infeasible', observedS: 20 } })
    const [apart] = tripLegs(TRIP, [ROADS[0], ROADS[3]], [])
    expect(apart).toMatchObject({ ways: [], others: 1, verdict: { kind: 'unknown' } })
  })

  it('allows for clocks that were measured, and not for those that nobody can tell', () => {
    const quick = [TRIP[0], passage(2, [600, 0], 20)]
    const verdict = (spreadMs: number) =>
      tripLegs(quick, ROADS, [], new Map([1, 2].map((id) => [id, { skewMs: id === 1 ? 40_000 : 0, spreadMs }])))[0]
        .verdict
    expect(verdict(500)).toMatchObject({ kind: 'feasible', observedS: 60 })
    expect(verdict(60_000)).toMatchObject({ kind: 'infeasible', observedS: 20, isClockRuledOut: false })
  })

  it('believes no bearing that leads along no road', () => {
    const [leg] = tripLegs([passage(1, [-200, 0], 0, 0), TRIP[1]], ROADS, [])
    expect(leg.ways).toHaveLength(2)
  })
})

describe('a way', () => {
  it('says where it turns round', () => {
    const back = { ...passage(2, [600, 0], 200), bearing: 270 }
    const [leg] = tripLegs([TRIP[0], back], ROADS, [])
    expect([plain, leg].map(({ ways }) => ways.map(({ turnsRound }) => turnsRound))).toEqual([
      [false, false],
      [true, true],
    ])
  })
})

describe('a trip', () => {
  it('has a leg between every two passages of different cameras', () => {
    const legs = tripLegs([...TRIP, passage(2, [600, 0], 230), passage(3, [650, 0], 260)], ROADS, [])
    expect(legs.map(({ passages }) => passages)).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('has none with one passage, and none that are known without roads', () => {
    expect(tripLegs([TRIP[0]], ROADS, [])).toEqual([])
    expect(tripLegs(TRIP, [], []).map(({ verdict }) => verdict.kind)).toEqual(['unknown'])
  })
})
