/** Which passages' recordings cover the clock's time. */
import { nearestWithin } from '../../server/domain/instants'
import { CLIP_AFTER_MS, CLIP_BEFORE_MS } from '../_timeline/clip-span'
import type { TracedVehicle } from './traced-vehicles'

/** More would be too small to be looked at. */
export const MOST_CLIPS = 4

export interface NearPassage {
  vehicle: TracedVehicle
  /** Which of its passages. */
  row: number
}

/** Of each vehicle the nearest passage, where there is one: the selected vehicle's first, then the nearest in time. */
export function nearPassages(vehicles: readonly TracedVehicle[], selected: number | null, time: number): NearPassage[] {
  return vehicles
    .flatMap((vehicle) => {
      const row = nearestWithin(vehicle.track.at, time, CLIP_AFTER_MS, CLIP_BEFORE_MS)
      if (row < 0) return []
      const isSelected = vehicle.number === selected
      return [{ vehicle, row, rank: isSelected ? -1 : Math.abs(vehicle.track.at[row] - time) }]
    })
    .sort((a, b) => a.rank - b.rank || a.vehicle.number - b.vehicle.number)
    .slice(0, MOST_CLIPS)
    .map(({ vehicle, row }) => ({ vehicle, row }))
}
