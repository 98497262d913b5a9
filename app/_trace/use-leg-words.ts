'use client'
/** How legs are told: lengths, times and shares in the reader's language. */
import { useFormatter, useTranslations } from 'use-intl'
import { useLocalName } from '../_ui/city-context'
import type { Leg } from './use-legs'

const MINUTE_S = 60
const KILOMETRE_M = 1_000

export function useLegWords() {
  const t = useTranslations('legs')
  const format = useFormatter()
  const localName = useLocalName()
  return {
    length: (metres: number) =>
      metres < KILOMETRE_M
        ? t('metres', { value: format.number(metres, { maximumSignificantDigits: 3, maximumFractionDigits: 0 }) })
        : t('kilometres', { value: format.number(metres / KILOMETRE_M, { maximumSignificantDigits: 3 }) }),
    time: (seconds: number) =>
      seconds < 2 * MINUTE_S
        ? t('seconds', { value: format.number(seconds, { maximumFractionDigits: 0 }) })
        : t('minutes', { value: format.number(seconds / MINUTE_S, { maximumFractionDigits: 0 }) }),
    /** '' where no street of the way has a name. */
    streets: ({ along }: Leg['ways'][number]) => format.list(along.map(localName)),
    share: (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 0 }),
    clock: (at: number) =>
      format.dateTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }),
  }
}
