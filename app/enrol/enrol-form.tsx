'use client'
import { useTranslations } from 'use-intl'
import { FactorSetUp } from '../_panels/factor-set-up'
import { CardPage } from '../_ui/card-page'

export function EnrolForm() {
  const t = useTranslations('account.factor')
  return (
    <CardPage>
      <h1 className="font-semibold text-xl">{t('title')}</h1>
      <p className="text-ink-2">{t('needed')}</p>
      <FactorSetUp onDone={() => window.location.assign('/')} />
    </CardPage>
  )
}
