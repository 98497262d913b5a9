'use client'
/** The viewshed of a camera that is being turned, computed in a worker while the pointer moves. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { CameraDraft } from '../../server/domain/camera-draft'
import type { CameraView } from '../../server/domain/camera-view'
import type { DensityStandard } from '../../server/domain/optics'
import { api } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import type { PreviewAnswer, PreviewRequest } from './coverage-worker'

/** Outlines are fetched for a place on a grid of about 30 m, so that small moves need no new ones. */
const GRID_DEGREES = 0.0004
const onGrid = (degrees: number) => Math.round(degrees / GRID_DEGREES) * GRID_DEGREES

export function useDraftView(draft: CameraDraft | null): { view: CameraView | null; problem: string | null } {
  const { densityStandard, targetHeightM } = useCity()
  const worker = useRef<Worker | null>(null)
  const sent = useRef<unknown>(null)
  const sequence = useRef(0)
  const [answer, setAnswer] = useState<PreviewAnswer | null>(null)
  const [lng, lat] = draft ? [onGrid(draft.lng), onGrid(draft.lat)] : [0, 0]
  const surroundings = useQuery({
    queryKey: ['surroundings', lng, lat],
    queryFn: ({ signal }) => api.coverage.surroundings.query({ lng, lat }, { signal }),
    enabled: draft !== null,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  })

  useEffect(() => {
    const created = new Worker(new URL('./coverage-worker.ts', import.meta.url), { type: 'module' })
    created.onmessage = ({ data }: MessageEvent<PreviewAnswer>) =>
      setAnswer((last) => (last && last.sequence > data.sequence ? last : data))
    worker.current = created
    sent.current = null
    return () => created.terminate()
  }, [])

  const outlines = surroundings.data?.outlines
  useEffect(() => {
    if (!draft || !outlines || !worker.current) return
    const request: PreviewRequest = {
      sequence: ++sequence.current,
      draft,
      standard: densityStandard as DensityStandard,
      targetHeightM,
    }
    if (sent.current !== outlines) request.outlines = outlines
    sent.current = outlines
    worker.current.postMessage(request)
  }, [draft, outlines, densityStandard, targetHeightM])

  return draft && answer ? { view: answer.view, problem: answer.problem } : { view: null, problem: null }
}
