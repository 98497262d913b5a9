'use client'
/** A read that one person may not read alone: ask a second one, or break the glass. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { messageOf } from '../_ui/api'
import { APPROVALS } from './approval-query'
import { Note } from './panel'

interface ApprovalNeededProps {
  /** Asks a second person to agree to exactly what was refused. */
  onAsk(): Promise<unknown>
  onBreak(reason: string): void
}

export function ApprovalNeeded({ onAsk, onBreak }: ApprovalNeededProps) {
  const t = useTranslations('approval')
  const client = useQueryClient()
  const [isUrgent, setUrgent] = useState(false)
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: onAsk,
    onSuccess: () => client.invalidateQueries({ queryKey: APPROVALS }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onBreak(reason)
  }
  if (ask.isSuccess) return <Note>{t('asked')}</Note>
  return (
    <div className="grid gap-2 rounded-lg border border-line p-3" data-testid="approval-needed">
      <p className="text-[13px]">{t('needed')}</p>
      {ask.error && <Note tone="warn">{messageOf(ask.error)}</Note>}
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button primary" disabled={ask.isPending} onClick={() => ask.mutate()}>
          {ask.isPending ? t('asking') : t('ask')}
        </button>
        <button
          type="button"
          className="button quiet"
          aria-expanded={isUrgent}
          onClick={() => setUrgent((was) => !was)}
        >
          {t('urgent')}
        </button>
      </div>
      {isUrgent && (
        <form className="grid gap-2" onSubmit={submit}>
          <label className="grid gap-1">
            <span className="label">{t('why')}</span>
            <textarea
              className="field min-h-16"
              required
              minLength={10}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          <p className="text-ink-3 text-xs">{t('loud')}</p>
          <button type="submit" className="button danger justify-self-start" disabled={reason.trim().length < 10}>
            {t('break')}
          </button>
        </form>
      )}
    </div>
  )
}
