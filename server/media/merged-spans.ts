/** Recorded stretches in any order as few in order of time. */
import type { Recording } from './gateway'

/** Within `from` and `to`; stretches that overlap, or lie no farther apart than `joinMs`, are one. UTC epoch milliseconds. */
export function mergedSpans(spans: readonly Recording[], from: number, to: number, joinMs: number): Recording[] {
  const merged: Recording[] = []
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const cut = { from: Math.max(span.from, from), to: Math.min(span.to, to) }
    if (cut.from >= cut.to) continue
    const last = merged.at(-1)
    if (last && cut.from - last.to <= joinMs) last.to = Math.max(last.to, cut.to)
    else merged.push(cut)
  }
  return merged
}
