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
const LEAST_DIFFERENT_LETTERS = 5
/** Words that stand before a reason and are none. */
const STOCK_WORDS =
  /\b(?:test(?:s|ing)?|investigat(?:e|ion|ing)|cases?|n\/?a|none|check(?:s|ing)?|routine)\b|测试|调查|办案|无|工作需要|日常/giu
const STOCK_ANYWHERE = new RegExp(STOCK_WORDS.source.replaceAll('\\b', '').replace('n\\/?a', 'na'), 'giu')
const ROWS_OF_KEYS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu

/** The reason as it is kept: composed, without invisible characters, single spaces. */
export const cleanReason = (reason: string) =>
  reason.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim()

/** Most letters follow one another as in the alphabet or on a keyboard. */
function isRowOfKeys(letters: readonly string[]): boolean {
  const areNeighbours = (a: string, b: string) => ROWS_OF_KEYS.some((row) => row.includes(a + b) || row.includes(b + a))
  const neighbours = letters.filter((letter, i) => i > 0 && areNeighbours(letters[i - 1], letter)).length
  return neighbours > letters.length / 2
}

const lettersOf = (text: string) => [...text.toLowerCase().replace(/\P{L}/gu, '')]

/** Cyrillic and Greek letters that look like Latin ones, and these. */
const LOOK_ALIKES = new Map(
  Object.entries({
    a: 'аα',
    c: 'сϲ',
    e: 'еε',
    i: 'іι',
    o: 'оο',
    p: 'рρ',
    s: 'ѕ',
    t: 'тτ',
    u: 'υ',
    x: 'хχ',
    y: 'уγ',
    n: 'п',
    k: 'кκ',
    h: 'һ',
    g: 'ɡ',
    v: 'ѵν',
    r: 'г',
    d: 'ԁ',
    m: 'м',
    b: 'в',
    j: 'ј',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
)

/** The reason in plain small letters, for looking through disguises. */
function plain(reason: string): string {
  const text = reason.normalize('NFKC').replace(INVISIBLE, ' ').toLowerCase()
  return [...text].map((letter) => LOOK_ALIKES.get(letter) ?? letter).join('')
}

/** The letters besides stock words: as words, and as they stand when everything between letters is taken away. */
function ownLetters(reason: string): string[][] {
  const text = plain(reason)
  const joined = text.replace(/\P{L}/gu, '')
  return [text.replace(/\p{N}+/gu, ' ').replace(STOCK_WORDS, ' '), joined.replace(STOCK_ANYWHERE, '')].map(lettersOf)
}

/**
 * Why a reason is not one, or null when it will do: ten letters and digits at least, and, besides stock words, five different
 * letters that are no row of keys.
 */
export function reasonProblem(reason: string): 'too-short' | 'says-nothing' | null {
  const own = ownLetters(reason)
  if (own.some(({ length }) => length === 0) && lettersOf(plain(reason)).length > 0) return 'says-nothing'
  const characters = reason
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
  if ([...characters].length < LEAST_CHARACTERS) return 'too-short'
  const saysNothing = own.some((letters) => new Set(letters).size < LEAST_DIFFERENT_LETTERS || isRowOfKeys(letters))
  return saysNothing ? 'says-nothing' : null
}
