import { describe, expect, it } from 'vitest'
import { fastestSeconds, type LegTimes, legCheck } from './leg-check'
import { roadGraph } from './road-graph'
import { RoadSnap } from './road-snap'
import { PLAIN_FRAME, roadOf } from './testing/random-roads'

const graph = roadGraph([roadOf([[0, 0], [1500, 0]]), roadOf([[0, 900], [100, 900]])], PLAIN_FRAME) // biome-ignore format: a line is a street
const snap = new RoadSnap(graph)
const placeAt = (x: number, y = 0) => {
  const [lng, lat] = PLAIN_FRAME.toLngLat(x, y)
  return snap.candidates({ lng, lat, bearing: null })
}
const EXACT = { skewMs: 0, spreadMs: 0 }
const times = (seconds: number, clocks: LegTimes['clocks'] = [EXACT, EXACT]) => ({
  from: 0,
  to: seconds * 1_000,
  clocks,
})

describe('the fastest time between two places', () => {
  it('is that of the road at a speed nobody keeps up, less the reach of the readers at both ends', () => {
    expect(fastestSeconds(graph, placeAt(100), placeAt(1100))).toBeCloseTo(((1000 - 50) * 3.6) / 65, 2)
    expect(fastestSeconds(graph, placeAt(1100), placeAt(100))).toBeCloseTo(((1000 - 50) * 3.6) / 65, 2)
  })

  it('is nothing where readers reach the same place, and endless where no road leads', () => {
    expect(fastestSeconds(graph, placeAt(100), placeAt(140))).toBe(0)
    expect(fastestSeconds(graph, placeAt(100), placeAt(50, 900))).toBe(Number.POSITIVE_INFINITY)
    expect(fastestSeconds(graph, placeAt(100), [])).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a leg', () => {
  it('is feasible in the fastest time or more, and infeasible in less, by how much', () => {
    expect(legCheck(50, times(50)).kind).toBe('feasible')
    expect(legCheck(50, times(40))).toEqual({
      ...{ kind: 'infeasible', fastestS: 50, observedS: 40, isClockRuledOut: true },
      excess: expect.closeTo(0.2, 9),
    })
  })

  it('allows for clocks: how far each is ahead, and twice how unsure that is', () => {
    const ahead = { skewMs: 8_000, spreadMs: 0 }
    expect(legCheck(50, times(40, [ahead, EXACT])).kind).toBe('infeasible')
    expect(legCheck(50, times(43, [ahead, EXACT]))).toMatchObject({ kind: 'feasible', observedS: 51 })
    expect(legCheck(50, times(55, [EXACT, ahead]))).toMatchObject({ kind: 'infeasible', observedS: 47 })
    const unsure = { skewMs: 0, spreadMs: 3_000 }
    expect(legCheck(50, times(41.6, [unsure, unsure])).kind).toBe('feasible')
    expect(legCheck(50, times(41.4, [unsure, unsure])).kind).toBe('infeasible')
  })

  it('takes a clock that nobody measured as right to a second, and says that it is not ruled out', () => {
    expect(legCheck(50, times(47.5, [null, null])).kind).toBe('feasible')
    expect(legCheck(50, times(45, [EXACT, null]))).toMatchObject({ kind: 'infeasible', isClockRuledOut: false })
  })

  it('is unknown where no road joins its ends', () => {
    expect(legCheck(Number.POSITIVE_INFINITY, times(40))).toEqual({ kind: 'unknown', observedS: 40 })
  })
})
