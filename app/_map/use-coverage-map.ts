'use client'
/** How many cameras see each cell of what is in view, or close up its exact outline: loaded, and shown on the map. */
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { api } from '../_ui/api'
import { CoveragePictures } from './coverage-pictures'
import { coverageLayers } from './layers/coverage-layers'
import { outlineLayers } from './layers/outline-layers'
import type { Bounds } from './map-canvas'
import { useCountsForViewsheds, useMap, useMapLayers, useMapPlace } from './map-context'
import { steppedBox } from './stepped-box'
import { urlState } from './url-state'
import { useExactOutline } from './use-exact-outline'
import { useMappedQuestion } from './use-mapped-question'

/** About a kilometre, so that small moves ask for nothing new. */
const STEP = 0.01
const NO_BOX: Bounds = [0, 0, 0, 0]

/** The tiles in view, of which the old ones stay until the new ones are there. */
export function useCoverageTiles() {
  const { bounds } = useMapPlace()
  const { purpose, level } = useMappedQuestion()
  const [{ hide }] = useQueryStates(urlState)
  const isShown = !hide.includes('coverage')
  const box = bounds ? steppedBox(bounds, STEP) : NO_BOX
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
  const { outline } = useExactOutline()
  const [pictures] = useState(() => new CoveragePictures())
  const layers = useMemo(() => {
    if (outline) return outlineLayers({ outline, palette })
    return tiles ? coverageLayers({ tiles: pictures.draw(tiles, palette), palette, isOther }) : []
  }, [outline, tiles, palette, isOther, pictures])
  useMapLayers('coverage', layers, 'below')
  useCountsForViewsheds(isShown)
}
