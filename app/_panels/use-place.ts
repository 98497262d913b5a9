'use client'
/** The street or place chosen in the report: kept in the address, shown on the map, gone to when it is chosen. */
import { useQuery } from '@tanstack/react-query'
import { createParser, useQueryState } from 'nuqs'
import { useEffect, useMemo, useRef } from 'react'
import { boxOfArea, widened } from '../../server/domain/drawn-area'
import type { AskedPlace } from '../../server/services/place-shape'
import { placeLayers } from '../_map/layers/place-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { api } from '../_ui/api'

/** What lies about it is part of what one wants to see. */
const MARGIN_M = 90

/** `street:NAME` or `area:ID` */
const parseAsPlace = createParser<AskedPlace>({
  parse(text) {
    const [, kind, id] = /^(street|area):(.+)$/s.exec(text) ?? []
    return kind ? { kind: kind as AskedPlace['kind'], id } : null
  },
  serialize: ({ kind, id }) => `${kind}:${id}`,
  eq: (a, b) => a.kind === b.kind && a.id === b.id,
})

export function usePlace(jurisdictionId: number | undefined) {
  const { palette, flyTo } = useMap()
  const [place, setPlace] = useQueryState('place', parseAsPlace)
  const found = useQuery({
    queryKey: ['place', jurisdictionId, place],
    queryFn: ({ signal }) => api.coverage.place.query({ jurisdictionId: jurisdictionId!, place: place! }, { signal }),
    enabled: jurisdictionId !== undefined && place !== null,
    staleTime: 300_000,
    retry: false,
  })
  const shape = place === null ? undefined : found.data
  const layers = useMemo(() => (shape ? placeLayers({ shape, palette }) : []), [shape, palette])
  useMapLayers('place', layers)
  const isWanted = useRef(false)
  useEffect(() => {
    if (!shape || !isWanted.current) return
    isWanted.current = false
    const [west, south, east, north] = widened(boxOfArea(shape), MARGIN_M)
    flyTo({ zoom: 16, lng: (west + east) / 2, lat: (south + north) / 2, bounds: [west, south, east, north] })
  }, [shape, flyTo])
  return {
    place,
    clear: () => void setPlace(null),
    problem: place === null ? null : found.error,
    /** Chosen again, it is let go. */
    select(next: AskedPlace) {
      const isSame = place?.kind === next.kind && place.id === next.id
      isWanted.current = !isSame
      void setPlace(isSame ? null : next)
    },
  }
}

export type Place = ReturnType<typeof usePlace>
