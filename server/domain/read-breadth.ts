/** How broad a read of passages is, against the limits beyond which a second person must agree. */

export const BREADTHS = ['wildcard', 'days', 'plates', 'cameras', 'area'] as const
export type Breadth = (typeof BREADTHS)[number]

/** What may be read at once by one person alone. */
export interface ReadLimits {
  days: number
  plates: number
  cameras: number
  areaKm2: number
}

/** As long as nobody set others. */
export const USUAL_LIMITS: ReadLimits = { days: 30, plates: 1, cameras: 20, areaKm2: 25 }

/** UTC epoch milliseconds; the rest 0 or absent where a query does not narrow by it. */
export interface ReadExtent {
  from: number
  to: number
  plates: readonly string[]
  cameras?: number
  areaKm2?: number
}

const DAY_MS = 86_400_000
/** A day may be 25 hours long. */
const HOUR_MS = 3_600_000

/** The limits that a read goes beyond, none when one person may read it. */
export function breadthOf({ from, to, plates, cameras = 0, areaKm2 = 0 }: ReadExtent, limits: ReadLimits): Breadth[] {
  const beyond: Breadth[] = []
  if (plates.some((plate) => /[?*%_]/u.test(plate))) beyond.push('wildcard')
  if (to - from > limits.days * DAY_MS + HOUR_MS) beyond.push('days')
  if (plates.length > limits.plates) beyond.push('plates')
  if (cameras > limits.cameras) beyond.push('cameras')
  if (areaKm2 > limits.areaKm2) beyond.push('area')
  return beyond
}
