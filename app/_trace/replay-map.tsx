'use client'
/** The vehicles on the map: their trips, drawn once, and where the clock has them, drawn with every frame without a render. */
import { useEffect, useMemo } from 'react'
import { placeAt } from '../../server/domain/tracks'
import { passageColumns, replayLayers, type VehiclePlace } from '../_map/layers/replay-layers'
import { tripPathLayers } from '../_map/layers/trip-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { vehicleColor } from '../_map/palette'
import { drawVehicleAtlas } from '../_map/vehicle-icons'
import type { Replay } from '../_timeline/replay'
import { useEachFrame } from '../_timeline/use-replay'
import { usePreferences } from '../_ui/providers'
import type { VehicleTrip } from './trace-types'
import { MOST_VEHICLES, type TracedVehicle } from './traced-vehicles'

const OWNER = 'trace-vehicles'

interface ReplayMapProps {
  vehicles: readonly TracedVehicle[]
  /** What alone is replayed. */
  trip: VehicleTrip | null
  /** Where the replay of all begins: times on the graphics card count from here. */
  from: number
  replay: Replay
}

export function ReplayMap({ vehicles, trip, from, replay }: ReplayMapProps) {
  const { palette, moving } = useMap()
  const { theme } = usePreferences()
  const atlas = useMemo(
    () => drawVehicleAtlas(MOST_VEHICLES, (number) => vehicleColor(number, theme), palette),
    [theme, palette],
  )
  const drawn = useMemo(
    () => vehicles.map(({ number, trips, track }) => ({ number, trips, track, color: vehicleColor(number, theme) })),
    [vehicles, theme],
  )
  const columns = useMemo(() => passageColumns(drawn, from), [drawn, from])
  useMapLayers(
    'trace-paths',
    useMemo(() => tripPathLayers({ vehicles: drawn, selected: trip, palette }), [drawn, trip, palette]),
  )
  useEachFrame(replay, ({ time }) => {
    const places = vehicles.flatMap(({ number, track }): VehiclePlace[] => {
      const place = placeAt(track, time)
      return place ? [{ ...place, number }] : []
    })
    moving.set(OWNER, replayLayers({ columns, seconds: (time - from) / 1_000, places, atlas }))
  })
  useEffect(() => () => moving.set(OWNER, null), [moving])
  return null
}
