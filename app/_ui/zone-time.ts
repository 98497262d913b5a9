/** Instants as a clock in the city shows them, for fields of kind `datetime-local`, and back. */

/** `YYYY-MM-DDTHH:mm` of an instant (UTC epoch milliseconds) in a zone. */
export const clockTimeOf = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T')

/** The instant at which a clock in the zone shows this; null when the text is no time. Of two in autumn, either. */
export function instantOf(clockTime: string, timeZone: string): number | null {
  const wanted = Date.parse(`${clockTime}Z`)
  if (Number.isNaN(wanted)) return null
  const offsetAt = (at: number) => Date.parse(`${clockTimeOf(at, timeZone)}Z`) - Math.floor(at / 60_000) * 60_000
  const guess = wanted - offsetAt(wanted)
  return wanted - offsetAt(guess)
}

/** Midnight of the day that an instant lies in. */
export const dayStart = (at: number, timeZone: string): number =>
  instantOf(`${clockTimeOf(at, timeZone).slice(0, 10)}T00:00`, timeZone)!
