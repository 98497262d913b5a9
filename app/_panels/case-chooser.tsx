'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { CaseForm } from './case-form'
import { Note, Skeleton } from './panel'

/** The case under which everything below is read. */
export function CaseChooser({ caseId, onChoose }: { caseId: number | null; onChoose(id: number | null): void }) {
  const t = useTranslations('case')
  const format = useFormatter()
  const client = useQueryClient()
  const [isOpening, setIsOpening] = useState(false)
  const cases = useQuery({ queryKey: ['cases'], queryFn: ({ signal }) => api.cases.list.query(undefined, { signal }) })
  const refresh = () => client.invalidateQueries({ queryKey: ['cases'] })
  const close = useMutation({
    mutationFn: (id: number) => api.cases.close.mutate({ id }),
    onSuccess: () => {
      onChoose(null)
      return refresh()
    },
  })
  const open = (cases.data ?? []).filter((row) => row.isOpen)
  const chosen = open.find((row) => row.id === caseId)

  if (cases.isLoading) return <Skeleton lines={3} />
  if (cases.isError) return <Note tone="warn">{messageOf(cases.error)}</Note>
  if (isOpening || open.length === 0) {
    return (
      <div className="grid gap-3">
        {open.length === 0 && <p className="text-ink-2">{t('needed')}</p>}
        <CaseForm
          onOpened={async (id) => {
            await refresh()
            setIsOpening(false)
            onChoose(id)
          }}
          onCancel={open.length > 0 ? () => setIsOpening(false) : undefined}
        />
      </div>
    )
  }
  return (
    <div className="grid gap-2">
      <select
        className="field"
        aria-label={t('chosen')}
        data-testid="case-choice"
        value={chosen?.id ?? ''}
        onChange={(event) => onChoose(Number(event.target.value) || null)}
      >
        <option value="">{t('choose')}</option>
        {open.map((row) => (
          <option key={row.id} value={row.id}>
            {`${row.number} · ${t(`offence.${row.offenceClass as 'theft'}`)}`}
          </option>
        ))}
      </select>
      {chosen && (
        <p className="text-ink-2 text-xs">
          {chosen.reason}
          <span className="block text-ink-3">
            {t('until', {
              time: format.dateTime(chosen.validUntil, { dateStyle: 'medium', timeStyle: 'short' }),
              person: chosen.openedBy,
            })}
          </span>
        </p>
      )}
      <div className="flex gap-2">
        <button type="button" className="button" onClick={() => setIsOpening(true)}>
          {t('another')}
        </button>
        {chosen && (
          <button type="button" className="button" disabled={close.isPending} onClick={() => close.mutate(chosen.id)}>
            {t('close')}
          </button>
        )}
      </div>
    </div>
  )
}
