const MINUTE = 60_000
const DIGITS = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/
const DATE_TIME =
  /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i

export interface TimeText {
  /** UTC epoch milliseconds. */
  at: number
  /** False: the text named no zone and local time was assumed. */
  hasZone: boolean
}

/** Local time where a file names no zone, minutes east of Greenwich: China, UTC+8. */
export const LOCAL_OFFSET_MINUTES = 480

/**
 * A point in time as files write it: `2026-01-15T07:00:21.510+01:00`, `2026-01-15 07:00:21`, `2026/1/15`, `2026-01`,
 * `20260115070021`, or Unix seconds or milliseconds. Without a zone it is local time. Null when it is none of these.
 */
export function parseTime(text: string, localOffsetMinutes = LOCAL_OFFSET_MINUTES): TimeText | null {
  const plain = text.normalize('NFKC').trim()
  if (/^\d{13}$/.test(plain) || /^\d{10}$/.test(plain))
    return { at: Number(plain) * (plain.length === 13 ? 1 : 1_000), hasZone: true }
  const packed = DIGITS.exec(plain)
  if (packed) return fromParts(packed.slice(1), undefined, localOffsetMinutes)
  const parts = DATE_TIME.exec(plain)
  return parts && fromParts(parts.slice(1, 8), parts[8], localOffsetMinutes)
}

function fromParts(parts: (string | undefined)[], zone: string | undefined, localOffset: number): TimeText | null {
  const [year, month, day, hour, minute, second] = parts.map((part) => (part === undefined ? undefined : Number(part)))
  const milliseconds = Math.round(Number(`0.${parts[6] ?? '0'}`) * 1_000)
  const utc = Date.UTC(year!, month! - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0, milliseconds)
  const back = new Date(utc - milliseconds)
  const isReal =
    back.getUTCMonth() === month! - 1 &&
    back.getUTCDate() === (day ?? 1) &&
    back.getUTCHours() === (hour ?? 0) &&
    (minute ?? 0) < 60 &&
    (second ?? 0) < 60
  const offset = zone === undefined ? localOffset : zoneMinutes(zone)
  if (!isReal || offset === null || year! < 1970 || year! > 2200) return null
  return { at: utc - offset * MINUTE, hasZone: zone !== undefined }
}

/** Minutes east of Greenwich; null when the zone is impossible. */
function zoneMinutes(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return hours > 14 || minutes > 59 ? null : (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}
