'use client'
/** Who must prove what how often, and what is to be kept how long. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { LEAST_AUDIT_DAYS, LEAST_PASSAGE_DAYS, MOST_AUDIT_DAYS, MOST_PASSAGE_DAYS } from '../../server/domain/retention'
import { api, messageOf } from '../_ui/api'
import { Field, NumberField } from '../_ui/field'
import { Note, Skeleton } from './panel'
import { Saving } from './saving'
import { useSettingsForm } from './use-settings-form'

type Rules = Awaited<ReturnType<typeof api.city.rules.query>>

const NUMBERS = [
  ['stepUpMinutes', 1, 720],
  ['passageDays', LEAST_PASSAGE_DAYS, MOST_PASSAGE_DAYS],
  ['auditDays', LEAST_AUDIT_DAYS, MOST_AUDIT_DAYS],
  ['feedsPerCamera', 1, 1_000],
  ['exportsPerDay', 0, 1_000],
] as const

function RulesForm({ stored }: { stored: Rules }) {
  const t = useTranslations('cityRules')
  const client = useQueryClient()
  const { edited, set, save, isDirty, submit } = useSettingsForm(stored, () =>
    client.invalidateQueries({ queryKey: ['city-rules'] }),
  )
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="city-rules">
      <Field label={t('secondFactor')}>
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
      </Field>
      {edited.secondFactor === 'required' && stored.secondFactor !== 'required' && <Note>{t('requiredFollows')}</Note>}
      {NUMBERS.map(([key, least, most]) => (
        <NumberField
          key={key}
          label={t(key)}
          min={least}
          max={most}
          step={1}
          defaultValue={edited[key]}
          onNumber={(value) => set({ [key]: value })}
        />
      ))}
      <Saving mutation={save} done={save.isSuccess && !isDirty && t('saved')} isReady={isDirty}>
        {t('save')}
      </Saving>
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
