'use client'
/** The states that the trips' cameras had in the replay's window. */
import { useQuery } from '@tanstack/react-query'
import { MOST_PASTS } from '../../server/domain/camera-past'
import { api } from '../_ui/api'

export type CameraPasts = Awaited<ReturnType<typeof api.cameras.pasts.query>>

/** Null while they are not known. UTC epoch milliseconds. */
export function useCameraPasts(ids: readonly number[], from: number, to: number) {
  return useQuery({
    queryKey: ['camera-pasts', ids, from, to],
    queryFn: async ({ signal }): Promise<CameraPasts> => {
      const parts: CameraPasts[] = []
      for (let start = 0; start < ids.length; start += MOST_PASTS)
        parts.push(await api.cameras.pasts.query({ ids: ids.slice(start, start + MOST_PASTS), from, to }, { signal }))
      return parts.flat()
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}
