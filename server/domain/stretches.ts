/** Stretches of time: from … to, both within; UTC epoch milliseconds. */

export interface Stretch {
  from: number
  to: number
}

/** What these cover when each is made longer by `marginMs` (0 or more) at both ends: sorted, and apart from each other. */
export function busyStretches(stretches: readonly Stretch[], marginMs: number): Stretch[] {
  if (!(marginMs >= 0)) throw new RangeError(`marginMs must be 0 or more, got ${marginMs}`)
  const busy: Stretch[] = []
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = busy.at(-1)
    if (last && from - marginMs <= last.to) last.to = Math.max(last.to, to + marginMs)
    else busy.push({ from: from - marginMs, to: to + marginMs })
  }
  return busy
}

/** Index of the first of sorted stretches that ends at or after the time; their number when all end before. */
export function firstEndingFrom(stretches: readonly Stretch[], time: number): number {
  let [low, high] = [0, stretches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (stretches[middle].to >= time) high = middle
    else low = middle + 1
  }
  return low
}
