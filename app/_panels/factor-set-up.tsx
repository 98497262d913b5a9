'use client'
/** Setting up a second factor: scan, type the first code, keep the recovery codes. */
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from '../_ui/api'
import { TextField } from '../_ui/field'
import { Note } from './panel'
import { QrCode } from './qr-code'
import { RecoveryCodes } from './recovery-codes'
import { Saving } from './saving'

const grouped = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ')

export function FactorSetUp({ onDone }: { onDone(): void }) {
  const t = useTranslations('account.factor')
  const begin = useMutation({ mutationFn: () => api.account.beginSecondFactor.mutate() })
  const confirm = useMutation({ mutationFn: (code: string) => api.account.confirmSecondFactor.mutate({ code }) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    confirm.mutate(String(new FormData(form).get('code')), { onError: () => form.reset() })
  }
  if (confirm.data) return <RecoveryCodes codes={confirm.data} onDone={onDone} />
  if (!begin.data)
    return (
      <div className="grid gap-3">
        <p className="text-[13px] text-ink-2">{t('purpose')}</p>
        {begin.error && <Note tone="warn">{messageOf(begin.error)}</Note>}
        <button
          type="button"
          className="button primary justify-self-start"
          disabled={begin.isPending}
          onClick={() => begin.mutate()}
        >
          {t('setUp')}
        </button>
      </div>
    )
  return (
    <form onSubmit={submit} className="grid gap-3" data-testid="factor-set-up">
      <p className="text-[13px]">{t('scan')}</p>
      <QrCode text={begin.data.address} label={t('qrCode')} />
      <p className="text-ink-3 text-xs">
        {t('byHand')}
        <code className="block break-words pt-1 text-[13px] text-ink" data-testid="factor-secret">
          {grouped(begin.data.secret)}
        </code>
      </p>
      <TextField
        name="code"
        label={t('firstCode')}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\d{6}"
        maxLength={6}
      />
      <Saving mutation={confirm}>{t('confirm')}</Saving>
    </form>
  )
}
