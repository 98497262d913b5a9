'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { OneTimeLink } from './one-time-link'
import { Note } from './panel'
import { type PersonDraft, PersonFields } from './person-fields'
import { usePeopleChange } from './use-people'

const NOBODY: PersonDraft = {
  displayName: '',
  role: 'officer',
  unit: '',
  jurisdictionId: null,
  owners: null,
  oidcSubject: null,
}

export function AddPerson({ onDone }: { onDone(): void }) {
  const t = useTranslations('people')
  const [username, setUsername] = useState('')
  const [draft, setDraft] = useState(NOBODY)
  const add = usePeopleChange((input: PersonDraft & { username: string }) => api.people.add.mutate(input))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ ...draft, username })
  }
  if (add.data)
    return (
      <div className="grid gap-3">
        <p>{t('added', { name: draft.displayName })}</p>
        <OneTimeLink token={add.data.token} />
        <button type="button" className="button justify-self-start" onClick={onDone}>
          {t('back')}
        </button>
      </div>
    )
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="add-person">
      <label className="grid gap-1">
        <span className="label">{t('username')}</span>
        <input
          className="field"
          required
          pattern="[\w.\-]{2,64}"
          autoComplete="off"
          value={username}
          onChange={(event) => setUsername(event.target.value)}
        />
        <span className="text-ink-3 text-xs">{t('usernameHint')}</span>
      </label>
      <PersonFields draft={draft} onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))} />
      {add.error && (
        <div role="alert">
          <Note tone="warn">{messageOf(add.error)}</Note>
        </div>
      )}
      <div className="flex gap-2">
        <button type="submit" className="button primary" disabled={add.isPending}>
          {t('add')}
        </button>
        <button type="button" className="button quiet" onClick={onDone}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
