'use client'
/** The units that people and cases are of; one may be given another name. */
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { Note, Skeleton } from './panel'
import { usePeopleChange, useUnits } from './use-people'

export function UnitSection() {
  const t = useTranslations('units')
  const units = useUnits()
  const [editing, setEditing] = useState<string | null>(null)
  const rename = usePeopleChange((to: string) => api.people.renameUnit.mutate({ from: editing!, to }))
  if (units.isError) return <Note tone="warn">{messageOf(units.error)}</Note>
  if (!units.data) return <Skeleton lines={3} />
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const to = String(new FormData(event.currentTarget).get('to'))
    rename.mutate(to, { onSuccess: () => setEditing(null) })
  }
  const edit = (unit: string | null) => {
    rename.reset()
    setEditing(unit)
  }
  return (
    <ul className="grid gap-2 text-[13px]" data-testid="units">
      {units.data.map(({ unit, people, openCases }) => (
        <li key={unit}>
          {editing === unit ? (
            <form onSubmit={submit} className="grid gap-2">
              <label className="grid gap-1">
                <span className="label">{t('newName', { unit })}</span>
                {/* biome-ignore lint/a11y/noAutofocus: the field takes the place of what was clicked */}
                <input name="to" className="field" required maxLength={120} defaultValue={unit} autoFocus />
              </label>
              {rename.error && (
                <div role="alert">
                  <Note tone="warn">{messageOf(rename.error)}</Note>
                </div>
              )}
              <div className="flex gap-2">
                <button type="submit" className="button primary" disabled={rename.isPending}>
                  {t('rename')}
                </button>
                <button type="button" className="button quiet" onClick={() => edit(null)}>
                  {t('cancel')}
                </button>
              </div>
            </form>
          ) : (
            <div className="flex items-center gap-2">
              <span className="min-w-0 flex-1">
                <span className="block truncate">{unit}</span>
                <span className="text-ink-3 text-xs">
                  {t('people', { count: people })} · {t('openCases', { count: openCases })}
                </span>
              </span>
              <button
                type="button"
                className="button quiet"
                aria-label={t('renameThis', { unit })}
                onClick={() => edit(unit)}
              >
                {t('rename')}
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
