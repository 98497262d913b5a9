'use client'
/** Who must prove what how often, and what is to be kept how long. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LEAST_AUDIT_DAYS, LEAST_PASSAGE_DAYS, MOST_AUDIT_DAYS, MOST_PASSAGE_DAYS } from '../../server/domain/retention'
import { api, messageOf } from '../_ui/api'
import { Note, Skeleton } from './panel'

type Rules = Awaited<ReturnType<typeof api.city.rules.query>>

const NUMBERS = [
  ['stepUpMinutes', 1, 720],
  ['passageDays', LEAST_PASSAGE_DAYS, MOST_PASSAGE_DAYS],
  ['auditDays', LEAST_AUDIT_DAYS, MOST_AUDIT_DAYS],
] as const

function RulesForm({ stored }: { stored: Rules }) {
  const t = useTranslations('cityRules')
  const client = useQueryClient()
  const [edited, setEdited] = useState(stored)
  const set = (changes: Partial<Rules>) => setEdited((rules) => ({ ...rules, ...changes }))
  const save = useMutation({
    mutationFn: () => api.city.setSettings.mutate(edited),
    onSuccess: () => client.invalidateQueries({ queryKey: ['city-rules'] }),
  })
  const isDirty = Object.entries(edited).some(([key, value]) => value !== stored[key as keyof Rules])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="city-rules">
      <label className="grid gap-1">
        <span className="label">{t('secondFactor')}</span>
        <select
          className="field"
          value={edited.secondFactor}
          onChange={(event) => set({ secondFactor: event.target.value as Rules['secondFactor'] })}
        >
          {(['enrolled', 'required'] as const).map((rule) => (
            <option key={rule} value={rule}>
              {t(rule)}
            </option>
          ))}
        </select>
      </label>
      {edited.secondFactor === 'required' && stored.secondFactor !== 'required' && <Note>{t('requiredFollows')}</Note>}
      {NUMBERS.map(([key, least, most]) => (
        <label key={key} className="grid gap-1">
          <span className="label">{t(key)}</span>
          <input
            type="number"
            className="field"
            required
            min={least}
            max={most}
            step={1}
            defaultValue={edited[key]}
            onChange={(event) =>
              Number.isFinite(event.target.valueAsNumber) && set({ [key]: event.target.valueAsNumber })
            }
          />
        </label>
      ))}
      {save.error && (
        <div role="alert">
          <Note tone="warn">{messageOf(save.error)}</Note>
        </div>
      )}
      {save.isSuccess && !isDirty && (
        <p role="status" className="text-ink-2 text-xs">
          {t('saved')}
        </p>
      )}
      <button type="submit" className="button primary justify-self-start" disabled={!isDirty || save.isPending}>
        {t('save')}
      </button>
    </form>
  )
}

export function CityRules() {
  const rules = useQuery({
    queryKey: ['city-rules'],
    queryFn: ({ signal }) => api.city.rules.query(undefined, { signal }),
  })
  if (rules.isError) return <Note tone="warn">{messageOf(rules.error)}</Note>
  if (!rules.data) return <Skeleton lines={3} />
  return <RulesForm stored={rules.data} />
}
