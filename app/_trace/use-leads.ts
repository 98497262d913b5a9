'use client'
/** A search for plates of which not everything is known, or that may have been misread: audited, under a case. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { APPROVALS, type ApprovalOf } from '../_panels/approval-query'
import { REVIEWS } from '../_panels/review-form'
import { api } from '../_ui/api'

export type LeadSearch = Parameters<typeof api.passages.search.mutate>[0]
export type Leads = Awaited<ReturnType<typeof api.passages.search.mutate>>
export type Lead = Leads['leads'][number]

/** What passages must be besides; '' for anything. `towards` is a bearing in degrees. */
export interface LeadFilters {
  colour: string
  vehicleClass: string
  brand: string
  towards: string
  /** Within so many metres of the middle of the map. */
  radiusM: string
}

export const NO_FILTERS: LeadFilters = { colour: '', vehicleClass: '', brand: '', towards: '', radiusM: '' }

export const isWild = (plate: string) => /[?*？＊]/.test(plate)

export type LeadState = ReturnType<typeof useLeads>

export function useLeads() {
  const client = useQueryClient()
  const [filters, setFilters] = useState(NO_FILTERS)
  const search = useMutation({
    mutationFn: (asked: LeadSearch) => api.passages.search.mutate(asked),
    onSettled: () => Promise.all([APPROVALS, REVIEWS].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  return {
    filters,
    change: (part: Partial<LeadFilters>) => setFilters((old) => ({ ...old, ...part })),
    search,
    /** Reads what a second person agreed to. */
    runApproved: ({ id, read: { caseId, plates, from, to } }: ApprovalOf<'passages'>) =>
      search.mutate({ caseId, plate: plates[0], by: 'pattern', from, to, leave: { approvalId: id } }),
    /** The filters as they are asked; `middle` is where the map is. */
    asked: (middle: { lng: number; lat: number }): Partial<LeadSearch> => ({
      colour: filters.colour || undefined,
      vehicleClass: filters.vehicleClass || undefined,
      brand: filters.brand.trim() || undefined,
      towards: filters.towards === '' ? undefined : Number(filters.towards),
      around: filters.radiusM === '' ? undefined : { ...middle, radiusM: Number(filters.radiusM) },
    }),
  }
}
