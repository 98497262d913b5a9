'use client'
import { useFormatter, useTranslations } from 'use-intl'

/** Shares, lengths and counts as planning shows them: three significant figures, with units. */
export function useFigures() {
  const t = useTranslations('plan')
  const format = useFormatter()
  const short = (value: number) => format.number(value, { maximumSignificantDigits: 3 })
  return {
    percent: (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
    length: (metres: number) =>
      metres < 1_000 ? t('metres', { value: short(metres) }) : t('kilometres', { value: short(metres / 1_000) }),
    count: (value: number) => format.number(value),
    time: (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' }),
  }
}
