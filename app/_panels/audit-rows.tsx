'use client'
import { useFormatter, useTranslations } from 'use-intl'
import type { AuditAction } from '../../server/domain/audit-actions'
import type { api } from '../_ui/api'
import { ReviewForm, Verdict } from './review-form'

type Row = Awaited<ReturnType<typeof api.audit.list.query>>[number]

/** `isJudged`: each row that has no verdict yet asks for one. */
export function AuditRows({ rows, isJudged }: { rows: readonly Row[]; isJudged: boolean }) {
  const t = useTranslations('audit')
  const actions = useTranslations('admin.action')
  const format = useFormatter()
  return (
    <ol className="grid gap-2 text-[13px]" data-testid="audit">
      {rows.map((row) => (
        <li key={row.id} className="border-line border-b pb-2">
          <span className="flex justify-between gap-2">
            <span className={row.action === 'glass-broken' ? 'font-medium text-fault' : 'font-medium'}>
              {actions(row.action as AuditAction)}
            </span>
            <span className="text-ink-3 text-xs">
              {format.dateTime(row.at, { dateStyle: 'short', timeStyle: 'medium' })}
            </span>
          </span>
          <Subject object={row.object} />
          <span className="block text-ink-3 text-xs">
            {row.personName} · {row.unit}
            {row.caseNumber && ` · ${t('case', { number: row.caseNumber })}`}
          </span>
          {row.reason && <span className="block text-ink-3 text-xs">{row.reason}</span>}
          <span className="block text-ink-3 text-xs">{t('row', { id: row.id })}</span>
          {row.review ? <Verdict {...row.review} /> : isJudged && <ReviewForm id={row.id} />}
        </li>
      ))}
    </ol>
  )
}

/** Plates stand in the audit as a digest and their last two characters; nobody can read the digest. */
export function Subject({ object }: { object: string }) {
  const t = useTranslations('audit')
  const tails = [...object.matchAll(/[0-9a-f]{32} …(\S+?)(?:,|$)/gu)].map(([, tail]) => tail)
  if (tails.length === 0) return <span className="block break-all text-ink-2">{object}</span>
  return (
    <span className="block text-ink-2" title={object}>
      {t('plates', { tails: tails.join(', …') })}
    </span>
  )
}
