'use client'
/** A new password, for who knows the present one. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { api } from '../_ui/api'
import { NewPasswordField, PasswordField } from '../_ui/field'
import { Saving } from './saving'

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
      <PasswordField name="current" label={t('current')} />
      <NewPasswordField name="next" label={t('next')} />
      <Saving mutation={change} done={change.isSuccess && t('changed')} isPrimary={false}>
        {t('change')}
      </Saving>
    </form>
  )
}
