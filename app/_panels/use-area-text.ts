'use client'
import { useFormatter, useTranslations } from 'use-intl'

const HECTARE_M2 = 10_000
const SQUARE_KILOMETRE_M2 = 1_000_000

/** An area in the unit a person would use, three significant figures. */
export function useAreaText(): (areaM2: number) => string {
  const t = useTranslations('areas')
  const format = useFormatter()
  const number = (value: number) => format.number(value, { maximumSignificantDigits: 3 })
  return (areaM2) => {
    if (areaM2 < HECTARE_M2) return t('squareMetres', { value: number(areaM2) })
    if (areaM2 < SQUARE_KILOMETRE_M2) return t('hectares', { value: number(areaM2 / HECTARE_M2) })
    return t('squareKilometres', { value: number(areaM2 / SQUARE_KILOMETRE_M2) })
  }
}
