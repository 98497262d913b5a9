'use client'
/** The replay of a case's vehicles under one clock: the map, the cameras as they were, recordings, passages, the timeline. */
import { type ReactNode, useLayoutEffect, useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { mergeInstants } from '../../server/domain/instants'
import { cssColor, vehicleColor } from '../_map/palette'
import { Section } from '../_panels/panel'
import type { Asked } from '../_recordings/asked-form'
import { Timeline } from '../_timeline/timeline'
import { useReplay } from '../_timeline/use-replay'
import { usePreferences } from '../_ui/providers'
import { CamerasThen } from './cameras-then'
import { PassageClips } from './passage-clips'
import { PassageList } from './passage-list'
import { ReplayMap } from './replay-map'
import { busyOf, type Skip, SkipChoice } from './skip-choice'
import type { VehicleTrip } from './trace-types'
import type { TracedVehicle } from './traced-vehicles'
import { VehiclesNow } from './vehicles-now'

const MARGIN_MS = 15_000

interface VehiclesReplayProps {
  caseId: number
  /** Those that are shown and were read, at least one. */
  vehicles: readonly TracedVehicle[]
  selected: number | null
  /** What alone is replayed. */
  trip: VehicleTrip | null
  onWhole(): void
  onMark(asked: Asked): void
  /** What of the selected vehicle stands before its passages. */
  children: ReactNode
}

function useWhole(vehicles: readonly TracedVehicle[]) {
  return useMemo(() => {
    const instants = mergeInstants(vehicles.map(({ track }) => track.at))
    const ids = [...new Set(vehicles.flatMap(({ trace }) => trace.passages.map(({ cameraId }) => cameraId)))]
    const window = [instants[0] - MARGIN_MS, instants[instants.length - 1] + MARGIN_MS] as const
    return { instants, window, cameraIds: ids.sort((a, b) => a - b) }
  }, [vehicles])
}

export function VehiclesReplay(props: VehiclesReplayProps) {
  const { caseId, vehicles, selected, trip, onWhole, onMark, children } = props
  const t = useTranslations('trace')
  const { theme } = usePreferences()
  const { instants, window, cameraIds } = useWhole(vehicles)
  const replay = useReplay(trip ? [trip.from - MARGIN_MS, trip.to + MARGIN_MS] : window)
  const [skip, setSkip] = useState<Skip>('nothing')
  const busy = useMemo(() => busyOf(vehicles, skip), [vehicles, skip])
  useLayoutEffect(() => replay.playOnly(busy), [replay, busy])
  const rows = useMemo(
    () =>
      vehicles.map(({ number, trace, trips, track }) => {
        const color = cssColor(vehicleColor(number, theme))
        return { key: number, number, name: `${number} · ${trace.plate}`, color, spans: trips, marks: track.at }
      }),
    [vehicles, theme],
  )
  return (
    <>
      <ReplayMap vehicles={vehicles} trip={trip} from={window[0]} replay={replay} />
      <Section title={t('replay')}>
        <div className="grid gap-2.5">
          <VehiclesNow vehicles={vehicles} replay={replay} />
          <CamerasThen ids={cameraIds} window={window} replay={replay} />
          {trip && (
            <button type="button" className="button justify-self-start" onClick={onWhole}>
              {t('whole')}
            </button>
          )}
          <p className="text-ink-3 text-xs">{t('honest')}</p>
        </div>
      </Section>
      {children}
      {trip && (
        <Section title={t('passagesOfTrip')}>
          <PassageList trip={trip} caseId={caseId} replay={replay} />
        </Section>
      )}
      <PassageClips {...{ vehicles, selected, caseId, replay, onMark }} />
      <Timeline replay={replay} instants={instants} rows={rows} busy={busy}>
        <SkipChoice skip={skip} onChoose={setSkip} />
      </Timeline>
    </>
  )
}
