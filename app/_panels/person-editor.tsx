'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { Note } from './panel'
import { PersonActions } from './person-actions'
import { type PersonDraft, PersonFields } from './person-fields'
import { type Person, usePeopleChange } from './use-people'

const KEYS = ['displayName', 'role', 'unit', 'jurisdictionId', 'oidcSubject'] as const

export function PersonEditor({ person, onDone }: { person: Person; onDone(): void }) {
  const t = useTranslations('people')
  const [draft, setDraft] = useState<PersonDraft>(person)
  const changed = KEYS.filter((key) => draft[key] !== person[key])
  const save = usePeopleChange((changes: Partial<PersonDraft>) => api.people.edit.mutate({ id: person.id, changes }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(Object.fromEntries(changed.map((key) => [key, draft[key]])))
  }
  return (
    <div className="grid gap-3" data-testid="person">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="min-w-0 truncate font-semibold">{person.username}</h2>
        <button type="button" className="button quiet" onClick={onDone}>
          {t('back')}
        </button>
      </div>
      <p className="text-ink-2 text-xs">
        {[
          t(person.isActive ? 'active' : 'disabled'),
          person.isLocked && t('locked'),
          t(person.hasSecondFactor ? 'hasFactor' : 'hasNoFactor'),
          t('sessions', { count: person.sessions }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <form onSubmit={submit} className="grid gap-3">
        <PersonFields draft={draft} onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))} />
        {save.error && (
          <div role="alert">
            <Note tone="warn">{messageOf(save.error)}</Note>
          </div>
        )}
        {changed.some((key) => key !== 'displayName') && <Note>{t('endsSessions')}</Note>}
        {save.isSuccess && changed.length === 0 && (
          <p role="status" className="text-ink-2 text-xs">
            {t('saved')}
          </p>
        )}
        <button
          type="submit"
          className="button primary justify-self-start"
          disabled={changed.length === 0 || save.isPending}
        >
          {t('save')}
        </button>
      </form>
      <PersonActions person={person} />
    </div>
  )
}
