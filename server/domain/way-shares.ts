/**
 * How likely each of some ways is. Drivers prefer what costs less, and ways that share edges are not counted twice: a path-size logit
 * (Ben-Akiva and Bierlaire, "Discrete Choice Methods and their Applications to Short Term Travel Decisions", Handbook of
 * Transportation Science, 1999). That is multiplied by how likely its ends are, by how likely the observed time is on it, and by the
 * chance that each working reader on it missed the vehicle. The constants are assumed, not fitted.
 */
import type { RoadGraph } from './road-graph'
import type { ViaWay } from './via-ways'

/** A reader that worked and did not read the vehicle, at the place and in the direction that it reads. */
export interface SilentReader {
  id: number
  edge: number
  alongM: number
}

export interface Way extends ViaWay {
  /** 0 to 1. */
  share: number
  /** Working readers on it that did not read the vehicle. */
  silent: number[]
}

export interface WayEvidence {
  /** Between the two passages. */
  seconds: number
  silent: readonly SilentReader[]
  missRate: number
}

/** A way that takes this much longer is e times less likely: a share of the time of the best, and seconds. */
const SCALE = { share: 0.05, seconds: 5 }
/** Observed time over usual time: log-normal about its median. */
const PACE = { median: 1.5, deviation: 0.5 }
/** The chance that the vehicle stopped on the way; then all longer times, up to e^4 as long, are as likely. */
const STOPS = 0.1
const STOP_RANGE = 4
/** The chance that it went somewhere else meanwhile, before anything else is known. */
const ELSEWHERE = 0.1

/** The ways in their order, with shares that add to 1 together with what is left to a vehicle that went somewhere else. */
export function wayShares(
  { lengthM }: RoadGraph,
  ways: readonly ViaWay[],
  { seconds, silent, missRate }: WayEvidence,
): Way[] {
  const [best] = ways
  const scale = best.seconds * SCALE.share + SCALE.seconds
  const uses = usesOf(ways)
  const chosen = ways.map(
    (way) =>
      Math.exp(-(way.seconds - best.seconds) / scale - way.start.unlikely - way.end.unlikely + nearest(best)) *
      ownPart(way, lengthM, uses),
  )
  const here = (1 - ELSEWHERE) / sum(chosen)
  const weighed = ways.map((way, i) => {
    const missed = silentOn(way, silent)
    return { missed, weight: here * chosen[i] * timeDensity(seconds, way) * missRate ** missed.length }
  })
  const all = ELSEWHERE * stopDensity(seconds, best) + sum(weighed.map(({ weight }) => weight))
  return ways.map((way, i) => ({ ...way, share: weighed[i].weight / all, silent: weighed[i].missed }))
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
/** Keeps the exponents near 0 when both ends of every way are far from their cameras. */
const nearest = ({ start, end }: ViaWay) => start.unlikely + end.unlikely

function usesOf(ways: readonly ViaWay[]): Map<number, number> {
  const uses = new Map<number, number>()
  for (const { edges } of ways) for (const edge of edges) uses.set(edge, (uses.get(edge) ?? 0) + 1)
  return uses
}

/** The path size: 1 where a way shares no edge with another, 1/n where n ways share all. */
function ownPart({ edges }: ViaWay, lengthM: Float64Array, uses: ReadonlyMap<number, number>): number {
  return sum(edges.map((edge) => lengthM[edge] / uses.get(edge)!)) / sum(edges.map((edge) => lengthM[edge]))
}

/** Over the logarithm of the time, as is the next. */
function timeDensity(observed: number, way: ViaWay): number {
  const off = Math.log(paceOn(observed, way) / PACE.median) / PACE.deviation
  const driving = Math.exp((-off * off) / 2) / (PACE.deviation * Math.sqrt(2 * Math.PI))
  return (1 - STOPS) * driving + STOPS * stopDensity(observed, way)
}

const stopDensity = (observed: number, way: ViaWay) => (paceOn(observed, way) >= 1 ? 1 / STOP_RANGE : 0)
const paceOn = (observed: number, { seconds }: ViaWay) => Math.max(observed, 1) / Math.max(seconds, 1)

function silentOn({ edges, start, end }: ViaWay, silent: readonly SilentReader[]): number[] {
  if (silent.length === 0) return []
  const passes = (i: number, alongM: number) =>
    (i > 0 || alongM > start.alongM) && (i < edges.length - 1 || alongM < end.alongM)
  const passed = silent.filter(({ edge, alongM }) => edges.some((own, i) => own === edge && passes(i, alongM)))
  return [...new Set(passed.map(({ id }) => id))]
}
