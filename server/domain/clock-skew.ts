/** What a camera's clock is off, told from how late its reads come: late is either the way here or the clock, early is the clock alone. */

/** A camera's clock against ours: how far it is ahead (below 0: behind), and how sure that is (a deviation). Milliseconds. */
export interface ClockSkew {
  skewMs: number
  spreadMs: number
}

/** The way from a camera takes this long at least, and its clock tells no better. */
const UNSURE_MS = 1_000

/**
 * How far a camera's clock is behind ours at most (below 0: ahead of it), milliseconds: the median of how late its reads came at least in
 * each hour, since the fastest of an hour came nearly at once. Null without any.
 */
export function clockBehind(leastDelays: readonly number[]): number | null {
  const sorted = leastDelays.toSorted((a, b) => a - b)
  return sorted.length === 0 ? null : sorted[sorted.length >> 1]
}

/**
 * The skew that fits: a clock whose reads come before they were made is ahead by that much; one whose reads come late is behind by
 * anything from nothing to that much (taken as equally likely). Null without any.
 */
export function clockSkew(leastDelays: readonly number[]): ClockSkew | null {
  const behind = clockBehind(leastDelays)
  if (behind === null) return null
  if (behind <= 0) return { skewMs: -behind, spreadMs: UNSURE_MS }
  return { skewMs: -behind / 2, spreadMs: Math.hypot(UNSURE_MS, behind / Math.sqrt(12)) }
}
