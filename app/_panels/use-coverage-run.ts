'use client'
/** The recomputation of coverage: followed while one runs, started, stopped and taken up again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useMap } from '../_map/map-context'
import { api } from '../_ui/api'
import { useCoverageChanged } from '../_ui/use-coverage-changed'

const EVERY_MS = 2_000
/** A run that was asked for is noted a moment later. */
const PATIENCE_MS = 6_000
export function useCoverageRun() {
  const client = useQueryClient()
  const onCoverageChanged = useCoverageChanged()
  const { reloadCameras } = useMap()
  const expectedUntil = useRef(0)
  const status = useQuery({
    queryKey: ['coverage-status'],
    queryFn: ({ signal }) => api.coverage.status.query(undefined, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'running' || Date.now() < expectedUntil.current ? EVERY_MS : false,
  })
  const run = status.data ?? null
  const isRunning = run?.state === 'running'
  const wasRunning = useRef(false)
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      onCoverageChanged()
      reloadCameras()
    }
    wasRunning.current = isRunning
  }, [isRunning, onCoverageChanged, reloadCameras])
  const follow = () => {
    expectedUntil.current = Date.now() + PATIENCE_MS
    wasRunning.current = true
    void client.invalidateQueries({ queryKey: ['coverage-status'] })
  }
  const start = useMutation({
    mutationFn: (isResumed: boolean) => api.coverage.recompute.mutate({ isResumed }),
    onSuccess: follow,
  })
  const cancel = useMutation({ mutationFn: () => api.coverage.cancel.mutate(), onSuccess: follow })
  return { run, isRunning, start, cancel }
}
