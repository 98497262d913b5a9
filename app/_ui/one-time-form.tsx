'use client'
/** What the holder of a one-time link fills in, once; then they sign in with it. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { CardPage, Problem } from './card-page'
import { NewPasswordField } from './field'

const PROBLEMS = { 400: 'invalid', 410: 'used', 429: 'wait' } as const

export function OneTimeForm({
  words,
  path,
  token,
  children,
}: {
  words: 'setUp' | 'setPassword'
  path: string
  token(): string
  /** What is asked for before the password. */
  children?: ReactNode
}) {
  const t = useTranslations(words)
  const common = useTranslations('setPassword')
  const [problem, setProblem] = useState<'invalid' | 'used' | 'wait' | 'failed' | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsBusy(true)
    const entered = Object.fromEntries(new FormData(event.currentTarget))
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: token(), ...entered }),
    }).catch(() => null)
    if (response?.ok) return window.location.assign('/sign-in')
    setProblem(PROBLEMS[response?.status as keyof typeof PROBLEMS] ?? 'failed')
    setIsBusy(false)
  }
  return (
    <CardPage onSubmit={submit}>
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <p className="text-ink-2">{t('purpose')}</p>
      {children}
      <NewPasswordField name="password" label={t('password')} />
      {problem && <Problem>{problem === 'invalid' || problem === 'used' ? t(problem) : common(problem)}</Problem>}
      <button type="submit" className="button primary" disabled={isBusy}>
        {t('submit')}
      </button>
    </CardPage>
  )
}
