/**
 * Vehicles in and out over a ring, by whole hours, from the plate readers of its crossings.
 *
 * What counts are the directions over crossings that a reader captures. Several readers of one direction are not added up: the busier
 * one in that hour counts. Crossings that share a reader are counted as one, so that nobody counts twice there. Vehicles through directions
 * without a reader are not counted, so in minus out is not what is inside. Roads that lead along the ring are left out.
 */
import type { Crossing } from './cordons'
import { busierHour, type HourFlow } from './flows'

export type Side = 'in' | 'out'

/** Crossings by their index; several where they share a reader. */
export interface ReadDirection {
  crossings: number[]
  readers: number[]
}

export interface DirectionFlow extends ReadDirection {
  hours: HourFlow[]
}

/** The captured directions of one side, in the order of the ring. */
export function readDirections(crossings: readonly Pick<Crossing, Side | 'isAlong'>[], side: Side): ReadDirection[] {
  let directions: ReadDirection[] = []
  for (const [index, { [side]: readers, isAlong }] of crossings.entries()) {
    if (isAlong || !readers || readers.length === 0) continue
    const shared = directions.filter((direction) => direction.readers.some((id) => readers.includes(id)))
    const merged = [...shared, { crossings: [index], readers }]
    const direction = {
      crossings: merged.flatMap((part) => part.crossings),
      readers: [...new Set(merged.flatMap((part) => part.readers))],
    }
    directions = [...directions.filter((other) => !shared.includes(other)), direction]
  }
  return directions.sort((a, b) => a.crossings[0] - b.crossings[0])
}

/** A reader that is not among `flows` says nothing. */
export function directionFlow(
  direction: ReadDirection,
  flows: ReadonlyMap<number, readonly HourFlow[]>,
  hourCount: number,
): DirectionFlow {
  const hours = Array.from({ length: hourCount }, (_, hour) =>
    direction.readers.map((id) => flows.get(id)?.[hour] ?? 'unknown').reduce<HourFlow>(busierHour, 'unknown'),
  )
  return { ...direction, hours }
}

/** What was counted over all directions of a side in each hour; where none was, why. */
export function sideHours(directions: readonly Pick<DirectionFlow, 'hours'>[], hourCount: number): HourFlow[] {
  return Array.from({ length: hourCount }, (_, hour) =>
    directions.map(({ hours }) => hours[hour]).reduce<HourFlow>(sumOfHour, 'unknown'),
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
