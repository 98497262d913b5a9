'use client'
/** What can be taken from a person: sessions, password, second factor, the account itself. Each ends their sessions. */
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { ConfirmButton } from './confirm-button'
import { OneTimeLink } from './one-time-link'
import { Note } from './panel'
import { type Person, usePeopleChange } from './use-people'

export function PersonActions({ person }: { person: Person }) {
  const t = useTranslations('people')
  const { id, displayName: name } = person
  const signOut = usePeopleChange(() => api.people.signOut.mutate({ id }))
  const reset = usePeopleChange(() => api.people.resetPassword.mutate({ id }))
  const resetFactor = usePeopleChange(() => api.people.resetSecondFactor.mutate({ id }))
  const setActive = usePeopleChange((isActive: boolean) => api.people.setActive.mutate({ id, isActive }))
  const all = [signOut, reset, resetFactor, setActive]
  const isBusy = all.some(({ isPending }) => isPending)
  const problem = all.find(({ error }) => error)?.error
  return (
    <div className="grid gap-3 border-line border-t pt-3">
      {problem && (
        <div role="alert">
          <Note tone="warn">{messageOf(problem)}</Note>
        </div>
      )}
      {reset.data && <OneTimeLink token={reset.data.token} />}
      <div className="flex flex-wrap gap-2">
        {person.sessions > 0 && (
          <ConfirmButton
            label={t('signOut')}
            warning={t('signOutWarning', { name, count: person.sessions })}
            disabled={isBusy}
            onConfirm={() => signOut.mutate(undefined)}
          />
        )}
        {person.isActive && (
          <ConfirmButton
            label={t('resetPassword')}
            warning={t('resetPasswordWarning', { name })}
            disabled={isBusy}
            onConfirm={() => reset.mutate(undefined)}
          />
        )}
        {person.hasSecondFactor && (
          <ConfirmButton
            label={t('resetFactor')}
            warning={t('resetFactorWarning', { name })}
            disabled={isBusy}
            onConfirm={() => resetFactor.mutate(undefined)}
          />
        )}
        {person.isActive ? (
          <ConfirmButton
            label={t('disable')}
            warning={t('disableWarning', { name })}
            disabled={isBusy}
            onConfirm={() => setActive.mutate(false)}
          />
        ) : (
          <button type="button" className="button" disabled={isBusy} onClick={() => setActive.mutate(true)}>
            {t('enable')}
          </button>
        )}
      </div>
    </div>
  )
}
