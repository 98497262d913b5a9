'use client'
/** What waits for a second person: what I asked for here, and everything that waits for me. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { APPROVALS, type Approval, type ApprovalOf, isOfKind } from './approval-query'
import { Note, Section } from './panel'

const POLL_MS = 15_000
const DAY_MS = 86_400_000

export interface ApprovalListsProps<Kind extends Approval['read']['kind']> {
  kind: Kind
  /** Runs what was agreed to. */
  onUse(approval: ApprovalOf<Kind>): void
}

export function ApprovalLists<Kind extends Approval['read']['kind']>({ kind, onUse }: ApprovalListsProps<Kind>) {
  const t = useTranslations('approval')
  const lists = useQuery({
    queryKey: APPROVALS,
    queryFn: ({ signal }) => api.passages.approvals.query(undefined, { signal }),
    refetchInterval: POLL_MS,
  })
  if (lists.isError) return <Note tone="warn">{messageOf(lists.error)}</Note>
  const own = (lists.data?.own ?? []).filter((approval) => isOfKind(approval, kind))
  if (!lists.data || own.length + lists.data.toDecide.length === 0) return null
  return (
    <Section title={t('title')}>
      <div className="grid gap-3" data-testid="approvals">
        {lists.data.toDecide.length > 0 && <p className="label">{t('toDecide')}</p>}
        {lists.data.toDecide.map((approval) => (
          <Request key={approval.id} approval={approval}>
            <Decision id={approval.id} />
          </Request>
        ))}
        {own.length > 0 && <p className="label">{t('own')}</p>}
        {own.map((approval) => (
          <Request key={approval.id} approval={approval}>
            {approval.state === 'approved' ? (
              <button type="button" className="button primary" onClick={() => onUse(approval)}>
                {t(`useOf.${kind as Approval['read']['kind']}`)}
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
  const { caseNumber, reason, requestedBy, unit, expiresAt } = approval
  return (
    <article className="grid gap-1 rounded-lg border border-line p-3 text-[13px]">
      <What approval={approval} />
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

/** What is to be read, and what is beyond one person in it. */
function What({ approval }: { approval: Approval }) {
  const t = useTranslations('approval')
  const format = useFormatter()
  if (isOfKind(approval, 'export')) {
    const { camera, from, to } = approval.read
    return (
      <>
        <span className="font-medium">
          {camera} · {format.dateTimeRange(from, to, { dateStyle: 'medium', timeStyle: 'medium' })}
        </span>
        <span className="text-ink-2 text-xs">{t('unmasked')}</span>
      </>
    )
  }
  if (!isOfKind(approval, 'passages')) return null
  const { plates, from, to } = approval.read
  const limits = approval.beyond.flatMap((limit) => (limit === 'unmasked' ? [] : t(`limit.${limit}`)))
  return (
    <>
      <span className="font-medium">
        {plates.join(', ')} · {format.dateTimeRange(from, to - 1, { dateStyle: 'medium' })}
      </span>
      <span className="text-ink-2 text-xs">
        {t('beyond', { days: Math.round((to - from) / DAY_MS), limits: format.list(limits) })}
      </span>
    </>
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
