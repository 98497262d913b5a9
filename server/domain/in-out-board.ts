/**
 * Vehicles in and out over a ring, by whole hours, from the plate readers of its crossings.
 *
 * A way is a direction over a crossing that a reader captures. Several readers of one way are not added up: the busier one in that hour
 * counts. Crossings that share a reader in one direction are one way, so that nobody is counted twice there. Directions without a reader are no way:
 * vehicles through them are not counted, so in minus out is not what is inside.
 */
import type { Crossing } from './cordons'
import { busierHour, type HourFlow } from './flows'

export type Side = 'in' | 'out'

/** A way as it is read; crossings by their index. */
export interface Way {
  crossings: number[]
  readers: number[]
}

export interface WayFlow extends Way {
  hours: HourFlow[]
}

/** The captured ways of one side, in the order of the ring. */
export function waysOf(crossings: readonly Pick<Crossing, Side>[], side: Side): Way[] {
  let ways: Way[] = []
  for (const [index, { [side]: readers }] of crossings.entries()) {
    if (!readers || readers.length === 0) continue
    const shared = ways.filter((way) => way.readers.some((id) => readers.includes(id)))
    const merged = [...shared, { crossings: [index], readers }]
    const way = {
      crossings: merged.flatMap((part) => part.crossings),
      readers: [...new Set(merged.flatMap((part) => part.readers))],
    }
    ways = [...ways.filter((other) => !shared.includes(other)), way]
  }
  return ways.sort((a, b) => a.crossings[0] - b.crossings[0])
}

/** A reader that is not among `flows` says nothing. */
export function wayFlow(way: Way, flows: ReadonlyMap<number, readonly HourFlow[]>, hourCount: number): WayFlow {
  const hours = Array.from({ length: hourCount }, (_, hour) =>
    way.readers.map((id) => flows.get(id)?.[hour] ?? 'unknown').reduce<HourFlow>(busierHour, 'unknown'),
  )
  return { ...way, hours }
}

/** What was counted over all ways of a side in each hour; without a way that was counted, why. */
export function sideHours(ways: readonly Pick<WayFlow, 'hours'>[], hourCount: number): HourFlow[] {
  return Array.from({ length: hourCount }, (_, hour) =>
    ways.map(({ hours }) => hours[hour]).reduce<HourFlow>(sumOfHour, 'unknown'),
  )
}

const sumOfHour = (a: HourFlow, b: HourFlow): HourFlow =>
  typeof a === 'number' && typeof b === 'number' ? a + b : busierHour(a, b)

/** The hour with most vehicles in and out together; null when nothing was counted. */
export function busiestHour(sides: readonly (readonly HourFlow[])[]): { hour: number; vehicles: number } | null {
  let busiest: { hour: number; vehicles: number } | null = null
  for (const [hour] of (sides[0] ?? []).entries()) {
    const counted = sides.map((hours) => hours[hour]).filter((flow) => typeof flow === 'number')
    const vehicles = counted.reduce((sum, flow) => sum + flow, 0)
    if (vehicles > (busiest?.vehicles ?? 0)) busiest = { hour, vehicles }
  }
  return busiest
}
