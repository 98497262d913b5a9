'use client'
/** What is marked in a case and exported under it, and the calls that change it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter } from 'use-intl'
import { APPROVALS } from '../_panels/approval-query'
import { api } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import type { Stretch } from './stretch'

const BOOKMARKS = 'bookmarks'
const EXPORTS = 'exports'
const BUSY_POLL_MS = 1_000
const POLL_MS = 20_000

export const useBookmarks = (caseId: number) =>
  useQuery({
    queryKey: [BOOKMARKS, caseId],
    queryFn: ({ signal }) => api.bookmarks.list.query({ caseId }, { signal }),
    refetchInterval: POLL_MS,
  })
export type Bookmark = NonNullable<ReturnType<typeof useBookmarks>['data']>[number]

export const useExports = (caseId: number) =>
  useQuery({
    queryKey: [EXPORTS, caseId],
    queryFn: ({ signal }) => api.exports.list.query({ caseId }, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.exports.some(({ state }) => state === 'queued' || state === 'running') ? BUSY_POLL_MS : POLL_MS,
  })
export type Export = NonNullable<ReturnType<typeof useExports>['data']>['exports'][number]

/** A call after which the lists are asked for anew. */
export function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>, onSuccess?: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess,
    onSettled: () =>
      Promise.all([[BOOKMARKS], [EXPORTS], APPROVALS].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}

const TO_THE_SECOND = {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
} as const

/** How a camera and a stretch of time are written. */
export function useStretchWords() {
  const format = useFormatter()
  const localName = useLocalName()
  return {
    camera: (camera: { code: string; name: string | null; nameEn: string | null }) => localName(camera) || camera.code,
    span: ({ from, to }: Pick<Stretch, 'from' | 'to'>) => format.dateTimeRange(from, to, TO_THE_SECOND),
    moment: (at: number) => format.dateTime(at, TO_THE_SECOND),
    minute: (at: number) => format.dateTime(at, { ...TO_THE_SECOND, second: undefined }),
  }
}
