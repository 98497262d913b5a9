/** Whether a read that fits no trip of its plate is likelier another vehicle's, with one character read for another. */
import type { Sighting } from './drive-check'
import { mixUpCost } from './plate-likeness'

/** A read of a plate in its normal form; `reliability`: what the device said of each character, percent, null where it said nothing. */
export interface Read extends Sighting {
  plate: string
  reliability: readonly number[] | null
}

export interface Misread {
  /** Index in the trip. */
  passage: number
  /** The character of its plate that is in doubt, the first is 1. */
  character: number
  /** `look-alike`: a plate that differs in it alone was read about then, and this read fits in; `unsure`: the device was. */
  because: 'look-alike' | 'unsure'
}

/** What characters may cost that are mixed up: all that resemble each other do, others cost 1. */
export const MOST_MIX_UP = 0.5
/** How long before and after a read a look-alike is looked for. */
export const NEAR_MS = 10 * 60_000
/** Percent below which a device was unsure of a character. */
const UNSURE = 60

/** The only place (from 0) in which two plates of one length differ, with characters that are mixed up; null where there is none. */
export function mixedUpPlace(meant: string, seen: string): number | null {
  if (meant.length !== seen.length) return null
  let place: number | null = null
  for (let i = 0; i < seen.length; i++) {
    if (meant[i] === seen[i]) continue
    if (place !== null || mixUpCost(meant[i], seen[i]) > MOST_MIX_UP) return null
    place = i
  }
  return place
}

/** Whether one vehicle can have been at both; the second is not before the first. */
export type CanDrive = (from: Sighting, to: Sighting) => boolean

/** Of one plate's reads the last up to an instant and the first after it, both within `NEAR_MS` of it. */
export function readsAbout(reads: readonly Read[], at: number): Read[] {
  const near = reads
    .filter((read) => Math.abs(read.at - at) <= NEAR_MS)
    .toSorted((a, b) => a.at - b.at || a.cameraId - b.cameraId)
  return [...near.filter((read) => read.at <= at).slice(-1), ...near.filter((read) => read.at > at).slice(0, 1)]
}

/**
 * What a leg that nobody can drive is explained by, null where nothing speaks for a misread. One of its two passages is likely one
 * when the trip holds without it (it is the trip's first or last, or its neighbours can be driven from one to the other), and
 * 1. a look-alike, a plate that differs in one character of those that are mixed up, was read within `NEAR_MS` of it, and from the
 *    look-alike's last read before, and to its first read after, the passage can be driven; or else
 * 2. the device was less than 60 % sure of one of its characters, the least sure counts.
 * A look-alike weighs more than an unsure device, what is mixed up more easily more than what is not, and the earlier passage more
 * than the later where all else is the same. `trip` in order of time, `leg` two indices in it, `others` reads of other plates in any order.
 */
export function misreadOf(
  trip: readonly Read[],
  leg: readonly [number, number],
  others: readonly Read[],
  canDrive: CanDrive,
): Misread | null {
  const odd = leg.filter((index) => holdsWithout(trip, index, canDrive))
  const alike = odd
    .flatMap((passage) => lookAlikesOf(trip[passage], others, canDrive).map((place) => ({ passage, ...place })))
    .sort((a, b) => a.cost - b.cost || a.passage - b.passage || a.place - b.place)
  if (alike.length > 0) return { passage: alike[0].passage, character: alike[0].place + 1, because: 'look-alike' }
  const unsure = odd
    .flatMap((passage) => ratingsOf(trip[passage]).map((percent, place) => ({ passage, percent, place })))
    .filter(({ percent }) => percent < UNSURE)
    .sort((a, b) => a.percent - b.percent || a.passage - b.passage || a.place - b.place)
  return unsure.length > 0 ? { passage: unsure[0].passage, character: unsure[0].place + 1, because: 'unsure' } : null
}

/** A device that rates more or fewer characters than the plate has rates something else. */
const ratingsOf = ({ plate, reliability }: Read): readonly number[] =>
  reliability?.length === plate.length ? reliability : []

function holdsWithout(trip: readonly Read[], index: number, canDrive: CanDrive): boolean {
  const [before, after] = [trip[index - 1], trip[index + 1]]
  return !before || !after || canDrive(before, after)
}

/** Where each look-alike that explains the read differs from it, and at what cost. */
function lookAlikesOf(odd: Read, others: readonly Read[], canDrive: CanDrive): { place: number; cost: number }[] {
  return [...new Set(others.map(({ plate }) => plate))].flatMap((plate) => {
    const place = mixedUpPlace(plate, odd.plate)
    if (place === null) return []
    const about = readsAbout(
      others.filter((read) => read.plate === plate),
      odd.at,
    )
    const fits = (read: Read) => (read.at <= odd.at ? canDrive(read, odd) : canDrive(odd, read))
    return about.length > 0 && about.every(fits) ? [{ place, cost: mixUpCost(plate[place], odd.plate[place]) }] : []
  })
}
