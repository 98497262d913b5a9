'use client'
/** What is kept how long, what the last purge took, and what open cases hold. */
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { PURGED_KINDS } from '../../server/domain/retention'
import { api, messageOf } from '../_ui/api'
import { Note, Skeleton } from './panel'

export function RetentionSummary() {
  const t = useTranslations('retention')
  const format = useFormatter()
  const kept = useQuery({
    queryKey: ['city-rules', 'retention'],
    queryFn: ({ signal }) => api.city.retention.query(undefined, { signal }),
  })
  if (kept.isError) return <Note tone="warn">{messageOf(kept.error)}</Note>
  if (!kept.data) return <Skeleton lines={4} />
  const { passageDays, auditDays, last, held } = kept.data
  const gone = PURGED_KINDS.filter((kind) => last?.counts[kind])
  return (
    <div className="grid gap-3 text-[13px]" data-testid="retention">
      <table className="w-full">
        <caption className="label mb-1 text-left">{t('title')}</caption>
        <tbody>
          {(['passages', 'requests', 'remarks'] as const).map((kind) => (
            <Row key={kind} what={t(kind)} kept={t('days', { days: passageDays })} />
          ))}
          <Row what={t('files')} kept={t('withCase')} />
          <Row what={t('sessions')} kept={t('untilOver')} />
          <Row what={t('audit')} kept={t('atLeast', { days: auditDays })} />
        </tbody>
      </table>
      <p className="text-ink-3 text-xs">{t('hint')}</p>
      <div>
        <p className="label mb-1">{t('last')}</p>
        <p>
          {last
            ? t(last.finishedAt === null ? 'running' : 'finished', {
                at: format.dateTime(last.finishedAt ?? last.startedAt, { dateStyle: 'medium', timeStyle: 'short' }),
              })
            : t('never')}
        </p>
        {last && gone.length === 0 && <p className="text-ink-2">{t('nothing')}</p>}
        <ul>
          {gone.map((kind) => (
            <li key={kind} className="flex justify-between gap-3">
              <span className="text-ink-2">{t(`gone.${kind}`)}</span>
              <span>{format.number(last!.counts[kind]!)}</span>
            </li>
          ))}
        </ul>
      </div>
      {held.cases > 0 && <p>{t('held', held)}</p>}
    </div>
  )
}

const Row = ({ what, kept }: { what: string; kept: string }) => (
  <tr className="border-line border-b align-baseline">
    <th scope="row" className="py-1 pr-3 text-left font-normal text-ink-2">
      {what}
    </th>
    <td className="whitespace-nowrap py-1 text-right">{kept}</td>
  </tr>
)
