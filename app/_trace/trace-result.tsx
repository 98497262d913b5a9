'use client'
/** What a search found: three figures, and the trips. */
import { useFormatter, useTranslations } from 'use-intl'
import { Figures, Note, Section } from '../_panels/panel'
import type { Trace, VehicleTrip } from './trace-types'
import { TripList } from './trip-list'

interface TraceResultProps {
  trace: Trace
  trips: readonly VehicleTrip[]
  chosen: number | null
  onChoose(index: number): void
}

export function TraceResult({ trace: { plate, passages, isCut }, trips, chosen, onChoose }: TraceResultProps) {
  const t = useTranslations('trace')
  const format = useFormatter()
  return (
    <>
      <Figures
        items={[
          { label: t('trips'), value: format.number(trips.length) },
          { label: t('passages'), value: format.number(passages.length) },
          { label: t('cameras'), value: format.number(new Set(passages.map(({ cameraId }) => cameraId)).size) },
        ]}
      />
      <Section title={t('tripsOf', { plate })}>
        {trips.length === 0 && <Note>{t('none')}</Note>}
        {isCut && <Note tone="warn">{t('cut')}</Note>}
        <TripList trips={trips} chosen={chosen} onChoose={onChoose} />
      </Section>
    </>
  )
}
