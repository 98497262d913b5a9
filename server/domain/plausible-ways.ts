/**
 * The ways over the road network that a vehicle may have taken between two passages, each with its share.
 *
 * Plausible is a way that is quickest through some edge (`via-ways.ts`) and whose cost lies within `DETOUR` of the cheapest, however long
 * the vehicle took: one that stood still for ten minutes does not make the whole city plausible. How they share is told in
 * `way-shares.ts`; ways that run together for most of their length are listed as one. What is left to ways that are not listed, and to a
 * vehicle that went somewhere else meanwhile, is `others`: shares and others add to 1.
 */
import { distinctWays } from './distinct-ways'
import type { Costs } from './quickest-edges'
import type { RoadGraph } from './road-graph'
import type { Candidate } from './road-snap'
import { type ViaWay, viaWays } from './via-ways'
import { type SilentReader, type Way, wayShares } from './way-shares'

export interface Leg {
  /** Where the vehicle may have been at the first and at the second passage. */
  from: readonly Candidate[]
  to: readonly Candidate[]
  /** Between the two, 0 or more. */
  seconds: number
}

export interface WayOptions {
  /** Readers that worked and did not read the vehicle. */
  silent?: readonly SilentReader[]
  /** The chance that a working reader misses a vehicle, above 0 and at most 1. */
  missRate?: number
  /** How many ways are listed at most. */
  most?: number
}

export interface PlausibleWays {
  /** The likeliest first. */
  ways: Way[]
  /** How many ways there are that are not all but impossible, listed or not. */
  count: number
  others: number
  /** Every edge of every plausible way, listed or not. */
  edges: UsedEdge[]
}

export interface UsedEdge {
  edge: number
  /** Of the ways that use it, 0 to 1. */
  share: number
  /** The part that is used, metres from its beginning. */
  fromM: number
  toM: number
}

/** One plate in twelve: readers in good order read 90 to 95 % of what passes. */
export const MISS_RATE = 0.08
const MOST_LISTED = 5
/** Below it a way is not worth a line, unless it is the likeliest. */
const LEAST_LISTED = 0.02
/** Below it a way, or a stretch, is all but impossible. */
export const LEAST_SHARE = 0.005
const TURN_S = 4
const U_TURN_S = 30
/** How much more than the cheapest a way may cost: a share of it, and seconds. */
const DETOUR = { share: 0.25, seconds: 20 }
/** Ways that are weighed, the cheapest; and of those how many, the likeliest, are compared with one another. */
const MOST_WEIGHED = 3_000
const MOST_COMPARED = 250

/** Throws when the time or the miss rate is out of range. No ways when no road joins the ends. */
export function plausibleWays(
  graph: RoadGraph,
  { from, to, seconds }: Leg,
  { silent = [], missRate = MISS_RATE, most = MOST_LISTED }: WayOptions = {},
): PlausibleWays {
  if (!(seconds >= 0)) throw new RangeError(`seconds must be 0 or more, got ${seconds}`)
  if (!(missRate > 0 && missRate <= 1)) throw new RangeError(`missRate must be above 0 and at most 1, got ${missRate}`)
  const costs: Costs = { edges: graph.usualS, turn: TURN_S, uTurn: U_TURN_S }
  const found = viaWays(graph, costs, from, to, (least) => least * (1 + DETOUR.share) + DETOUR.seconds)
  if (found.length === 0) return { ways: [], count: 0, others: 1, edges: [] }
  const ways = wayShares(graph, found.slice(0, MOST_WEIGHED), { seconds, silent, missRate })
  const likeliest = ways.toSorted((a, b) => b.share - a.share).slice(0, MOST_COMPARED)
  const distinct = distinctWays(graph, likeliest)
  const count = Math.max(1, distinct.filter(({ share }) => share >= LEAST_SHARE).length)
  const listed = distinct.filter(({ share }, i) => i === 0 || share >= LEAST_LISTED).slice(0, most)
  const others = Math.max(0, 1 - listed.reduce((sum, { share }) => sum + share, 0))
  return { ways: listed, count, others, edges: usedEdges(graph, ways) }
}

function usedEdges({ lengthM }: RoadGraph, ways: readonly (ViaWay & { share: number })[]): UsedEdge[] {
  const used = new Map<number, UsedEdge>()
  for (const { edges, share, start, end } of ways)
    for (const [i, edge] of edges.entries()) {
      const fromM = i === 0 ? start.alongM : 0
      const toM = i === edges.length - 1 ? end.alongM : lengthM[edge]
      const known = used.get(edge)
      if (!known) used.set(edge, { edge, share, fromM, toM })
      else {
        // A way round the block begins and ends on one edge, and uses it once.
        if (i === 0 || edge !== edges[0]) known.share += share
        known.fromM = Math.min(known.fromM, fromM)
        known.toM = Math.max(known.toM, toM)
      }
    }
  return [...used.values()]
}
