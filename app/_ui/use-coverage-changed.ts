'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

const RESTS_ON_COVERAGE = ['blind-spots', 'coverage-map', 'coverage-outline', 'sole', 'shares', 'point', 'shape']

/** Asks anew for everything that rests on coverage, after a camera was changed or all was recomputed. */
export function useCoverageChanged(): () => void {
  const client = useQueryClient()
  return useCallback(() => {
    for (const key of RESTS_ON_COVERAGE) void client.invalidateQueries({ queryKey: [key] })
  }, [client])
}
