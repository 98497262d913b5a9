/**
 * How likely one plate was read for another: a weighted edit distance (Wagner & Fischer 1974) in which characters that cameras and
 * people mix up cost little. Costs are 0 … 1 for one character; an unlike character, or one too many or too few, costs 1.
 */

/** What is mixed up, and at what cost: shapes that differ by a stroke cost less than shapes that only resemble each other. */
const ALIKE: readonly (readonly [characters: string, cost: number])[] = [
  ['0DQO', 0.25],
  ['1IL', 0.25],
  ['2Z', 0.25],
  ['5S', 0.25],
  ['8B', 0.25],
  ['1T7', 0.4],
  ['3B8', 0.4],
  ['6G', 0.3],
  ['4A', 0.4],
  ['VYU', 0.4],
  ['MNW', 0.4],
  ['CG', 0.4],
  ['EF', 0.4],
  ['京冀琼', 0.4],
  ['苏赣', 0.4],
  ['黑墨', 0.4],
  ['皖晥', 0.2],
  ['浙渐', 0.2],
  ['吉青', 0.4],
]
/** A character too many or too few. */
const INDEL = 1

const COSTS = new Map<string, number>()
for (const [characters, cost] of ALIKE)
  for (const a of characters)
    for (const b of characters) if (a !== b) COSTS.set(a + b, Math.min(cost, COSTS.get(a + b) ?? 1))

/** What it costs to have read `b` for `a`, 0 … 1, the same both ways. */
export const mixUpCost = (a: string, b: string): number => (a === b ? 0 : (COSTS.get(a + b) ?? 1))

/**
 * The cost of having read `seen` where `meant` is on the vehicle. `reliability` is what the device said of each character of `seen`,
 * percent: where it was unsure, another character costs less. Plates in their normal form.
 */
export function plateDistance(meant: string, seen: string, reliability: readonly number[] | null = null): number {
  const isRated = reliability !== null && reliability.length === seen.length
  let before = Array.from({ length: seen.length + 1 }, (_, i) => i * INDEL)
  for (let i = 1; i <= meant.length; i++) {
    const row = [i * INDEL]
    for (let j = 1; j <= seen.length; j++) {
      const sure = isRated ? (reliability as number[])[j - 1] / 100 : 1
      const swap = before[j - 1] + mixUpCost(meant[i - 1], seen[j - 1]) * sure
      row.push(Math.min(swap, before[j] + INDEL, row[j - 1] + INDEL))
    }
    before = row
  }
  return before[seen.length]
}

/** Characters of the alphabet of plates are numbered, so that a cost is one look into a table. */
const NUMBERED = [
  ...new Set([...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', ...ALIKE.flatMap(([characters]) => [...characters])]),
]
const SIZE = NUMBERED.length
/** By character code: its number; SIZE and above for the others, which resemble nothing. */
const NUMBER_OF = new Uint8Array(0x1_0000).fill(255)
for (const [number, character] of NUMBERED.entries()) NUMBER_OF[character.charCodeAt(0)] = number
const TABLE = new Float64Array(SIZE * SIZE)
for (const [i, a] of NUMBERED.entries()) for (const [j, b] of NUMBERED.entries()) TABLE[i * SIZE + j] = mixUpCost(a, b)

/**
 * The same for many plates against one, given up as soon as it must exceed `most` (below 2): at most one character too many and one
 * too few, so that only three diagonals need to be looked at. `codes` holds character codes, a plate's from `at` on.
 */
export function likenessTo(meant: string, most: number): (codes: Uint16Array, at: number, length: number) => number {
  if (!(most >= 0 && most < 2)) throw new RangeError(`most must be 0 or more and less than 2, got ${most}`)
  const wanted = Uint16Array.from(meant, (character) => character.charCodeAt(0))
  const n = wanted.length
  const rows = [new Float64Array(n + 24), new Float64Array(n + 24)]
  return (codes, at, length) => {
    if (Math.abs(length - n) * INDEL > most) return Number.POSITIVE_INFINITY
    let [before, row] = rows
    before[0] = 0
    before[1] = INDEL
    for (let i = 1; i <= n; i++) {
      const from = Math.max(1, i - 1)
      const to = Math.min(length, i + 1)
      row[from - 1] = from === 1 && i <= 1 ? i * INDEL : Number.POSITIVE_INFINITY
      const a = wanted[i - 1]
      const first = NUMBER_OF[a]
      let least = row[from - 1]
      for (let j = from; j <= to; j++) {
        const b = codes[at + j - 1]
        const second = NUMBER_OF[b]
        const cost = a === b ? 0 : first < SIZE && second < SIZE ? TABLE[first * SIZE + second] : 1
        let value = before[j - 1] + cost
        if (j < i + 1 && before[j] + INDEL < value) value = before[j] + INDEL
        if (row[j - 1] + INDEL < value) value = row[j - 1] + INDEL
        row[j] = value
        if (value < least) least = value
      }
      if (to < i + 1) row[i + 1] = Number.POSITIVE_INFINITY
      if (least > most) return Number.POSITIVE_INFINITY
      ;[before, row] = [row, before]
    }
    return before[length] <= most ? before[length] : Number.POSITIVE_INFINITY
  }
}
