'use client'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { usePreferences } from '../_ui/providers'

type Problem = 'wrong' | 'locked' | 'failed'

export function SignInForm() {
  const t = useTranslations('signIn')
  const { locale, setLocale } = usePreferences()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsBusy(true)
    const { username, password } = Object.fromEntries(new FormData(event.currentTarget))
    const response = await fetch('/api/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    }).catch(() => null)
    if (response?.ok) return window.location.assign('/')
    setProblem(response?.status === 401 ? 'wrong' : response?.status === 429 ? 'locked' : 'failed')
    setIsBusy(false)
  }

  return (
    <main className="grid min-h-dvh place-items-center bg-ground p-4">
      <form onSubmit={submit} className="card grid w-full max-w-[380px] gap-4 p-7 shadow-[var(--shadow)]">
        <header>
          <h1 className="font-semibold text-xl">
            <span aria-hidden className="mr-2 text-accent">
              ◐
            </span>
            Sightline
          </h1>
          <p className="mt-1 text-ink-2">{t('purpose')}</p>
        </header>
        <label className="grid gap-1">
          <span className="label">{t('username')}</span>
          <input name="username" className="field" autoComplete="username" required maxLength={64} />
        </label>
        <label className="grid gap-1">
          <span className="label">{t('password')}</span>
          <input
            name="password"
            type="password"
            className="field"
            autoComplete="current-password"
            required
            maxLength={256}
          />
        </label>
        {problem && (
          <p role="alert" className="text-[13px] text-offline">
            {t(problem)}
          </p>
        )}
        <button type="submit" className="button primary" disabled={isBusy}>
          {isBusy ? t('busy') : t('submit')}
        </button>
        <p className="text-ink-3 text-xs">{t('notice')}</p>
        <button
          type="button"
          className="button quiet justify-self-start px-0 text-xs"
          onClick={() => setLocale(locale === 'en' ? 'zh-CN' : 'en')}
        >
          {locale === 'en' ? '中文' : 'English'}
        </button>
      </form>
    </main>
  )
}
