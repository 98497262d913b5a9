'use client'
/** The token comes behind the # of the address: no server and no log ever sees it. */
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'

type Problem = 'invalid' | 'used' | 'failed'

export default function SetPasswordPage() {
  const t = useTranslations('setPassword')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setIsBusy(true)
    const { password } = Object.fromEntries(new FormData(event.currentTarget))
    const response = await fetch('/api/set-password', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token: window.location.hash.slice(1), password }),
    }).catch(() => null)
    if (response?.ok) return window.location.assign('/sign-in')
    setProblem(response?.status === 410 ? 'used' : response?.status === 400 ? 'invalid' : 'failed')
    setIsBusy(false)
  }
  return (
    <main className="grid min-h-dvh place-items-center bg-ground p-4">
      <form onSubmit={submit} className="card grid w-full max-w-[380px] gap-4 p-7 shadow-[var(--shadow)]">
        <h1 className="font-semibold text-xl">{t('title')}</h1>
        <p className="text-ink-2">{t('purpose')}</p>
        <label className="grid gap-1">
          <span className="label">{t('password')}</span>
          <input
            name="password"
            type="password"
            className="field"
            autoComplete="new-password"
            required
            minLength={10}
            maxLength={256}
          />
        </label>
        {problem && (
          <p role="alert" className="text-[13px] text-offline">
            {t(problem)}
          </p>
        )}
        <button type="submit" className="button primary" disabled={isBusy}>
          {t('submit')}
        </button>
      </form>
    </main>
  )
}
