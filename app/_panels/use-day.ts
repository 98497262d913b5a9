'use client'
/** The day that counts are of, the last 24 hours with passages, and one hour of it that the address may name. */
import { parseAsInteger, useQueryState } from 'nuqs'
import { useCity } from '../_ui/city-context'

const HOUR_MS = 3_600_000
const HOURS = 24

export function useDay() {
  const { passageSpan } = useCity()
  /** Hour of the day, or −1 for the whole day. */
  const [given, setHour] = useQueryState('hour', parseAsInteger.withDefault(-1))
  const to = Math.ceil((passageSpan?.to ?? Date.now()) / HOUR_MS) * HOUR_MS
  const from = to - HOURS * HOUR_MS
  const hour = given >= 0 && given < HOURS ? given : null
  const span = hour === null ? { from, to } : { from: from + hour * HOUR_MS, to: from + (hour + 1) * HOUR_MS }
  return { day: { from, to }, hour, span, setHour: (index: number) => void setHour(index) }
}
