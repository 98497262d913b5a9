'use client'
/** How many cameras see each cell of what is in view: loaded, and shown on the map. */
import { useQuery } from '@tanstack/react-query'
import { useQueryState, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { api } from '../_ui/api'
import { CoveragePictures } from './coverage-pictures'
import { coverageLayers } from './layers/coverage-layers'
import { useCountsForViewsheds, useMap, useMapLayers } from './map-context'
import { isOnMap, parseAsRing, useQuestion } from './plan-url'
import { urlState } from './url-state'

/** About a kilometre, so that small moves ask for nothing new. */
const STEP = 0.01

/** What the map shows of the question in the address; a shape is always about the cameras that work now. */
export function useMappedQuestion() {
  const { question, usedLevel } = useQuestion()
  const [shape] = useQueryState('shape', parseAsRing)
  const isEffective = shape !== null || (isOnMap(question) && question.kind === 'effective')
  return {
    purpose: isEffective ? ('effective' as const) : ('designed' as const),
    isOther: shape === null && !isOnMap(question),
    level: question.level,
    usedLevel,
  }
}

/** The tiles in view, of which the old ones stay until the new ones are there. */
export function useCoverageTiles() {
  const { bounds } = useMap()
  const { purpose, level } = useMappedQuestion()
  const [{ hide }] = useQueryStates(urlState)
  const isShown = !hide.includes('coverage')
  const [west, south, east, north] = (bounds ?? []).map(
    (degrees, i) => (i < 2 ? Math.floor(degrees / STEP) : Math.ceil(degrees / STEP)) * STEP,
  )
  const box: [number, number, number, number] = [west, south, east, north]
  const coverage = useQuery({
    queryKey: ['coverage-map', box, purpose, level],
    queryFn: ({ signal }) => api.coverage.map.query({ box, purpose, level }, { signal }),
    enabled: isShown && bounds !== null,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  })
  return { isShown, tiles: isShown ? coverage.data?.tiles : undefined }
}

export function useCoverageMap(): void {
  const { palette } = useMap()
  const { isOther } = useMappedQuestion()
  const { isShown, tiles } = useCoverageTiles()
  const [pictures] = useState(() => new CoveragePictures())
  const layers = useMemo(
    () => (tiles ? coverageLayers({ tiles: pictures.draw(tiles, palette), palette, isOther }) : []),
    [tiles, palette, isOther, pictures],
  )
  useMapLayers('coverage', layers, 'below')
  useCountsForViewsheds(isShown)
}
