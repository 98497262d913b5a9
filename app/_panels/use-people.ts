'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../_ui/api'

export const usePeople = () =>
  useQuery({ queryKey: ['people'], queryFn: ({ signal }) => api.people.list.query(undefined, { signal }) })

export type Person = NonNullable<ReturnType<typeof usePeople>['data']>[number]

export const useUnits = () =>
  useQuery({ queryKey: ['units'], queryFn: ({ signal }) => api.people.units.query(undefined, { signal }) })

/** A change of people or units; what is shown of both is then asked for anew. */
export function usePeopleChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(
        [['people'], ['units'], ['oversight'], ['audit']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
}
