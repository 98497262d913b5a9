'use client'
import { useSearchParams } from 'next/navigation'
import { Suspense } from 'react'
import { useTranslations } from 'use-intl'
import { TextField } from '../_ui/field'
import { OneTimeForm } from '../_ui/one-time-form'

function SetUpForm() {
  const t = useTranslations('setUp')
  const token = useSearchParams().get('token') ?? ''
  return (
    <OneTimeForm words="setUp" path="/api/set-up" token={() => token}>
      <TextField name="username" label={t('username')} autoComplete="username" pattern="[\w.\-]{2,64}" />
    </OneTimeForm>
  )
}

export default function SetUpPage() {
  return (
    <Suspense>
      <SetUpForm />
    </Suspense>
  )
}
