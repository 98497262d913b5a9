/** Whether one vehicle can have been where it was read twice: as far as the roads and the cameras' clocks tell. */
import type { ClockSkew } from './clock-skew'
import { fastestSeconds, type LegTimes, type LegVerdict, legCheck } from './leg-check'
import type { RoadGraph } from './road-graph'
import type { RoadSnap } from './road-snap'

/** A camera that read a plate; degrees, UTC epoch milliseconds. */
export interface Sighting {
  at: number
  cameraId: number
  lng: number
  lat: number
}

/** Reads that come this late on the whole tell nothing of a clock. */
const UNKNOWN_SPREAD_MS = 30_000

/** The verdict on driving from one sighting to a later one; clocks by camera, those that are missing were never measured. */
export type DriveCheck = (from: Sighting, to: Sighting) => LegVerdict

export const driveCheck =
  (graph: RoadGraph, snap: RoadSnap, clocks: ReadonlyMap<number, ClockSkew>): DriveCheck =>
  (from, to) => {
    const [start, end] = [from, to].map(({ lng, lat }) => snap.candidates({ lng, lat, bearing: null }))
    return legCheck(fastestSeconds(graph, start, end), timesOf(from, to, clocks))
  }

function timesOf(from: Sighting, to: Sighting, clocks: ReadonlyMap<number, ClockSkew>): LegTimes {
  const clockOf = ({ cameraId }: Sighting) => {
    const clock = clocks.get(cameraId) ?? null
    return clock && clock.spreadMs <= UNKNOWN_SPREAD_MS ? clock : null
  }
  return { from: from.at, to: to.at, clocks: [clockOf(from), clockOf(to)] }
}
