'use client'
import { useFormatter } from 'use-intl'

/** Metres and degrees to a tenth below a hundred, whole above: what a tape measure could tell. */
export function useMetres(): (value: number) => string {
  const format = useFormatter()
  return (value) => format.number(value, { maximumFractionDigits: value < 100 ? 1 : 0 })
}
