'use client'
/** What counts how much: every class of street and kind of place, with its weight and the detail it needs. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { MOST_WEIGHT, type WatchRule } from '../../server/domain/watch-rules'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { LevelChoice } from './level-choice'
import { Note, Skeleton } from './panel'

const STREET = 'street:'

type WatchRules = { rules: WatchRule[]; maySet: boolean }

function useSubjectName(): (subject: string) => string {
  const t = useTranslations('areas')
  const classes = useTranslations('roadClass')
  return (subject) => {
    const roadClass = subject.startsWith(STREET) ? subject.slice(STREET.length) : null
    if (roadClass === null) return t(`subjectOf.${subject as 'junction'}`)
    return classes.has(roadClass as 'primary') ? classes(roadClass as 'primary') : roadClass
  }
}

function RuleRow({ rule, isDisabled, onSet }: { rule: WatchRule; isDisabled: boolean; onSet(rule: WatchRule): void }) {
  const t = useTranslations('areas')
  const subject = useSubjectName()(rule.subject)
  const setWeight = (weight: number) => {
    if (weight >= 0 && weight <= MOST_WEIGHT && weight !== rule.weight) onSet({ ...rule, weight })
  }
  return (
    <tr className={`border-line border-t ${rule.isOn ? '' : 'text-ink-3'}`}>
      <td className="py-1">
        <label className="flex min-w-0 items-center gap-2">
          <input
            type="checkbox"
            className="accent-[var(--accent)]"
            aria-label={t('isOnOf', { subject })}
            disabled={isDisabled}
            checked={rule.isOn}
            onChange={(event) => onSet({ ...rule, isOn: event.target.checked })}
          />
          <span className="truncate" title={subject}>
            {subject}
          </span>
        </label>
      </td>
      <td className="py-1 pr-1.5">
        <input
          key={rule.weight}
          className="field px-1.5 text-right"
          type="number"
          min={0}
          max={MOST_WEIGHT}
          step="any"
          aria-label={t('weightOf', { subject })}
          disabled={isDisabled || !rule.isOn}
          defaultValue={rule.weight}
          onBlur={(event) => setWeight(event.target.valueAsNumber)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </td>
      <td className="py-1">
        <LevelChoice
          label={t('levelOf', { subject })}
          isDisabled={isDisabled || !rule.isOn}
          value={rule.requiredLevel}
          onChange={(requiredLevel) => onSet({ ...rule, requiredLevel })}
        />
      </td>
    </tr>
  )
}

export function WatchRulesTable() {
  const t = useTranslations('areas')
  const client = useQueryClient()
  const mayEdit = useMay()('area.edit')
  const rules = useQuery({
    queryKey: ['watch-rules'],
    queryFn: ({ signal }) => api.areas.rules.query(undefined, { signal }),
  })
  const set = useMutation({
    mutationFn: (rule: WatchRule) => api.areas.setRule.mutate(rule),
    onMutate: (rule) =>
      client.setQueryData<WatchRules>(
        ['watch-rules'],
        (all) => all && { ...all, rules: all.rules.map((other) => (other.subject === rule.subject ? rule : other)) },
      ),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['watch-rules'] })
      void client.invalidateQueries({ queryKey: ['watched'] })
      void client.invalidateQueries({ queryKey: ['blind-spots'] })
    },
  })
  if (rules.isError) return <Note tone="warn">{messageOf(rules.error)}</Note>
  if (!rules.data) return <Skeleton lines={6} />
  const { rules: all, maySet } = rules.data
  const groups = [
    { name: t('places'), rows: all.filter(({ subject }) => !subject.startsWith(STREET)) },
    { name: t('streets'), rows: all.filter(({ subject }) => subject.startsWith(STREET)) },
  ]
  return (
    <div className="grid gap-3">
      <p className="text-ink-3 text-xs">{t('rulesHint')}</p>
      {mayEdit && !maySet && <Note>{t('rulesElsewhere')}</Note>}
      {set.isError && (
        <div role="alert">
          <Note tone="warn">{messageOf(set.error)}</Note>
        </div>
      )}
      {groups.map(({ name, rows }) => (
        <table key={name} className="w-full table-fixed text-[13px]">
          <thead className="text-left text-ink-2 text-xs">
            <tr>
              <th className="py-1 font-medium">{name}</th>
              <th className="w-[4.5rem] py-1 font-medium">{t('weight')}</th>
              <th className="w-[8.5rem] py-1 font-medium">{t('requiredLevel')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((rule) => (
              <RuleRow key={rule.subject} rule={rule} isDisabled={!maySet} onSet={set.mutate} />
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
