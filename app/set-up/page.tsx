'use client'
import { useSearchParams } from 'next/navigation'
import { type FormEvent, Suspense, useState } from 'react'
import { useTranslations } from 'use-intl'

function SetUpForm() {
  const t = useTranslations('setUp')
  const token = useSearchParams().get('token') ?? ''
  const [problem, setProblem] = useState<'invalid' | 'used' | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { username, password } = Object.fromEntries(new FormData(event.currentTarget))
    const response = await fetch('/api/set-up', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, username, password }),
    })
    if (response.ok) window.location.assign('/sign-in')
    else setProblem(response.status === 410 ? 'used' : 'invalid')
  }

  return (
    <form onSubmit={submit} className="card grid w-full max-w-[380px] gap-4 p-7">
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <p className="text-ink-2">{t('purpose')}</p>
      <label className="grid gap-1">
        <span className="label">{t('username')}</span>
        <input name="username" className="field" autoComplete="username" required pattern="[\w.\-]{2,64}" />
      </label>
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
      <button type="submit" className="button primary">
        {t('submit')}
      </button>
    </form>
  )
}

export default function SetUpPage() {
  return (
    <main className="grid min-h-dvh place-items-center bg-ground p-4">
      <Suspense>
        <SetUpForm />
      </Suspense>
    </main>
  )
}
