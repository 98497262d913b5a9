'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CardPage, Problem } from '../_ui/card-page'
import { PasswordField, TextField } from '../_ui/field'
import { usePreferences } from '../_ui/providers'
import { problemOf, type SignInProblem, waitWords } from './sign-in-problem'

export function SignInForm({ hasProvider, came }: { hasProvider: boolean; came: SignInProblem | null }) {
  const t = useTranslations('signIn')
  const { locale, setLocale } = usePreferences()
  const [problem, setProblem] = useState(came)
  const [needsCode, setNeedsCode] = useState(false)
  const [isBusy, setIsBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsBusy(true)
    const entered = Object.fromEntries(new FormData(event.currentTarget))
    const response = await fetch('/api/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(entered),
    }).catch(() => null)
    if (response?.ok) return window.location.assign('/')
    const found = await problemOf(response)
    if (found === 'code') setNeedsCode(true)
    setProblem(found === 'code' ? null : found)
    setIsBusy(false)
  }
  const problemWords = (found: SignInProblem) => {
    if (found.kind !== 'wait') return t(found.kind)
    const { unit, count } = waitWords(found.waitS)
    return t(unit, { count })
  }

  return (
    <CardPage onSubmit={submit}>
      <header>
        <h1 className="font-semibold text-xl">
          <span aria-hidden className="mr-2 text-accent">
            ◐
          </span>
          Sightline
        </h1>
        <p className="mt-1 text-ink-2">{t('purpose')}</p>
      </header>
      <TextField name="username" label={t('username')} autoComplete="username" maxLength={64} />
      <PasswordField name="password" label={t('password')} />
      {needsCode && (
        <TextField
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
        />
      )}
      {problem && <Problem>{problemWords(problem)}</Problem>}
      <button type="submit" className="button primary" disabled={isBusy}>
        {isBusy ? t('busy') : t('submit')}
      </button>
      {hasProvider && (
        <a href="/api/sign-in/provider" className="button">
          {t('provider')}
        </a>
      )}
      <p className="text-ink-3 text-xs">{t('notice')}</p>
      <button
        type="button"
        className="button quiet justify-self-start px-0 text-xs"
        onClick={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}
      >
        {locale === 'en' ? '中文' : 'English'}
      </button>
    </CardPage>
  )
}
