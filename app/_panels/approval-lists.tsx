'use client'
/** Broad traces that wait: those I asked for, and those that wait for me. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { APPROVALS, type Approval } from './approval-query'
import { Note, Section } from './panel'

const POLL_MS = 15_000
const DAY_MS = 86_400_000

/** `onUse` runs the trace that was agreed to. */
export function ApprovalLists({ onUse }: { onUse(approval: Approval): void }) {
  const t = useTranslations('approval')
  const lists = useQuery({
    queryKey: APPROVALS,
    queryFn: ({ signal }) => api.passages.approvals.query(undefined, { signal }),
    refetchInterval: POLL_MS,
  })
  if (lists.isError) return <Note tone="warn">{messageOf(lists.error)}</Note>
  if (!lists.data || lists.data.own.length + lists.data.toDecide.length === 0) return null
  return (
    <Section title={t('title')}>
      <div className="grid gap-3" data-testid="approvals">
        {lists.data.toDecide.length > 0 && <p className="label">{t('toDecide')}</p>}
        {lists.data.toDecide.map((approval) => (
          <Request key={approval.id} approval={approval}>
            <Decision id={approval.id} />
          </Request>
        ))}
        {lists.data.own.length > 0 && <p className="label">{t('own')}</p>}
        {lists.data.own.map((approval) => (
          <Request key={approval.id} approval={approval}>
            {approval.state === 'approved' ? (
              <button type="button" className="button primary" onClick={() => onUse(approval)}>
                {t('use')}
              </button>
            ) : (
              <span className="text-ink-2 text-xs">{t(`state.${approval.state}`)}</span>
            )}
          </Request>
        ))}
      </div>
    </Section>
  )
}

function Request({ approval, children }: { approval: Approval; children: React.ReactNode }) {
  const t = useTranslations('approval')
  const format = useFormatter()
  const { read, caseNumber, reason, requestedBy, unit, beyond, expiresAt } = approval
  return (
    <article className="grid gap-1 rounded-lg border border-line p-3 text-[13px]">
      <span className="font-medium">
        {read.plates.join(', ')} · {format.dateTimeRange(read.from, read.to - 1, { dateStyle: 'medium' })}
      </span>
      <span className="text-ink-2 text-xs">
        {t('beyond', {
          days: Math.round((read.to - read.from) / DAY_MS),
          limits: format.list(beyond.map((limit) => t(`limit.${limit}`))),
        })}
      </span>
      <span className="text-ink-2 text-xs">{t('for', { number: caseNumber, reason })}</span>
      <span className="text-ink-3 text-xs">
        {t('by', {
          name: requestedBy,
          unit,
          until: format.dateTime(expiresAt, { dateStyle: 'short', timeStyle: 'short' }),
        })}
      </span>
      <div className="flex flex-wrap items-center gap-2 pt-1">{children}</div>
    </article>
  )
}

function Decision({ id }: { id: number }) {
  const t = useTranslations('approval')
  const client = useQueryClient()
  const decide = useMutation({
    mutationFn: (isApproved: boolean) => api.passages.decideApproval.mutate({ id, isApproved }),
    onSettled: () => client.invalidateQueries({ queryKey: APPROVALS }),
  })
  return (
    <>
      <button type="button" className="button primary" disabled={decide.isPending} onClick={() => decide.mutate(true)}>
        {t('agree')}
      </button>
      <button type="button" className="button" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
        {t('refuse')}
      </button>
      {decide.error && <Note tone="warn">{messageOf(decide.error)}</Note>}
    </>
  )
}
