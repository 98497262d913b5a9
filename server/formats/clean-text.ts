// Control characters, zero-width ones and those that turn the direction of writing: they hide what a name really says.
const HIDDEN = /[\p{Cc}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/gu

/** A name as it may be shown: NFC, one line, nothing hidden, at most `maxLength` characters. Null when nothing is left. */
export function cleanText(text: string | null | undefined, maxLength = 200): string | null {
  const clean = (text ?? '')
    .replace(/[\t\r\n]+/g, ' ')
    .replace(HIDDEN, '')
    .normalize('NFC')
    .trim()
  return clean === '' ? null : [...clean].slice(0, maxLength).join('')
}

/** True when `text` holds characters that cannot be seen. A code or a plate with such a character is refused, not repaired. */
export function hasHiddenCharacters(text: string): boolean {
  return text.search(HIDDEN) >= 0
}
