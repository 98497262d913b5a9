'use client'
/** Opening a case: nothing about a vehicle is read without one. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { OFFENCE_CLASSES, type OffenceClass, reasonProblem } from '../../server/domain/case-reason'
import { api, messageOf } from '../_ui/api'
import { Note } from './panel'

const VALIDITIES_DAYS = [1, 7, 30, 90]

export function CaseForm({ onOpened, onCancel }: { onOpened(id: number): void; onCancel?: () => void }) {
  const t = useTranslations('case')
  const [number, setNumber] = useState('')
  const [offenceClass, setOffenceClass] = useState<OffenceClass>('hit-and-run')
  const [reason, setReason] = useState('')
  const [validDays, setValidDays] = useState(7)
  const problem = reasonProblem(reason)
  const open = useMutation({
    mutationFn: () => api.cases.open.mutate({ number: number.trim(), offenceClass, reason, validDays }),
    onSuccess: ({ id }) => onOpened(id),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!problem) open.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-2.5" data-testid="case-form">
      <label className="grid gap-1">
        <span className="label">{t('number')}</span>
        <input
          className="field"
          required
          minLength={3}
          maxLength={40}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      <label className="grid gap-1">
        <span className="label">{t('offenceClass')}</span>
        <select
          className="field"
          value={offenceClass}
          onChange={(event) => setOffenceClass(event.target.value as OffenceClass)}
        >
          {OFFENCE_CLASSES.map((value) => (
            <option key={value} value={value}>
              {t(`offence.${value}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1">
        <span className="label">{t('reason')}</span>
        <textarea
          className="field"
          rows={3}
          required
          maxLength={500}
          value={reason}
          placeholder={t('reasonHint')}
          onChange={(event) => setReason(event.target.value)}
        />
        {reason && problem && <span className="text-fault text-xs">{t(problem)}</span>}
      </label>
      <label className="grid gap-1">
        <span className="label">{t('validity')}</span>
        <select className="field" value={validDays} onChange={(event) => setValidDays(Number(event.target.value))}>
          {VALIDITIES_DAYS.map((days) => (
            <option key={days} value={days}>
              {t('days', { days })}
            </option>
          ))}
        </select>
      </label>
      {open.error && <Note tone="warn">{messageOf(open.error)}</Note>}
      <div className="flex gap-2">
        <button
          type="submit"
          className="button primary"
          disabled={open.isPending || problem !== null || number.trim().length < 3}
        >
          {t('open')}
        </button>
        {onCancel && (
          <button type="button" className="button" onClick={onCancel}>
            {t('cancel')}
          </button>
        )}
      </div>
    </form>
  )
}
