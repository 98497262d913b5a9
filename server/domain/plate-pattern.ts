/** A plate of which not everything is known: `?` stands for one character, `*` for any number of them, none included. */

export interface PlatePattern {
  /** In the normal form of plates, with its `?` and `*`. */
  text: string
  /** The stretches between the stars, `?` among them: one where there is no star. */
  parts: readonly string[]
  /** Characters that are known. */
  known: number
  isWild: boolean
}

const ANY = '?'
/** Longest plate that is kept. */
const LONGEST = 20

/**
 * The pattern in the normal form of plates: upper case, half width, without separators. Throws RangeError naming `plate` when it is
 * empty or longer than any plate.
 */
export function platePattern(raw: string): PlatePattern {
  const text = raw
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}?*]/gu, '')
    .replace(/\*[*?]*\*|\*{2,}/g, (run) => `${ANY.repeat(run.split(ANY).length - 1)}*`)
  const parts = text.split('*')
  const known = [...text].filter((character) => character !== ANY && character !== '*').length
  if (text === '' || text.length > LONGEST)
    throw new RangeError(`plate must have 1 to ${LONGEST} characters, got "${raw}"`)
  return { text, parts, known, isWild: parts.length > 1 || text.includes(ANY) }
}

/** Whether a plate in its normal form fits: the definition, one plate at a time. */
export function fitsPattern({ parts }: Pick<PlatePattern, 'parts'>, plate: string): boolean {
  const [first] = parts
  if (parts.length === 1) return plate.length === first.length && fitsAt(first, plate, 0)
  const last = parts[parts.length - 1]
  if (plate.length < first.length + last.length || !fitsAt(first, plate, 0)) return false
  const end = plate.length - last.length
  if (!fitsAt(last, plate, end)) return false
  let at = first.length
  for (const part of parts.slice(1, -1)) {
    while (at + part.length <= end && !fitsAt(part, plate, at)) at++
    if (at + part.length > end) return false
    at += part.length
  }
  return true
}

function fitsAt(part: string, plate: string, at: number): boolean {
  for (let i = 0; i < part.length; i++) if (part[i] !== ANY && part[i] !== plate[at + i]) return false
  return true
}
