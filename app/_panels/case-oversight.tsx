'use client'
/** Cases by number and validity: what was read under them stays with their units and the audit. */
import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { CaseHold } from './case-hold'
import { Note, Skeleton } from './panel'

export function CaseOversight() {
  const t = useTranslations('oversight')
  const format = useFormatter()
  const cases = useQuery({
    queryKey: ['oversight', 'cases'],
    queryFn: ({ signal }) => api.oversight.cases.query(undefined, { signal }),
  })
  if (cases.isError) return <Note tone="warn">{messageOf(cases.error)}</Note>
  if (!cases.data) return <Skeleton lines={3} />
  const day = (at: number) => format.dateTime(at, { dateStyle: 'medium' })
  return (
    <div className="grid gap-3" data-testid="case-oversight">
      <p className="text-ink-3 text-xs">{t('only')}</p>
      <p className="text-ink-3 text-xs">{t('holdHint')}</p>
      {cases.data.length === 0 && <p className="text-[13px] text-ink-2">{t('none')}</p>}
      <ul className="grid max-h-[320px] gap-2 overflow-y-auto text-[13px]">
        {cases.data.map((row) => (
          <li key={row.id} className="grid grid-cols-[1fr_auto] gap-x-2">
            <span className="truncate">{row.number}</span>
            <span className={row.isOpen ? 'text-working' : 'text-ink-3'}>
              {t(row.isOpen ? 'open' : row.closedAt === null ? 'expired' : 'closed')}
            </span>
            <span className="truncate text-ink-3 text-xs">{row.unit}</span>
            <span className="text-ink-3 text-xs">
              {t('valid', { from: day(row.validFrom), until: day(row.closedAt ?? row.validUntil) })}
            </span>
            {row.isOpen && <CaseHold id={row.id} number={row.number} isHeld={row.isHeld} />}
          </li>
        ))}
      </ul>
    </div>
  )
}
