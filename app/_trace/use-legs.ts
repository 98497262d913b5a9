'use client'
/** The ways between the passages of one trip, as the server knows them. Asked once for each trip, since every answer is on record. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../_ui/api'
import type { VehicleTrip } from './trace-types'

export type TripRoutes = Awaited<ReturnType<typeof api.passages.legs.mutate>>
export type Leg = TripRoutes['legs'][number]

export function useLegs({ plate, from, to }: VehicleTrip, caseId: number) {
  return useQuery({
    queryKey: ['legs', caseId, plate, from, to],
    // The end of a window is not in it.
    queryFn: () => api.passages.legs.mutate({ caseId, plate, from, to: to + 1 }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
