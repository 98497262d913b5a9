'use client'
/** The jurisdiction that planning is about, and its blind spots under the question in the address. */
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useMap } from '../_map/map-context'
import { useQuestion } from '../_map/plan-url'
import { api } from '../_ui/api'

const NO_JURISDICTIONS: never[] = []

export function usePlan() {
  const { flyTo } = useMap()
  const { question } = useQuestion()
  const [chosenId, setChosenId] = useQueryState('area', parseAsInteger)
  const jurisdictions = useQuery({
    queryKey: ['jurisdictions'],
    queryFn: ({ signal }) => api.city.jurisdictions.query(undefined, { signal }),
    staleTime: 60_000,
  })
  const list = jurisdictions.data ?? NO_JURISDICTIONS
  const chosen = list.find(({ id }) => id === chosenId) ?? list.find(({ kind }) => kind === 'district') ?? list[0]
  const report = useQuery({
    queryKey: ['blind-spots', chosen?.id, question],
    queryFn: ({ signal }) => api.coverage.blindSpots.query({ jurisdictionId: chosen!.id, question }, { signal }),
    enabled: chosen !== undefined,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  })
  const choose = (id: number) => {
    void setChosenId(id)
    const next = list.find((candidate) => candidate.id === id)
    if (!next) return
    const [west, south, east, north] = next.extent
    flyTo({ zoom: 13, lng: (west + east) / 2, lat: (south + north) / 2, bounds: [west, south, east, north] })
  }
  return { jurisdictions, list, chosen, choose, report }
}

export type Plan = ReturnType<typeof usePlan>
