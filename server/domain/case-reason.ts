/** What a case must say before anything is read under it. */

export const OFFENCE_CLASSES = [
  'hit-and-run',
  'vehicle-theft',
  'theft',
  'robbery',
  'assault',
  'abduction',
  'missing-person',
  'dangerous-driving',
  'smuggling',
  'fire-or-arson',
  'homicide',
] as const
export type OffenceClass = (typeof OFFENCE_CLASSES)[number]

/** Longest time a case may run before it must be renewed, days. */
export const LONGEST_CASE_DAYS = 90
const LEAST_CHARACTERS = 10
const EMPTY_WORDS =
  /^(test(ing)?|investigation|case|n\/?a|none|check(ing)?|routine|asdf+|测试|调查|办案|无|工作需要|日常)[\s.。!！]*$/iu
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu

/** The reason as it is kept: composed, without invisible characters, single spaces. */
export const cleanReason = (reason: string) =>
  reason.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim()

/** Why a reason is not one, or null when it will do: ten different-looking characters at least, and more than a stock word. */
export function reasonProblem(reason: string): 'too-short' | 'says-nothing' | null {
  const clean = cleanReason(reason)
  if (EMPTY_WORDS.test(clean)) return 'says-nothing'
  const letters = clean.replace(/[^\p{L}\p{N}]/gu, '')
  if ([...letters].length < LEAST_CHARACTERS) return 'too-short'
  return new Set(letters.toLowerCase()).size < 5 ? 'says-nothing' : null
}
