import { describe, expect, it } from 'vitest'
import type { Trace } from './trace-types'
import {
  hasRoomFor,
  MOST_VEHICLES,
  noVehicles,
  reduceTrace,
  selectedVehicle,
  type TraceAction,
} from './traced-vehicles'

const CASE = 7
const HOUR_MS = 3_600_000

const traceOf = (plate: string, ...hours: number[]): Trace => ({
  plate,
  from: 0,
  to: 24 * HOUR_MS,
  isCut: false,
  passages: hours.map((hour) => ({
    plate,
    at: hour * HOUR_MS,
    cameraId: 1,
    cameraCode: 'c1',
    cameraName: null,
    cameraNameEn: null,
    lng: 126 + hour / 100,
    lat: 45,
    bearing: null,
    speedKmh: null,
    vehicleClass: null,
    vehicleColour: null,
    sourceId: '',
    hasPlateImage: false,
    hasSceneImage: false,
  })),
})
const traced = (plate: string, ...hours: number[]): TraceAction => ({
  type: 'traced',
  caseId: CASE,
  trace: traceOf(plate, ...hours),
})
const having = (...actions: TraceAction[]) => actions.reduce(reduceTrace, Object.freeze(noVehicles(CASE)))
const platesOf = (state: ReturnType<typeof having>) =>
  state.vehicles.map(({ number, trace }) => `${number} ${trace.plate}`)

describe('vehicles of a case', () => {
  it('are numbered as they come, and the newest is selected with its trips', () => {
    const state = having(traced('A', 1, 5), traced('B', 2))
    expect(platesOf(state)).toEqual(['1 A', '2 B'])
    expect(state.selected).toBe(2)
    expect(state.vehicles[0].trips.map(({ from }) => from / HOUR_MS)).toEqual([1, 5])
    expect([...state.vehicles[0].track.at]).toEqual([HOUR_MS, 5 * HOUR_MS])
  })

  it('keep their number while others go, and a new one takes the lowest that is free', () => {
    const state = having(traced('A', 1), traced('B', 1), traced('C', 1), { type: 'remove', number: 2 }, traced('D', 1))
    expect(platesOf(state)).toEqual(['1 A', '2 D', '3 C'])
  })

  it('are replaced by a newer trace of the same plate, which is shown again', () => {
    const state = having(
      traced('A', 1),
      traced('B', 1),
      { type: 'hide', number: 1, isHidden: true },
      traced('A', 1, 2, 3),
    )
    expect(platesOf(state)).toEqual(['1 A', '2 B'])
    expect(selectedVehicle(state)).toMatchObject({ number: 1, isHidden: false, trips: { length: 3 } })
  })

  it('are ten at most: the eleventh changes nothing, one of the ten may be traced again', () => {
    const ten = having(...Array.from({ length: MOST_VEHICLES }, (_, i) => traced(`P${i}`, 1)))
    expect(reduceTrace(ten, traced('P10', 1))).toBe(ten)
    expect(['P10', 'p·3', ''].map((plate) => hasRoomFor(ten, plate))).toEqual([false, true, false])
    expect(hasRoomFor(having(traced('A', 1)), 'P10')).toBe(true)
    expect(selectedVehicle(reduceTrace(ten, traced('P3', 1, 9)))?.trips).toHaveLength(2)
  })

  it('go with their case, and come in only under it', () => {
    const state = having(traced('A', 1))
    expect(reduceTrace(state, { type: 'case', caseId: CASE })).toBe(state)
    expect(reduceTrace(state, { type: 'case', caseId: null })).toEqual(noVehicles(null))
    const other = reduceTrace(state, { type: 'case', caseId: 8 })
    expect(reduceTrace(other, traced('A', 1))).toBe(other)
  })

  it('leave the selection to the first of the others when the selected one goes', () => {
    const state = having(traced('A', 1), traced('B', 1), { type: 'trip', index: 0 }, { type: 'remove', number: 2 })
    expect(state).toMatchObject({ selected: 1, trip: null })
    expect(having(traced('A', 1), { type: 'remove', number: 1 })).toEqual(noVehicles(CASE))
    const kept = having(traced('A', 1), traced('B', 1), { type: 'trip', index: 0 }, { type: 'remove', number: 1 })
    expect(kept).toMatchObject({ selected: 2, trip: 0 })
  })

  it('replay one trip alone until another vehicle is selected or it is hidden', () => {
    const one = having(traced('A', 1, 5), traced('B', 2), { type: 'trip', index: 0 })
    expect(one.trip).toBe(0)
    expect(reduceTrace(one, { type: 'select', number: 2 })).toBe(one)
    expect(reduceTrace(one, { type: 'select', number: 1 }).trip).toBeNull()
    expect(reduceTrace(one, { type: 'hide', number: 2, isHidden: true }).trip).toBeNull()
    expect(reduceTrace(one, { type: 'hide', number: 1, isHidden: true }).trip).toBe(0)
    expect(reduceTrace(one, { type: 'trip', index: null }).trip).toBeNull()
  })
})
