/**
 * Traffic flow as counting stations have it, by whole hours.
 *
 * A plate reader is a counting station: its flow in an hour is how many vehicles it read in it, each as often as it came past, in the
 * direction that the reader reads. A street's flow is that of its busiest reader in the span that is asked about. Readers along one street are never added up: who drives past three of them
 * would count three times. A street without a reader is not measured, which is not the same as empty.
 *
 * An hour in which fewer than LEAST_VEHICLES different vehicles were read, or none, is `few`: which of both stays unsaid, and it is in no
 * sum. An hour in which the reader was down for a moment, or in which nothing is known of it and nothing was read, is `unknown`. So every figure is a sum of hours with enough vehicles at one reader each.
 */
import type { CameraState } from './camera'

/** Vehicles read in an hour, at least LEAST_VEHICLES; or why there is no figure. */
export type HourFlow = number | 'few' | 'unknown'

export interface ReaderFlow {
  id: number
  /** One for each hour of the span. */
  hours: readonly HourFlow[]
}

export interface FlowSum {
  /** Over the hours that are counted. */
  vehicles: number
  /** Hours of each kind. */
  counted: number
  few: number
  unknown: number
}

/** `passages`: reads of an hour with enough vehicles, undefined where there were not enough; `states`: those the reader had in it. */
export function hourFlow(passages: number | undefined, states: readonly CameraState[]): HourFlow {
  if (states.some((state) => state === 'offline' || state === 'fault')) return 'unknown'
  return passages ?? (states.every((state) => state === 'working') ? 'few' : 'unknown')
}

export function sumOfHours(hours: readonly HourFlow[]): FlowSum {
  const counted = hours.filter((hour) => typeof hour === 'number')
  return {
    vehicles: counted.reduce((sum, vehicles) => sum + vehicles, 0),
    counted: counted.length,
    few: hours.filter((hour) => hour === 'few').length,
    unknown: hours.filter((hour) => hour === 'unknown').length,
  }
}

/** Of two readers of the same traffic what the busier one has; one that knows goes before one that does not. */
export function busierHour(a: HourFlow, b: HourFlow): HourFlow {
  if (typeof a === 'number' && typeof b === 'number') return Math.max(a, b)
  return [a, b].find((hour) => typeof hour === 'number') ?? (a === 'few' || b === 'few' ? 'few' : 'unknown')
}

/** The reader with the highest flow in the chosen hour of the span, or in all of it (null); of several the one that knows more, then the first. */
export function busiestReader<T extends ReaderFlow>(readers: readonly T[], hour: number | null): T | null {
  const figuresOf = ({ hours }: T) => sumOfHours(hour === null ? hours : [hours[hour]])
  return readers.reduce<T | null>((best, reader) => {
    if (!best) return reader
    const [a, b] = [figuresOf(reader), figuresOf(best)]
    const difference = a.vehicles - b.vehicles || b.unknown - a.unknown
    return difference > 0 ? reader : best
  }, null)
}
