/** Streets in the order of their flow, each by its busiest reader in the chosen hour, or in the whole day. */
import { busiestReader, type FlowSum, sumOfHours } from '../../server/domain/flows'
import type { StreetFlow, StreetReader } from '../../server/services/street-flows'

export interface RankedStreet extends StreetFlow {
  station: StreetReader
  /** Of the station, in the chosen span. */
  sum: FlowSum
  /** Null: withheld or not known. */
  vehicles: number | null
  kind: 'counted' | 'few' | 'unknown'
}

export function rankedStreets(streets: readonly StreetFlow[], hour: number | null): RankedStreet[] {
  return streets
    .map((street): RankedStreet => {
      const station = busiestReader(street.readers, hour)!
      const sum = sumOfHours(hour === null ? station.hours : [station.hours[hour]])
      const kind = sum.counted > 0 ? 'counted' : sum.few > 0 ? 'few' : 'unknown'
      return { ...street, station, sum, vehicles: kind === 'counted' ? sum.vehicles : null, kind }
    })
    .sort((a, b) => (b.vehicles ?? -1) - (a.vehicles ?? -1) || (a.name < b.name ? -1 : 1))
}
