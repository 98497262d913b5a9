'use client'
/** What a draft adds to the seen part of the ground that must be seen, what it takes away, and the same of all ground. */
import { useFormatter, useTranslations } from 'use-intl'
import type { SeenChange } from '../../server/domain/newly-seen'

export function SeenChangeLine({ change }: { change: SeenChange | null }) {
  const t = useTranslations('camera')
  const format = useFormatter()
  if (!change) return null
  const number = (m2: number) => format.number(m2, { maximumSignificantDigits: 3 })
  return (
    <p className="border-line border-b px-4 py-2 text-[13px]" data-testid="seen-change" role="status">
      <b className="font-semibold text-accent">{t('gained', { value: number(change.watched.gainedM2) })}</b>
      {change.watched.lostM2 > 0 && (
        <span className="block text-ink-2">{t('lost', { value: number(change.watched.lostM2) })}</span>
      )}
      <span className="block text-ink-3 text-xs">
        {t('changeHint', { gained: number(change.all.gainedM2), lost: number(change.all.lostM2) })}
      </span>
    </p>
  )
}
