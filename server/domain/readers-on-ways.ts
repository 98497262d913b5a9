/** Plate readers as places on the road graph: where, and which way, they read. */
import type { CameraState } from './camera'
import type { RoadGraph } from './road-graph'
import type { RoadSnap } from './road-snap'

export interface Reader {
  id: number
  lng: number
  lat: number
  /** Null: not known; nobody can say then which traffic it would have read. */
  bearing: number | null
  /** In order of time: from each instant on, UTC epoch milliseconds, this state. */
  states: { from: number; state: CameraState }[]
}

export interface PlacedReader {
  id: number
  edge: number
  alongM: number
}

/** Plates are read some way before the camera. */
const READS_AHEAD_M = 15
const NEAR_M = 30
/** It reads front plates of traffic within this of its axis, as in `cordons.ts`. */
const MOST_PLATE_ANGLE = 30
const DEGREE = Math.PI / 180

/** Each on the edge it reads best; those that look along no road near them are left out. */
export function placeReaders(readers: readonly Reader[], graph: RoadGraph, snap: RoadSnap): PlacedReader[] {
  return readers.flatMap(({ id, lng, lat, bearing }) => {
    if (bearing === null) return []
    const [x, y] = graph.frame.toLocal(lng, lat)
    const ahead = [
      x + READS_AHEAD_M * Math.sin(bearing * DEGREE),
      y + READS_AHEAD_M * Math.cos(bearing * DEGREE),
    ] as const
    const [toLng, toLat] = graph.frame.toLngLat(...ahead)
    const found = snap
      .candidates({ lng: toLng, lat: toLat, bearing: (bearing + 180) % 360 }, NEAR_M)
      .find(({ angle }) => angle <= MOST_PLATE_ANGLE)
    return found ? [{ id, edge: found.edge, alongM: found.alongM }] : []
  })
}

/** The least it was able to do between two instants: `working` only when it worked throughout; unknown where nobody had said. */
export function stateBetween({ states }: Pick<Reader, 'states'>, from: number, to: number): CameraState {
  const before = states.findLast((change) => change.from <= from)?.state ?? 'unknown'
  const during = states.filter((change) => change.from > from && change.from <= to).map(({ state }) => state)
  return [before, ...during].find((state) => state !== 'working') ?? 'working'
}
