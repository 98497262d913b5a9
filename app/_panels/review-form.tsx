'use client'
/** A verdict on one row of the audit: asked for, and as it was given. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { reasonProblem } from '../../server/domain/case-reason'
import { api, messageOf } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import { Note } from './panel'

export const REVIEWS = ['reviews']

type Row = Awaited<ReturnType<typeof api.audit.list.query>>[number]
type Review = NonNullable<Row['review']>

/** Keeps the rows that are shown, with the verdict in its place: another draw by lot would take them away. */
function useVerdict(id: number) {
  const client = useQueryClient()
  const { person } = useCity()
  return useMutation({
    mutationFn: (verdict: Pick<Review, 'isProper' | 'words'>) => api.reviews.write.mutate({ id, ...verdict }),
    onSuccess: (_done, verdict) => {
      client.setQueriesData<Row[]>({ queryKey: ['audit'] }, (rows) =>
        rows?.map((row) =>
          row.id === id ? { ...row, review: { ...verdict, reviewerUnit: person.unit, at: Date.now() } } : row,
        ),
      )
      return client.invalidateQueries({ queryKey: REVIEWS })
    },
  })
}

export function ReviewForm({ id }: { id: number }) {
  const t = useTranslations('review')
  const reasons = useTranslations('case')
  const [isOpen, setOpen] = useState(false)
  const [isProper, setProper] = useState<boolean | null>(null)
  const [words, setWords] = useState('')
  const verdict = useVerdict(id)
  const problem = reasonProblem(words)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isProper !== null) verdict.mutate({ isProper, words })
  }
  if (!isOpen)
    return (
      <button type="button" className="button mt-1" onClick={() => setOpen(true)}>
        {t('write')}
      </button>
    )
  return (
    <form onSubmit={submit} className="mt-1 grid gap-2 rounded-lg border border-line p-3" data-testid="review">
      <fieldset className="flex gap-4">
        <legend className="label mb-1">{t('verdict')}</legend>
        {([true, false] as const).map((value) => (
          <label key={String(value)} className="flex items-center gap-1.5">
            <input
              type="radio"
              name={`verdict-${id}`}
              required
              checked={isProper === value}
              onChange={() => setProper(value)}
            />
            {t(value ? 'proper' : 'improper')}
          </label>
        ))}
      </fieldset>
      <label className="grid gap-1">
        <span className="label">{t('words')}</span>
        <textarea
          className="field min-h-16"
          required
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {words && problem && <span className="text-fault text-xs">{reasons(problem)}</span>}
      </label>
      <p className="text-ink-3 text-xs">{t('final')}</p>
      {verdict.error && (
        <div role="alert">
          <Note tone="warn">{messageOf(verdict.error)}</Note>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <button
          type="submit"
          className="button primary"
          disabled={isProper === null || problem !== null || verdict.isPending}
        >
          {verdict.isPending ? t('saving') : t('save')}
        </button>
        <button type="button" className="button quiet" onClick={() => setOpen(false)}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}

export function Verdict({ isProper, words, reviewerUnit, at }: Review) {
  const t = useTranslations('review')
  const format = useFormatter()
  return (
    <div
      className={`mt-1 border-l-2 pl-2 text-xs ${isProper ? 'border-working' : 'border-fault'}`}
      data-testid="verdict"
    >
      <span className={`font-medium ${isProper ? 'text-working' : 'text-fault'}`}>
        {t(isProper ? 'proper' : 'improper')}
      </span>
      <span className="block">{words}</span>
      <span className="block text-ink-3">
        {[reviewerUnit, format.dateTime(at, { dateStyle: 'short', timeStyle: 'short' })].filter(Boolean).join(' · ')}
      </span>
    </div>
  )
}
