'use client'
/** The auditor's workspace: is the audit whole, who did what and how often, was a plate ever searched, and some rows by lot. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { AUDIT_ACTIONS, type AuditAction } from '../../server/domain/audit-actions'
import { api, messageOf } from '../_ui/api'
import { AuditDays } from './audit-days'
import { AuditRows } from './audit-rows'
import { AuditSeal } from './audit-seal'
import { Note, Section, Skeleton } from './panel'
import { WaitingReviews } from './waiting-reviews'

const DAY_MS = 86_400_000
const PERIODS = [1, 7, 30, 365] as const

export function AuditPanel() {
  const t = useTranslations('audit')
  const actions = useTranslations('admin.action')
  const [plate, setPlate] = useState('')
  const [person, setPerson] = useState('')
  const [action, setAction] = useState<AuditAction | ''>('')
  const [days, setDays] = useState<(typeof PERIODS)[number]>(30)
  const [isSample, setSample] = useState(false)
  // To the minute, so that typing does not ask anew each time.
  const [now] = useState(() => Math.ceil(Date.now() / 60_000) * 60_000)
  const asked = {
    plate: plate.trim().length >= 2 ? plate.trim() : undefined,
    person: person.trim() || undefined,
    action: action || undefined,
    from: now - days * DAY_MS,
  }
  const rows = useQuery({
    queryKey: ['audit', asked, isSample],
    queryFn: ({ signal }) => (isSample ? api.audit.sample : api.audit.list).query(asked, { signal }),
    placeholderData: keepPreviousData,
    // Drawn by lot: it stays while it is worked through.
    staleTime: isSample ? Number.POSITIVE_INFINITY : 0,
  })
  const judged = rows.data?.filter(({ review }) => review).length ?? 0
  return (
    <>
      <WaitingReviews />
      <Section title={t('seal')}>
        <AuditSeal />
      </Section>
      <Section title={t('search')}>
        <div className="grid gap-2.5">
          <label className="grid gap-1">
            <span className="label">{t('plate')}</span>
            <input className="field" maxLength={20} value={plate} onChange={(event) => setPlate(event.target.value)} />
          </label>
          <label className="grid gap-1">
            <span className="label">{t('person')}</span>
            <input
              className="field"
              maxLength={60}
              value={person}
              onChange={(event) => setPerson(event.target.value)}
            />
          </label>
          <div className="grid grid-cols-2 gap-2">
            <label className="grid gap-1">
              <span className="label">{t('action')}</span>
              <select
                className="field"
                value={action}
                onChange={(event) => setAction(event.target.value as AuditAction | '')}
              >
                <option value="">{t('everything')}</option>
                {AUDIT_ACTIONS.map((each) => (
                  <option key={each} value={each}>
                    {actions(each)}
                  </option>
                ))}
              </select>
            </label>
            <label className="grid gap-1">
              <span className="label">{t('period')}</span>
              <select
                className="field"
                value={days}
                onChange={(event) => setDays(Number(event.target.value) as (typeof PERIODS)[number])}
              >
                {PERIODS.map((each) => (
                  <option key={each} value={each}>
                    {t('lastDays', { days: each })}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <AuditDays asked={asked} />
          <div className="flex flex-wrap items-center gap-2">
            <button
              type="button"
              className={`button ${isSample ? 'on' : ''}`}
              aria-pressed={isSample}
              onClick={() => setSample((was) => !was)}
            >
              {t('sample')}
            </button>
            {isSample && (
              <button type="button" className="button quiet" disabled={rows.isFetching} onClick={() => rows.refetch()}>
                {t('drawAgain')}
              </button>
            )}
          </div>
          {isSample && rows.data && (
            <p className="text-[13px] text-ink-2" role="status">
              {t('judged', { judged, of: rows.data.length })}
            </p>
          )}
          {rows.isError && <Note tone="warn">{messageOf(rows.error)}</Note>}
          {rows.isPending && <Skeleton />}
          {rows.data?.length === 0 && <p className="text-ink-2">{asked.plate ? t('neverSearched') : t('nothing')}</p>}
          {rows.data && <AuditRows rows={rows.data} isJudged={isSample} />}
        </div>
      </Section>
    </>
  )
}
