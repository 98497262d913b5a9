/** Whether a vehicle can have driven from one passage to the next in the time between. */
import type { ClockSkew } from './clock-skew'
import type { RoadGraph } from './road-graph'
import type { Candidate } from './road-snap'
import { quickestCost } from './via-ways'

export interface LegTimes {
  /** As the cameras' clocks said, UTC epoch milliseconds. */
  from: number
  to: number
  /** Of the first and of the second camera; null: never measured. */
  clocks: readonly [ClockSkew | null, ClockSkew | null]
}

export type LegVerdict =
  | { kind: 'feasible'; fastestS: number; observedS: number }
  | {
      kind: 'infeasible'
      fastestS: number
      observedS: number
      /** The share of the fastest time by which it was too quick, above 0 and up to 1, clocks allowed for. */
      excess: number
      /** Both clocks were measured, so that it is not they that are wrong. */
      isClockRuledOut: boolean
    }
  /** No road joins the two as far as the map is known. */
  | { kind: 'unknown'; observedS: number }

/** A clock that nobody measured is taken as set to a second, which is what readers must keep (GA/T 497). */
const USUAL_SPREAD_MS = 1_000
/** Deviations within which a clock is believed. */
const SURE = 2
/** A vehicle may be read this far before or behind the place that is nearest to the camera. */
const READING_SLACK_M = 25

/**
 * Seconds that nobody stays under between two places, at speeds that nobody goes beyond for long, with free turns and turning round at
 * once; 0 where the places are within what readers reach, Infinity where no road joins them.
 */
export function fastestSeconds(graph: RoadGraph, from: readonly Candidate[], to: readonly Candidate[]): number {
  const quickest = quickestCost(graph, { edges: graph.fastestS, turn: 0, uTurn: 0 }, from.map(certain), to.map(certain))
  const slack = ({ edge }: Candidate) => (graph.fastestS[edge] / graph.lengthM[edge]) * READING_SLACK_M
  return Math.max(0, quickest - Math.max(0, ...from.map(slack)) - Math.max(0, ...to.map(slack)))
}

const certain = (place: Candidate): Candidate => ({ ...place, unlikely: 0 })

/** That a misread is not ruled out is found out beside this: see `misreadOf`. */
export function legCheck(fastestS: number, { from, to, clocks }: LegTimes): LegVerdict {
  const [first, second] = clocks
  const observedS = (to - (second?.skewMs ?? 0) - (from - (first?.skewMs ?? 0))) / 1_000
  if (fastestS === Number.POSITIVE_INFINITY) return { kind: 'unknown', observedS }
  const spread = Math.hypot(first?.spreadMs ?? USUAL_SPREAD_MS, second?.spreadMs ?? USUAL_SPREAD_MS)
  const longest = Math.max(0, observedS + (SURE * spread) / 1_000)
  if (longest >= fastestS) return { kind: 'feasible', fastestS, observedS }
  const isClockRuledOut = first !== null && second !== null
  return { kind: 'infeasible', fastestS, observedS, excess: 1 - longest / fastestS, isClockRuledOut }
}
