import { HIDDEN_CHARACTERS } from '../domain/hidden-characters'

/** A name as it may be shown: NFC, one line, nothing hidden, at most `maxLength` characters. Null when nothing is left. */
export function cleanText(text: string | null | undefined, maxLength = 200): string | null {
  const clean = (text ?? '')
    .replace(/[\t\r\n]+/g, ' ')
    .replace(HIDDEN_CHARACTERS, '')
    .normalize('NFC')
    .trim()
  return clean === '' ? null : [...clean].slice(0, maxLength).join('')
}
