import type { Trip } from '../../server/domain/trips'
import type { api } from '../_ui/api'

/** What one search found of one vehicle. */
export type Trace = Awaited<ReturnType<typeof api.passages.trace.mutate>>
export type Passage = Trace['passages'][number]
export type VehicleTrip = Trip<Passage>
