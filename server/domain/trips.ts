/** Trips: one vehicle's passages in order, cut where the gap is too long to belong together. */

/** One vehicle read at one place at one instant; `at` is UTC epoch milliseconds. */
export interface TripPassage {
  plate: string
  at: number
  lng: number
  lat: number
}

export interface Trip<P extends TripPassage = TripPassage> {
  plate: string
  /** In order of time, at least one. */
  passages: P[]
  from: number
  to: number
}

export interface TripOptions {
  /** Passages farther apart than this start a new trip, milliseconds, 0 or more. */
  maxGapMs: number
}

/** Trips by plate, then by time. Passages of one instant keep the order they came in. */
export function tripsOf<P extends TripPassage>(passages: readonly P[], { maxGapMs }: TripOptions): Trip<P>[] {
  if (!(maxGapMs >= 0)) throw new RangeError(`maxGapMs must be 0 or more, got ${maxGapMs}`)
  const ordered = [...passages].sort((a, b) => comparePlates(a.plate, b.plate) || a.at - b.at)
  const trips: Trip<P>[] = []
  for (const passage of ordered) {
    const trip = trips[trips.length - 1]
    if (trip !== undefined && trip.plate === passage.plate && passage.at - trip.to <= maxGapMs) {
      trip.passages.push(passage)
      trip.to = passage.at
    } else trips.push({ plate: passage.plate, passages: [passage], from: passage.at, to: passage.at })
  }
  return trips
}

/** `at`: read at this instant. `between`: on the straight line between two passages, so the place is a guess. */
export interface TripPosition {
  lng: number
  lat: number
  certainty: 'at' | 'between'
  /** Index of the last passage at or before the time. */
  passage: number
}

/** Where the vehicle is at `time`; null before the trip's first and after its last passage. */
export function positionAt(trip: Trip, time: number): TripPosition | null {
  if (!(time >= trip.from && time <= trip.to)) return null
  const { passages } = trip
  const index = lastAtOrBefore(passages, time)
  const before = passages[index]
  if (before.at === time) return { lng: before.lng, lat: before.lat, certainty: 'at', passage: index }
  const after = passages[index + 1]
  const fraction = (time - before.at) / (after.at - before.at)
  return {
    lng: before.lng + fraction * (after.lng - before.lng),
    lat: before.lat + fraction * (after.lat - before.lat),
    certainty: 'between',
    passage: index,
  }
}

function lastAtOrBefore(passages: readonly TripPassage[], time: number): number {
  let low = 0
  let high = passages.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (passages[middle].at <= time) low = middle
    else high = middle - 1
  }
  return low
}

// Not by locale: the order of trips must be the same on every machine.
const comparePlates = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
