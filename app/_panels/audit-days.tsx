'use client'
/** How much was done on each day, as bars; the same figures are in the title of each. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { Note } from './panel'

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
  const totals = new Map<string, number>()
  for (const { day, count } of days.data ?? []) totals.set(day, (totals.get(day) ?? 0) + count)
  const most = Math.max(1, ...totals.values())
  if (totals.size === 0) return null
  return (
    <figure className="grid gap-1">
      <div className="flex h-16 items-end gap-px" role="img" aria-label={t('use')}>
        {[...totals].map(([day, count]) => (
          <span
            key={day}
            className="min-w-0.5 flex-1 rounded-t-sm bg-accent"
            style={{ height: `${Math.max(4, (100 * count) / most)}%` }}
            title={t('onDay', {
              day: format.dateTime(Date.parse(day), { dateStyle: 'medium', timeZone: 'UTC' }),
              count,
            })}
          />
        ))}
      </div>
      <figcaption className="text-ink-3 text-xs">{t('most', { count: most })}</figcaption>
    </figure>
  )
}
