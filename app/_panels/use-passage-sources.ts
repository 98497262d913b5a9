'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../_ui/api'

const SOURCES = ['passage-sources']

export const usePassageSources = () =>
  useQuery({
    queryKey: SOURCES,
    queryFn: ({ signal }) => api.passageSources.list.query(undefined, { signal }),
    refetchInterval: 10_000,
  })

export type PassageSource = NonNullable<ReturnType<typeof usePassageSources>['data']>[number]

/** A change of sources; what is shown of them is then asked for anew. */
export function usePassageSourceChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () => Promise.all([SOURCES, ['audit']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
