'use client'
/** Asks for a code or the password before a trace or an export, when the last proof of identity is too long ago. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, messageOf } from './api'
import { registerProof } from './prove'

type Answer = (isProved: boolean) => void

export function ProofDialog() {
  const t = useTranslations('proof')
  const dialog = useRef<HTMLDialogElement>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const isOpen = answer !== null
  useEffect(() => registerProof((next) => setAnswer(() => next)), [])
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
  }, [isOpen])
  const factor = useQuery({
    queryKey: ['own-second-factor'],
    queryFn: ({ signal }) => api.account.secondFactor.query(undefined, { signal }),
    enabled: isOpen,
  })
  const prove = useMutation({ mutationFn: (proof: string) => api.account.prove.mutate({ proof }) })
  const end = (isProved: boolean) => {
    answer?.(isProved)
    setAnswer(null)
    prove.reset()
    dialog.current?.close()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    prove.mutate(String(new FormData(form).get('proof')), {
      onSuccess: () => end(true),
      onError: () => form.reset(),
    })
  }
  const isCode = factor.data?.isSet === true
  return (
    <dialog
      ref={dialog}
      className="float m-auto w-[min(360px,92vw)] p-5 text-ink backdrop:bg-black/40"
      aria-labelledby="proof-title"
      data-testid="proof"
      onCancel={(event) => {
        event.preventDefault()
        end(false)
      }}
    >
      {isOpen && factor.data && (
        <form onSubmit={submit} className="grid gap-3">
          <h2 id="proof-title" className="font-semibold text-base">
            {t('title')}
          </h2>
          <p className="text-ink-2 text-[13px]">{t('why')}</p>
          <input type="text" className="hidden" autoComplete="username" readOnly value={factor.data.username} />
          <label className="grid gap-1">
            <span className="label">{t(isCode ? 'code' : 'password')}</span>
            <input
              key={String(isCode)}
              name="proof"
              type={isCode ? 'text' : 'password'}
              inputMode={isCode ? 'numeric' : undefined}
              className="field"
              autoComplete={isCode ? 'one-time-code' : 'current-password'}
              autoFocus
              required
              maxLength={256}
            />
          </label>
          {prove.error && (
            <p role="alert" className="text-[13px] text-offline">
              {messageOf(prove.error)}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <button type="button" className="button quiet" onClick={() => end(false)}>
              {t('cancel')}
            </button>
            <button type="submit" className="button primary" disabled={prove.isPending}>
              {t('confirm')}
            </button>
          </div>
        </form>
      )}
      {isOpen && factor.isError && (
        <div className="grid gap-3">
          <h2 id="proof-title" className="font-semibold text-base">
            {t('title')}
          </h2>
          <p role="alert">{messageOf(factor.error)}</p>
          <button type="button" className="button justify-self-end" onClick={() => end(false)}>
            {t('cancel')}
          </button>
        </div>
      )}
    </dialog>
  )
}
