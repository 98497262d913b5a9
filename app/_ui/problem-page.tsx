'use client'
import { useTranslations } from 'use-intl'
import { CardPage } from './card-page'

/** A whole page that says what is wrong: no such address, or a page that broke. */
export function ProblemPage({
  kind,
  reference,
  onRetry,
}: {
  kind: 'missing' | 'broken'
  /** By which the server's log knows what happened. */
  reference?: string
  onRetry?: () => void
}) {
  const t = useTranslations('problem')
  return (
    <CardPage>
      <h1 className="font-semibold text-xl">{t(`${kind}Title`)}</h1>
      <p className="text-ink-2">{t(`${kind}Text`)}</p>
      {reference && <p className="text-ink-3 text-xs">{t('reference', { reference })}</p>}
      <div className="flex gap-2">
        {onRetry && (
          <button type="button" className="button primary" onClick={onRetry}>
            {t('again')}
          </button>
        )}
        <a href="/" className={`button ${onRetry ? '' : 'primary'}`}>
          {t('home')}
        </a>
      </div>
    </CardPage>
  )
}
