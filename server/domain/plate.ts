/** Number plates as text: one normal form to store and search by, and a guess at whose plate it is. */

export type PlateCountry = 'CN' | 'DE' | 'ES' | 'GB' | 'RU' | 'VN'

export type PlateFormat =
  | 'ordinary'
  | 'new-energy-small'
  | 'new-energy-large'
  | 'embassy'
  | 'consulate'
  | 'armed-police'
  | 'military'
  | 'international'
  | 'other'

export interface Plate {
  /** As it came. */
  raw: string
  /** The form to compare: upper case, half width, letters and digits only. */
  normalised: string
  /** Null when no known country, or more than one, uses the format. */
  country: PlateCountry | null
  format: PlateFormat
}

const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
/** Letters of Chinese plates: no I and O, which read as 1 and 0. */
const LETTER = 'A-HJ-NP-Z'

type Rule = readonly [country: PlateCountry | null, format: PlateFormat, pattern: RegExp]

/**
 * First match wins. Chinese new-energy plates carry one of A–H, J, K as issued today (older tables know D and F only).
 * Formats shared by several countries (FR and IT; FI, HU and LT) leave the country open.
 */
const RULES: readonly Rule[] = [
  ['CN', 'new-energy-small', new RegExp(`^${PROVINCE}[${LETTER}][A-HJK][${LETTER}\\d]\\d{4}$`)],
  ['CN', 'new-energy-large', new RegExp(`^${PROVINCE}[${LETTER}]\\d{5}[A-HJK]$`)],
  ['CN', 'ordinary', new RegExp(`^${PROVINCE}[${LETTER}][${LETTER}\\d]{4}[${LETTER}\\d挂学警港澳]$`)],
  ['CN', 'embassy', /^(使\d{6}|\d{6}使)$/],
  ['CN', 'consulate', new RegExp(`^(领\\d{6}|${PROVINCE}[${LETTER}]\\d{4}领)$`)],
  ['CN', 'armed-police', new RegExp(`^WJ${PROVINCE}?\\d{4}[\\dA-Z]$`)],
  ['CN', 'military', /^[BCEGHJKLNSV][A-Z]\d{5}$/],
  ['RU', 'international', /^[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2}\d{2,3}$/],
  ['GB', 'international', /^[A-Z]{2}\d{2}[A-Z]{3}$/],
  ['ES', 'international', /^\d{4}[BCDFGHJKLMNPRSTVWXYZ]{3}$/],
  ['VN', 'international', /^\d{2}[A-Z]\d{5}$/],
  [null, 'international', /^[A-Z]{2}\d{3}[A-Z]{2}$/],
  [null, 'international', /^[A-Z]{3}\d{3}$/],
  ['DE', 'international', /^(?=.{4,9}$)[A-ZÄÖÜ]{1,3}[A-Z]{1,2}\d{1,4}[EH]?$/],
]

/** Never refuses: an unknown format is `other`, and an empty plate stays empty. */
export function normalisePlate(raw: string): Plate {
  const normalised = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const rule = RULES.find(([, , pattern]) => pattern.test(normalised))
  return { raw, normalised, country: rule?.[0] ?? null, format: rule?.[1] ?? 'other' }
}
