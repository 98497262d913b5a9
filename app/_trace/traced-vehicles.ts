/** The vehicles that are traced under one case, and what of them is shown. */
import { normalisePlate } from '../../server/domain/plate'
import { type Track, trackOf } from '../../server/domain/tracks'
import { tripsOf } from '../../server/domain/trips'
import type { Trace, VehicleTrip } from './trace-types'

/** As many as there are rows and numbers for. */
export const MOST_VEHICLES = 10
const GAP_MS = 30 * 60_000

export interface TracedVehicle {
  /** 1 … 10, its own while it is in the list: colour and number on the map. */
  number: number
  trace: Trace
  /** In order of time. */
  trips: VehicleTrip[]
  track: Track
  isHidden: boolean
}

export interface TracedVehicles {
  caseId: number | null
  /** In the order of their numbers. */
  vehicles: readonly TracedVehicle[]
  /** Number of the one that the panel tells about; null without any. */
  selected: number | null
  /** Index of the selected one's trip that alone is replayed; null: the whole time of all. */
  trip: number | null
}

export type TraceAction =
  | { type: 'case'; caseId: number | null }
  | { type: 'traced'; caseId: number; trace: Trace }
  | { type: 'select'; number: number }
  | { type: 'remove'; number: number }
  | { type: 'hide'; number: number; isHidden: boolean }
  | { type: 'trip'; index: number | null }

export const noVehicles = (caseId: number | null): TracedVehicles => ({
  caseId,
  vehicles: [],
  selected: null,
  trip: null,
})

export const selectedVehicle = ({ vehicles, selected }: TracedVehicles): TracedVehicle | null =>
  vehicles.find(({ number }) => number === selected) ?? null

/** Whether one more trace of this plate, as it was typed, can be shown. */
export const hasRoomFor = ({ vehicles }: TracedVehicles, plate: string): boolean =>
  vehicles.length < MOST_VEHICLES || vehicles.some(({ trace }) => trace.plate === normalisePlate(plate).normalised)

/** Vehicles belong to the case they were read under: with another one they go. What was read under another does not come in. */
export function reduceTrace(state: TracedVehicles, action: TraceAction): TracedVehicles {
  switch (action.type) {
    case 'case':
      return action.caseId === state.caseId ? state : noVehicles(action.caseId)
    case 'traced':
      return action.caseId === state.caseId ? withTrace(state, action.trace) : state
    case 'select':
      return action.number === state.selected ? state : { ...state, selected: action.number, trip: null }
    case 'remove':
      return without(state, action.number)
    case 'hide':
      return changed(state, action.number, { isHidden: action.isHidden })
    case 'trip':
      return { ...state, trip: action.index }
  }
}

/** A plate that is there already keeps its number; an eleventh vehicle changes nothing. */
function withTrace(state: TracedVehicles, trace: Trace): TracedVehicles {
  const known = state.vehicles.find((vehicle) => vehicle.trace.plate === trace.plate)
  const number = known?.number ?? freeNumber(state.vehicles)
  if (number === null) return state
  const trips = tripsOf(trace.passages, { maxGapMs: GAP_MS })
  const added: TracedVehicle = { number, trace, trips, track: trackOf(trips), isHidden: false }
  const vehicles = [...state.vehicles.filter((vehicle) => vehicle.number !== number), added]
  return { ...state, vehicles: vehicles.sort((a, b) => a.number - b.number), selected: number, trip: null }
}

function freeNumber(vehicles: readonly TracedVehicle[]): number | null {
  for (let number = 1; number <= MOST_VEHICLES; number++)
    if (vehicles.every((vehicle) => vehicle.number !== number)) return number
  return null
}

function without(state: TracedVehicles, number: number): TracedVehicles {
  const vehicles = state.vehicles.filter((vehicle) => vehicle.number !== number)
  if (state.selected !== number) return { ...state, vehicles }
  return { ...state, vehicles, selected: vehicles[0]?.number ?? null, trip: null }
}

/** What is hidden is not replayed alone. */
function changed(state: TracedVehicles, number: number, part: Pick<TracedVehicle, 'isHidden'>): TracedVehicles {
  const vehicles = state.vehicles.map((vehicle) => (vehicle.number === number ? { ...vehicle, ...part } : vehicle))
  return { ...state, vehicles, trip: part.isHidden && state.selected === number ? null : state.trip }
}
