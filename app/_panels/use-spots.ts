'use client'
/** Blind spots on the map: which are shown, selected and pointed at, there and in the table alike. */
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import type { BlindSpotCause } from '../../server/domain/point-sights'
import type { NamedBlindSpot } from '../../server/services/jurisdiction-blind-spots'
import { blindSpotLayers, stressedSpotLayers } from '../_map/layers/blind-spot-layers'
import { useMap, useMapLayers, useMapPlace } from '../_map/map-context'
import { CAUSES } from './cause-mark'

const SPOT_ZOOM = 16.5
const RANKS_BY_ZOOM = (zoom: number) => (zoom < 12.5 ? 5 : zoom < 14 ? 20 : 300)

/** `isQuiet`: kept, and not drawn while something else is the subject. */
export function useSpots(all: readonly NamedBlindSpot[] | undefined, isQuiet: boolean) {
  const { flyTo, palette, hatch } = useMap()
  const { view } = useMapPlace()
  const [selectedId, setSelectedId] = useQueryState('spot', parseAsString)
  const [cause, setCause] = useQueryState('cause', parseAsStringLiteral(CAUSES))
  const [hoveredId, setHoveredId] = useState<string | null>(null)
  const spots = useMemo(() => (all ?? []).filter((spot) => cause === null || spot.cause === cause), [all, cause])
  const ranksUpTo = RANKS_BY_ZOOM(view.zoom)
  const layers = useMemo(
    () =>
      hatch && !isQuiet ? blindSpotLayers({ spots, selectedId, palette, hatch, ranksUpTo, onHover: setHoveredId }) : [],
    [spots, selectedId, palette, hatch, ranksUpTo, isQuiet],
  )
  const hovered = spots.find(({ id }) => id === hoveredId) ?? null
  const stressed = useMemo(() => stressedSpotLayers({ spot: hovered, palette }), [hovered, palette])
  useMapLayers('plan', layers, 'below')
  useMapLayers('plan-hover', stressed, 'below')
  const select = useCallback(
    (spot: NamedBlindSpot) => {
      void setSelectedId(spot.id)
      flyTo({ zoom: Math.max(view.zoom, SPOT_ZOOM), lng: spot.center[0], lat: spot.center[1] })
    },
    [setSelectedId, flyTo, view.zoom],
  )
  return {
    spots,
    cause: cause as BlindSpotCause | null,
    setCause,
    selectedId,
    setSelectedId,
    hoveredId,
    setHoveredId,
    select,
  }
}

export type Spots = ReturnType<typeof useSpots>
