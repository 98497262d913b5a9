/**
 * Characters that hide what a text really says: controls, halves of a pair, zero-width and filler characters, tags, and those
 * that turn the direction of writing.
 */
export const HIDDEN_CHARACTERS =
  /[\p{Cc}\p{Cs}\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu

/** True when `text` holds characters that cannot be seen. A code or a plate with such a character is refused, not repaired. */
export const hasHiddenCharacters = (text: string): boolean => text.search(HIDDEN_CHARACTERS) >= 0
