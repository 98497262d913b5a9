/** Sorted instants, searched by halves. UTC epoch milliseconds, ascending; several may be the same. */

/** Index of the last instant at or before the time, −1 when there is none. */
export function lastAtOrBefore(instants: ArrayLike<number>, time: number): number {
  let [low, high] = [-1, instants.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (instants[middle] <= time) low = middle
    else high = middle - 1
  }
  return low
}

/** Index of the last instant before the time, −1 when there is none. */
export function lastBefore(instants: ArrayLike<number>, time: number): number {
  let [low, high] = [-1, instants.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (instants[middle] < time) low = middle
    else high = middle - 1
  }
  return low
}

/** Index of the instant nearest to the time of those from `time − beforeMs` to `time + afterMs`, the earlier of two as near; −1: none. */
export function nearestWithin(instants: ArrayLike<number>, time: number, beforeMs: number, afterMs: number): number {
  const last = lastAtOrBefore(instants, time)
  const before = last >= 0 && time - instants[last] <= beforeMs ? last : -1
  const after = last + 1 < instants.length && instants[last + 1] - time <= afterMs ? last + 1 : -1
  if (before < 0 || after < 0) return Math.max(before, after)
  return time - instants[before] <= instants[after] - time ? before : after
}

/** All of several lists, in order. */
export function mergeInstants(lists: readonly ArrayLike<number>[]): Float64Array {
  const merged = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const list of lists) {
    merged.set(list, offset)
    offset += list.length
  }
  return merged.sort()
}
