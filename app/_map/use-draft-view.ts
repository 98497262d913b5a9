'use client'
/** The viewshed of a camera that is being turned, computed in a worker while the pointer moves. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { CameraDraft } from '../../server/domain/camera-draft'
import type { DensityStandard } from '../../server/domain/optics'
import { api } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import type { PreviewAnswer, PreviewRequest } from './coverage-worker'

/** Outlines are fetched for a place on a grid of about 30 m, so that small moves need no new ones. */
const GRID_DEGREES = 0.0004
const onGrid = (degrees: number) => Math.round(degrees / GRID_DEGREES) * GRID_DEGREES

/** Wide enough for the farthest view about a place on the grid. */
const AROUND_DEGREES = 0.005
const NOTHING = { view: null, change: null, problem: null }

/** `counted`: the camera as it is counted in coverage; null when it is not, as a new one. It must keep its identity. */
export function useDraftView(
  draft: CameraDraft | null,
  counted: CameraDraft | null,
): Pick<PreviewAnswer, 'view' | 'change' | 'problem'> {
  const { densityStandard, targetHeightM } = useCity()
  const worker = useRef<Worker | null>(null)
  const sent = useRef<Pick<PreviewRequest, 'outlines' | 'tiles' | 'watched' | 'stored'>>({})
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

  const box: [number, number, number, number] = [
    lng - AROUND_DEGREES,
    lat - AROUND_DEGREES,
    lng + AROUND_DEGREES,
    lat + AROUND_DEGREES,
  ]
  const coverage = useQuery({
    queryKey: ['coverage-map', box, 'effective', null],
    queryFn: ({ signal }) => api.coverage.map.query({ box, purpose: 'effective', level: null }, { signal }),
    enabled: draft !== null,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  })

  const mustSee = useQuery({
    queryKey: ['watched-tiles', box],
    queryFn: ({ signal }) => api.areas.watchedTiles.query({ box }, { signal }),
    enabled: draft !== null,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
  })

  useEffect(() => {
    const created = new Worker(new URL('./coverage-worker.ts', import.meta.url), { type: 'module' })
    created.onmessage = ({ data }: MessageEvent<PreviewAnswer>) =>
      setAnswer((last) => (last && last.sequence > data.sequence ? last : data))
    worker.current = created
    sent.current = {}
    return () => created.terminate()
  }, [])

  const outlines = surroundings.data?.outlines
  const tiles = coverage.data?.tiles ?? null
  const watched = mustSee.data ?? null
  useEffect(() => {
    if (!draft || !outlines || !worker.current) return
    const request: PreviewRequest = {
      sequence: ++sequence.current,
      draft,
      standard: densityStandard as DensityStandard,
      targetHeightM,
      ...(sent.current.outlines !== outlines ? { outlines } : {}),
      ...(sent.current.tiles !== tiles ? { tiles } : {}),
      ...(sent.current.watched !== watched ? { watched } : {}),
      ...(sent.current.stored !== counted ? { stored: counted } : {}),
    }
    sent.current = { outlines, tiles, watched, stored: counted }
    worker.current.postMessage(request)
  }, [draft, outlines, tiles, watched, counted, densityStandard, targetHeightM])

  return draft && answer ? answer : NOTHING
}
