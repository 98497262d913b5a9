'use client'
import { useTranslations } from 'use-intl'
import { FactorSetUp } from '../_panels/factor-set-up'

export function EnrolForm() {
  const t = useTranslations('account.factor')
  return (
    <main className="grid min-h-dvh place-items-center bg-ground p-4">
      <div className="card grid w-full max-w-[380px] gap-4 p-7 shadow-[var(--shadow)]">
        <h1 className="font-semibold text-xl">{t('title')}</h1>
        <p className="text-ink-2">{t('needed')}</p>
        <FactorSetUp onDone={() => window.location.assign('/')} />
      </div>
    </main>
  )
}
