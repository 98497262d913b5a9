'use client'
/** Hours and what was counted in them, in words. */
import { useFormatter, useTranslations } from 'use-intl'
import type { HourFlow } from '../../server/domain/flows'

export function useHourWords() {
  const t = useTranslations('flows')
  const format = useFormatter()
  const clock = (hour: number) => format.dateTime(hour, { hour: '2-digit', minute: '2-digit', hour12: false })
  const flow = (value: HourFlow) => (typeof value === 'number' ? t('vehicles', { count: value }) : t(`kind.${value}`))
  return { clock, flow }
}
