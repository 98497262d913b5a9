'use client'
/** Close up: the exact outline of covered ground about what is in view, fetched when the map rests. */
import { useQuery } from '@tanstack/react-query'
import { parseAsBoolean, useQueryState, useQueryStates } from 'nuqs'
import { useEffect, useState } from 'react'
import { api } from '../_ui/api'
import type { Bounds } from './map-canvas'
import { useMapPlace } from './map-context'
import { steppedBox } from './stepped-box'
import { urlState } from './url-state'
import { useMappedQuestion } from './use-mapped-question'

const FROM_ZOOM = 17
/** Some 400 m, so that small moves ask for nothing new. */
const STEP = 0.004
const REST_MS = 250

/** The value once it has not changed for a while. */
function useResting<T>(value: T): T {
  const [resting, setResting] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), REST_MS)
    return () => clearTimeout(timer)
  }, [value])
  return resting
}

const holds = (outer: Bounds, inner: Bounds) =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]

/** `outline` is null wherever cells are to be drawn: from afar, when they are wanted, and until the outline of all in view is there. */
export function useExactOutline() {
  const { view, bounds } = useMapPlace()
  const { asked } = useMappedQuestion()
  const [{ hide }] = useQueryStates(urlState)
  const [isByCell, setByCell] = useQueryState('cells', parseAsBoolean.withDefault(false))
  const isNear = view.zoom >= FROM_ZOOM && !hide.includes('coverage')
  const resting = useResting(bounds)
  const box = isNear && !isByCell && resting ? steppedBox(resting, STEP) : null
  const outline = useQuery({
    queryKey: ['coverage-outline', box, asked],
    queryFn: async ({ signal }) => {
      const { geometry } = await api.coverage.outline.query({ box: box!, question: asked }, { signal })
      return { geometry, box: box! }
    },
    enabled: box !== null,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  })
  const { data } = outline
  const isWhole = data !== undefined && bounds !== null && holds(data.box, bounds)
  return {
    isNear,
    isByCell,
    setByCell,
    outline: isNear && !isByCell && isWhole ? data.geometry : null,
    isMissing: outline.isError,
  }
}
