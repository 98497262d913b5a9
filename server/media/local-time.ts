/** Times as a server's own clock tells them. */

/** How far the zone's clock is ahead of UTC at an instant, milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(at / 1_000) * 1_000
}

/** UTC epoch milliseconds of `YYYY-MM-DDTHH:mm:ss` in a zone; NaN when it is no time. Of two in autumn, the earlier. */
export function instantIn(timeZone: string, clock: string): number {
  const wanted = Date.parse(`${clock}Z`)
  if (Number.isNaN(wanted)) return Number.NaN
  const offsets = [offsetAt(wanted - 86_400_000, timeZone), offsetAt(wanted + 86_400_000, timeZone)]
  return wanted - (offsets.find((offset) => offsetAt(wanted - offset, timeZone) === offset) ?? offsets[0])
}

/** The days, `YYYY-MM-DD`, that a clock in the zone shows from one instant to another. */
export function daysIn(timeZone: string, from: number, to: number): string[] {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const days = new Set<string>()
  for (let at = from; at < to; at += 12 * 3_600_000) days.add(day.format(at))
  return [...days.add(day.format(to))]
}
