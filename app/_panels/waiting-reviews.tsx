'use client'
/** Breakings of the glass by other units, until somebody has judged each. */
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { Subject } from './audit-rows'
import { Note, Section } from './panel'
import { REVIEWS, ReviewForm } from './review-form'

const POLL_MS = 30_000

export function WaitingReviews() {
  const t = useTranslations('review')
  const format = useFormatter()
  const isAuditor = useMay()('audit.read')
  const waiting = useQuery({
    queryKey: [...REVIEWS, 'waiting'],
    queryFn: ({ signal }) => api.reviews.waiting.query(undefined, { signal }),
    refetchInterval: POLL_MS,
  })
  if (waiting.isError) return <Note tone="warn">{messageOf(waiting.error)}</Note>
  if (!waiting.data || (!isAuditor && waiting.data.rows.length === 0)) return null
  const { rows, counts } = waiting.data
  return (
    <Section title={t('title')} aside={format.number(isAuditor ? counts.waiting : rows.length)}>
      <div className="grid gap-3 text-[13px]" data-testid="waiting-reviews">
        {counts.waiting === 0 && <p className="text-ink-2">{t('none')}</p>}
        {rows.map((row) => (
          <article key={row.id} className="grid gap-0.5 rounded-lg border border-fault p-3">
            <span className="flex flex-wrap justify-between gap-2">
              <span className="font-medium">{t('who', { name: row.personName, unit: row.unit })}</span>
              <span className="text-ink-3 text-xs">
                {format.dateTime(row.at, { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
            </span>
            <Subject object={row.object} />
            {row.caseNumber && <span className="text-ink-2 text-xs">{t('case', { number: row.caseNumber })}</span>}
            <span>{row.reason}</span>
            <ReviewForm id={row.id} />
          </article>
        ))}
        {isAuditor && counts.ofOwnUnit > 0 && (
          <p className="text-ink-2 text-xs">{t('sameUnit', { count: counts.ofOwnUnit })}</p>
        )}
        {isAuditor && (
          <p className="text-ink-3 text-xs">{t('counts', { proper: counts.proper, improper: counts.improper })}</p>
        )}
      </div>
    </Section>
  )
}
