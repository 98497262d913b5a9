'use client'
/** Passages of the day by hour; the one that is chosen is what the map and the figures are of. */
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api } from '../_ui/api'
import { HourBars } from './hour-bars'
import { Section } from './panel'
import { useDay } from './use-day'

export function PassageHours() {
  const t = useTranslations('overview')
  const format = useFormatter()
  const { day, hour, setHour } = useDay()
  const profile = useQuery({
    queryKey: ['profile', day.from, day.to],
    queryFn: ({ signal }) => api.heat.profile.query(day, { signal }),
  })
  const bars = profile.data?.map((row) => ({
    hour: row.hour,
    values: [row.passages],
    label: t('hourLabel', {
      hour: format.dateTime(row.hour, { hour: '2-digit', minute: '2-digit', hour12: false }),
      count: row.passages,
    }),
  }))
  return (
    <Section title={t('hours')}>
      {bars && <HourBars legend={t('byHour')} bars={bars} chosen={hour ?? -1} onChoose={setHour} />}
    </Section>
  )
}
