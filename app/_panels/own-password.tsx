'use client'
/** A new password, for who knows the present one. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { Note } from './panel'

export function OwnPassword() {
  const t = useTranslations('account')
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (input: { current: string; next: string }) => api.account.changePassword.mutate(input),
    onSuccess: () => client.invalidateQueries({ queryKey: ['own-sessions'] }),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const text = (name: string) => String(new FormData(form).get(name))
    change.mutate({ current: text('current'), next: text('next') }, { onSuccess: () => form.reset() })
  }
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="own-password">
      <label className="grid gap-1">
        <span className="label">{t('current')}</span>
        <input
          name="current"
          type="password"
          className="field"
          autoComplete="current-password"
          required
          maxLength={256}
        />
      </label>
      <label className="grid gap-1">
        <span className="label">{t('next')}</span>
        <input
          name="next"
          type="password"
          className="field"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={256}
        />
      </label>
      {change.error && (
        <div role="alert">
          <Note tone="warn">{messageOf(change.error)}</Note>
        </div>
      )}
      {change.isSuccess && (
        <p role="status" className="text-ink-2 text-xs">
          {t('changed')}
        </p>
      )}
      <button type="submit" className="button justify-self-start" disabled={change.isPending}>
        {t('change')}
      </button>
    </form>
  )
}
