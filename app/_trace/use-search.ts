'use client'
/** A plate and days in the city's zone, and the audited search for them under a case. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { APPROVALS, type ApprovalOf, type TraceQuery } from '../_panels/approval-query'
import { REVIEWS } from '../_panels/review-form'
import { api } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import { clockTimeOf, instantOf } from '../_ui/zone-time'
import type { Trace } from './trace-types'

const DAY_MS = 86_400_000
export const LONGEST_DAYS = 366

type Asked = Parameters<typeof api.passages.trace.mutate>[0]

/** What the form holds; days as `YYYY-MM-DD`. */
export interface SearchFields {
  plate: string
  fromDay: string
  toDay: string
}

export type Search = ReturnType<typeof useSearch>

/** `hasRoom`: whether one more trace of this plate can be shown; without room none is read. */
export function useSearch(hasRoom: (plate: string) => boolean, onTraced: (trace: Trace, asked: Asked) => void) {
  const client = useQueryClient()
  const { passageSpan, timeZone } = useCity()
  const dayOf = (at: number) => clockTimeOf(at, timeZone).slice(0, 10)
  const startOf = (day: string) => instantOf(`${day}T00:00`, timeZone)!
  const [fields, setFields] = useState<SearchFields>(() => {
    const lastDay = dayOf((passageSpan?.to ?? Date.now()) - 1)
    return { plate: '', fromDay: lastDay, toDay: lastDay }
  })
  const trace = useMutation({
    mutationFn: (asked: Asked) => api.passages.trace.mutate(asked),
    onSettled: () => Promise.all([APPROVALS, REVIEWS].map((queryKey) => client.invalidateQueries({ queryKey }))),
    onSuccess: onTraced,
  })
  const [from, to] = [startOf(fields.fromDay), startOf(fields.toDay) + DAY_MS]
  const days = Math.round((to - from) / DAY_MS)
  return {
    fields,
    change: (part: Partial<SearchFields>) => setFields((old) => ({ ...old, ...part })),
    trace,
    days,
    hasRoom,
    isFull: !hasRoom(fields.plate),
    isAskable:
      fields.plate.trim().length >= 2 && hasRoom(fields.plate) && days >= 1 && days <= LONGEST_DAYS && !trace.isPending,
    queryUnder: (caseId: number): TraceQuery => ({ caseId, plate: fields.plate, from, to }),
    /** Reads what a second person agreed to, and shows in the form what that is. */
    runApproved({ id, read: { caseId, plates, from, to } }: ApprovalOf<'passages'>) {
      setFields({ plate: plates[0], fromDay: dayOf(from), toDay: dayOf(to - 1) })
      if (!hasRoom(plates[0])) return
      trace.mutate({ caseId, plate: plates[0], from, to, leave: { approvalId: id } })
    },
  }
}
