/** Plausible ways and impossible legs against simulated traffic on the real streets of Munich, whose true tracks are known. */
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { fastestSeconds, legCheck } from './leg-check'
import { plausibleWays } from './plausible-ways'
import { RoadSnap } from './road-snap'
import { MUNICH, type Munich, pairs, readMunich, type SimulatedPassage, type TrueLeg } from './testing/munich-legs'

const isAbsent = !existsSync(MUNICH)
const EXACT = { skewMs: 0, spreadMs: 0 }
/** Two places closer than this are one corner, and the way between them is no question. */
const APART_M = 100
/** A leg that is impossible by a fifth. */
const PLANTED = 0.8

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const rounded = (value: number) => Number(value.toFixed(3))

function figuresOf({ graph, legs: all }: Munich, apartM: number) {
  const snap = new RoadSnap(graph)
  const legs = all.filter(({ from, to }) => distance(graph, from, to) >= apartM)
  const found = legs.map((leg) => {
    const asked = { from: snap.candidates(leg.from), to: snap.candidates(leg.to), seconds: leg.to.at - leg.from.at }
    const began = performance.now()
    return { leg, ...plausibleWays(graph, asked), milliseconds: performance.now() - began }
  })
  const metresOn = (edges: ReadonlySet<number>, leg: TrueLeg) =>
    leg.edges.reduce((sum, { edge, metres }) => sum + (edges.has(edge) ? metres : 0), 0)
  const contained = found.filter(({ leg, edges }) => {
    const plausible = new Set(edges.map(({ edge }) => edge))
    return leg.edges.every(({ edge, metres }) => metres === 0 || plausible.has(edge))
  })
  const ratios = found
    .filter(({ leg }) => leg.lengthM > 0)
    .map(({ leg, edges }) => edges.reduce((sum, { fromM, toM }) => sum + toM - fromM, 0) / leg.lengthM)
  const shared = found.map(({ leg, ways: [best] }) =>
    leg.lengthM === 0 ? 1 : metresOn(new Set(best?.edges), leg) / leg.lengthM,
  )
  const lengths = legs.map(({ lengthM }) => lengthM)
  return {
    legs: legs.length,
    trueMetres: Math.round(median(lengths)),
    contained: rounded(contained.length / legs.length),
    lengthRatio: rounded(median(ratios)),
    sharedMedian: rounded(median(shared)),
    sharedMean: rounded(mean(shared)),
    sharedByLength: rounded(mean(shared.map((share, i) => share * lengths[i])) / mean(lengths)),
    medianMs: rounded(median(found.map(({ milliseconds }) => milliseconds))),
  }
}

function distance({ frame }: Munich['graph'], from: SimulatedPassage, to: SimulatedPassage): number {
  const [x, y] = frame.toLocal(from.lng, from.lat)
  const [toX, toY] = frame.toLocal(to.lng, to.lat)
  return Math.hypot(toX - x, toY - y)
}

describe.skipIf(isAbsent)(`ways in Munich${isAbsent ? ' (skipped: ../shared/data/munich is not there)' : ''}`, () => {
  let munich: Munich
  beforeAll(() => {
    munich = readMunich()
  })

  it('is known where vehicles truly went, but for a few', () => {
    expect(munich.legs.length).toBeGreaterThan(800)
    expect(munich.matching.legs / munich.legs.length).toBeLessThan(0.005)
    expect(munich.matching.unmatched / munich.matching.fixes).toBeLessThan(0.001)
  })

  it.each([
    ['all legs', 0],
    ['legs between places that lie apart', APART_M],
  ])('holds the true way in a set not much longer, and mostly says it first: %s', (name, apartM) => {
    const figures = figuresOf(munich, apartM)
    console.info(name, figures)
    expect(figures.contained).toBeGreaterThanOrEqual(0.95)
    expect(figures.lengthRatio).toBeLessThanOrEqual(3)
    for (const shared of [figures.sharedMedian, figures.sharedMean, figures.sharedByLength])
      expect(shared).toBeGreaterThanOrEqual(0.8)
  })

  it('does so too with every third camera alone, whose legs are longer', () => {
    const cameras = [...new Set([...munich.passages.values()].flat().map(({ camera }) => camera))].sort()
    const figures = [0, 1, 2].map((off) =>
      figuresOf(
        readMunich((camera) => cameras.indexOf(camera) % 3 === off),
        APART_M,
      ),
    )
    console.info('every third camera', figures)
    for (const { contained, lengthRatio, sharedMean } of figures) {
      expect(contained).toBeGreaterThanOrEqual(0.95)
      expect(lengthRatio).toBeLessThanOrEqual(3)
      expect(sharedMean).toBeGreaterThanOrEqual(0.8)
    }
  })

  it('finds every leg made impossible by a fifth, and calls no real one impossible', () => {
    const snap = new RoadSnap(munich.graph)
    const placesOf = ({ lng, lat }: SimulatedPassage) => snap.candidates({ lng, lat, bearing: null })
    const legs = [...munich.passages.values()].flatMap((list) =>
      pairs(list).map(([from, to]) => ({
        from,
        to,
        fastestS: fastestSeconds(munich.graph, placesOf(from), placesOf(to)),
      })),
    )
    const isCaught = (fastestS: number, seconds: number, clock: typeof EXACT | null) =>
      legCheck(fastestS, { from: 0, to: seconds * 1_000, clocks: [clock, clock] }).kind === 'infeasible'
    const planted = legs.filter(({ fastestS }) => fastestS > 0).map(({ fastestS }) => fastestS)
    const caught = planted.filter((fastestS) => isCaught(fastestS, PLANTED * fastestS, EXACT))
    const caughtUnmeasured = planted.filter((fastestS) => isCaught(fastestS, PLANTED * fastestS, null))
    const alarmed = new Set(
      legs
        .filter(({ from, to, fastestS }) => isCaught(fastestS, to.at - from.at, EXACT))
        .map(({ from }) => from.vehicle),
    )
    const perTenThousand = (10_000 * alarmed.size) / munich.passages.size
    console.info('planted', {
      ...{ vehicles: munich.passages.size, legs: legs.length, planted: planted.length, caught: caught.length },
      ...{ caughtUnmeasured: caughtUnmeasured.length, falseAlarmsPer10000: perTenThousand },
    })
    expect(planted.length).toBeGreaterThan(1_500)
    expect(caught).toHaveLength(planted.length)
    // With clocks right to a second, a fifth of a quarter of a minute is lost in them.
    expect(caughtUnmeasured).toEqual(planted.filter((fastestS) => fastestS > 14.15))
    expect(perTenThousand).toBe(0)
  })
})
