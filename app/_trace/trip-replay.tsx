'use client'
/** The replay of one trip: the vehicle on the map, its passages, the recording, the timeline. */
import type { Layer } from '@deck.gl/core'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { vehicleLayers } from '../_map/layers/trip-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import type { Rgb } from '../_map/palette'
import { Section } from '../_panels/panel'
import { Timeline } from '../_timeline/timeline'
import { useReplay } from '../_timeline/use-replay'
import { PassageClip } from './passage-clip'
import { PassageList } from './passage-list'
import type { VehicleTrip } from './trace-types'

const MARGIN_MS = 15_000
const NO_LAYERS: Layer[] = []

export function TripReplay({ trip, caseId, color }: { trip: VehicleTrip; caseId: number; color: Rgb }) {
  const t = useTranslations('trace')
  const { palette } = useMap()
  const replay = useReplay(useMemo(() => [trip.from - MARGIN_MS, trip.to + MARGIN_MS] as const, [trip]))
  const time = replay?.clock.time
  useMapLayers(
    'trace-vehicle',
    useMemo(
      () => (time === undefined ? NO_LAYERS : vehicleLayers({ trip, time, color, palette })),
      [trip, time, color, palette],
    ),
  )
  if (!replay) return null
  return (
    <>
      <Section title={t('replay')}>
        <div className="grid gap-2">
          <PassageList trip={trip} time={replay.clock.time} onSeek={replay.seek} />
          <p className="text-ink-3 text-xs">{t('honest')}</p>
        </div>
      </Section>
      <PassageClip trip={trip} caseId={caseId} clock={replay.clock} />
      <Timeline
        replay={replay}
        marks={trip.passages.map((passage) => passage.at)}
        rows={[{ key: trip.from, spans: [trip] }]}
      />
    </>
  )
}
