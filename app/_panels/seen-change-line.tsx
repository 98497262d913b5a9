'use client'
/** What a draft adds to the ground that is seen, and what it takes away. */
import { useFormatter, useTranslations } from 'use-intl'
import type { SeenChange } from '../../server/domain/newly-seen'

export function SeenChangeLine({ change }: { change: SeenChange | null }) {
  const t = useTranslations('camera')
  const format = useFormatter()
  if (!change) return null
  const number = (m2: number) => format.number(m2, { maximumSignificantDigits: 3 })
  return (
    <p className="border-line border-b px-4 py-2 text-[13px]" data-testid="seen-change" role="status">
      <b className="font-semibold text-accent">{t('gained', { value: number(change.gainedM2) })}</b>
      {change.lostM2 > 0 && <span className="block text-ink-2">{t('lost', { value: number(change.lostM2) })}</span>}
      <span className="block text-ink-3 text-xs">{t('changeHint')}</span>
    </p>
  )
}
