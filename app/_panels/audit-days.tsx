'use client'
/** How much was done on each day, as bars; the same figures are in the title of each. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { Note } from './panel'

const DAY_MS = 86_400_000

type Asked = Parameters<typeof api.audit.byDay.query>[0]

export function AuditDays({ asked }: { asked: Asked }) {
  const t = useTranslations('audit')
  const format = useFormatter()
  const days = useQuery({
    queryKey: ['audit-days', asked],
    queryFn: ({ signal }) => api.audit.byDay.query(asked, { signal }),
    placeholderData: keepPreviousData,
  })
  if (days.isError) return <Note tone="warn">{messageOf(days.error)}</Note>
  if (!days.data || days.data.length === 0) return null
  const totals = new Map<string, number>()
  for (const { day, count } of days.data) totals.set(day, (totals.get(day) ?? 0) + count)
  const most = Math.max(...totals.values())
  const shown = daysFrom(asked.from ?? Date.parse(days.data[0].day))
  const dateOf = (day: string) => format.dateTime(Date.parse(day), { dateStyle: 'medium', timeZone: 'UTC' })
  return (
    <figure className="grid gap-1">
      <div className="flex h-16 items-end gap-px border-line border-b" role="img" aria-label={t('use')}>
        {shown.map((day) => {
          const count = totals.get(day) ?? 0
          const height = count === 0 ? 0 : Math.max(4, (100 * count) / most)
          return (
            <span
              key={day}
              className="max-w-6 flex-1 rounded-t-sm bg-accent"
              style={{ height: `${height}%` }}
              title={t('onDay', { day: dateOf(day), count })}
            />
          )
        })}
      </div>
      <figcaption className="flex justify-between text-ink-3 text-xs">
        <span>{dateOf(shown[0])}</span>
        <span>{t('most', { count: most })}</span>
      </figcaption>
    </figure>
  )
}

/** Every day from an instant until today, UTC, as the audit counts them. */
function daysFrom(from: number): string[] {
  const days: string[] = []
  for (let at = from - (from % DAY_MS); at <= Date.now(); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
