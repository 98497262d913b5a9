'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../_ui/api'

export const useMediaServers = () =>
  useQuery({ queryKey: ['media-servers'], queryFn: ({ signal }) => api.mediaServers.list.query(undefined, { signal }) })

export type MediaServer = NonNullable<ReturnType<typeof useMediaServers>['data']>[number]

/** What a camera's editor chooses from. */
export const useMediaServerNames = () =>
  useQuery({
    queryKey: ['media-server-names'],
    queryFn: ({ signal }) => api.mediaServers.names.query(undefined, { signal }),
  })

/** A change of media servers; what is shown of them is then asked for anew. */
export function useMediaServerChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(
        [['media-servers'], ['media-server-names'], ['media-outages'], ['audit']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  })
}
