import { describe, expect, it } from 'vitest'
import { type Misread, MOST_MIX_UP, misreadOf, mixedUpPlace, NEAR_MS, type Read, readsAbout } from './misread'
import { plateDistance } from './plate-likeness'
import { seededRandom } from './testing/random'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const METRES_PER_S = 20
const PLATE = '测A12B45'
const LIKE = '测A12845'

let cameras = 0
/** On a plane in metres, where everything is driven straight at one speed. */
const read = (plate: string, seconds: number, x: number, reliability: number[] | null = null, y = 0): Read => ({
  ...{ plate, at: seconds * SECOND, cameraId: ++cameras, lng: x, lat: y, reliability },
})
const canDrive = (from: Pick<Read, 'at' | 'lng' | 'lat'>, to: Pick<Read, 'at' | 'lng' | 'lat'>) =>
  Math.hypot(to.lng - from.lng, to.lat - from.lat) <= (METRES_PER_S * (to.at - from.at)) / SECOND
/** Read in the west, then 5 km away after 10 s, then in the west again. */
const ODD = [read(PLATE, 0, 0), read(PLATE, 10, 5_000), read(PLATE, 60, 500)]
const misread = (others: Read[], trip = ODD, leg: [number, number] = [0, 1]) => misreadOf(trip, leg, others, canDrive)

describe('two plates', () => {
  it('are look-alikes when they differ in one character of those that are mixed up', () => {
    expect(mixedUpPlace(LIKE, PLATE)).toBe(4)
    expect(mixedUpPlace('京A12B45', '冀A12B45')).toBe(0)
    for (const other of [PLATE, '测A12X45', '测A1284S', '测A12B4', '测A12B455'])
      expect(mixedUpPlace(other, PLATE)).toBeNull()
  })
})

describe('an odd passage', () => {
  it('is likely a look-alike’s where that was read before and after and can have driven by', () => {
    const others = [read(LIKE, -110, 3_000), read(LIKE, 120, 7_000)]
    expect(misread(others)).toEqual({ passage: 1, character: 5, because: 'look-alike' })
    expect(misread(others, ODD, [1, 2])).toEqual({ passage: 1, character: 5, because: 'look-alike' })
    expect(misread(others.slice(0, 1))).not.toBeNull()
  })

  it('is not, where the look-alike cannot have been there, was read at another time, or nowhere', () => {
    expect(misread([read(LIKE, -10, 3_000)])).toBeNull()
    expect(misread([read(LIKE, -110, 3_000), read(LIKE, 20, 7_000)])).toBeNull()
    expect(misread([read(LIKE, NEAR_MS / SECOND + 11, 5_000)])).toBeNull()
    expect(misread([])).toBeNull()
  })

  it('is not, where the trip does not hold without it: then there are two vehicles', () => {
    const both = [read(PLATE, -30, 100), ODD[0], ODD[1], read(PLATE, 60, 5_100)]
    expect(misread([read(LIKE, -110, 3_000), read(LIKE, 120, 7_000)], both, [1, 2])).toBeNull()
  })

  it('is likely misread where the device was unsure of a character, and none is a look-alike’s', () => {
    const unsure = [ODD[0], { ...ODD[1], reliability: [99, 98, 97, 59, 41, 98, 99] }, ODD[2]]
    expect(misread([], unsure)).toEqual({ passage: 1, character: 5, because: 'unsure' })
    expect(misread([read('测A72B45', 120, 7_000)], unsure)).toMatchObject({ character: 3, because: 'look-alike' })
    expect(misread([], [ODD[0], { ...ODD[1], reliability: [99, 98, 97, 60, 95, 98, 99] }, ODD[2]])).toBeNull()
    expect(misread([], [ODD[0], { ...ODD[1], reliability: [10, 10] }, ODD[2]])).toBeNull()
  })
})

/** The definition, one read and one character after the other. */
function slowly(trip: Read[], leg: readonly [number, number], others: Read[]): Misread | null {
  let best: { passage: number; place: number; cost: number } | null = null
  for (const passage of leg) {
    const odd = trip[passage]
    if (passage > 0 && passage < trip.length - 1 && !canDrive(trip[passage - 1], trip[passage + 1])) continue
    for (const other of others)
      for (let place = 0; place < odd.plate.length; place++) {
        const isAlike =
          other.plate !== odd.plate &&
          other.plate === odd.plate.slice(0, place) + other.plate[place] + odd.plate.slice(place + 1)
        const cost = plateDistance(other.plate, odd.plate)
        if (!isAlike || cost > MOST_MIX_UP) continue
        const near = others.filter(({ plate, at }) => plate === other.plate && Math.abs(at - odd.at) <= NEAR_MS)
        const last = near.filter(({ at }) => at <= odd.at && !near.some((one) => one.at > at && one.at <= odd.at))
        const next = near.filter(({ at }) => at > odd.at && !near.some((one) => one.at < at && one.at > odd.at))
        const fits = last.every((one) => canDrive(one, odd)) && next.every((one) => canDrive(odd, one))
        if (near.length === 0 || !fits) continue
        const isBetter =
          !best ||
          cost < best.cost ||
          (cost === best.cost && (passage < best.passage || (passage === best.passage && place < best.place)))
        if (isBetter) best = { passage, place, cost }
      }
  }
  return best && { passage: best.passage, character: best.place + 1, because: 'look-alike' }
}

describe('in random cities', () => {
  const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]
  const cityOf = (seed: number) => {
    const random = seededRandom(seed)
    const plate = () => `测A${Array.from({ length: 3 }, () => pick(random, [...'08BDQ15S'])).join('')}`
    const own = plate()
    // No two at one instant: of these nobody can say which was the last.
    const instants = Array.from({ length: 30 }, (_, i) => i * 40 + Math.floor(random() * 39))
    const place = () => [random() * 6_000, random() * 6_000] as const
    const reads = instants.map((seconds) => {
      const [x, y] = place()
      return read(random() < 0.2 ? own : plate(), seconds, x, null, y)
    })
    const trip = reads.filter((one) => one.plate === own)
    return { trip, others: reads.filter((one) => one.plate !== own), random }
  }

  it('is what the definition says, one by one', () => {
    let found = 0
    let legs = 0
    for (let seed = 1; seed <= 400; seed++) {
      const { trip, others } = cityOf(seed)
      for (let i = 1; i < trip.length; i++) {
        const leg = [i - 1, i] as const
        const expected = slowly(trip, leg, others)
        expect(misreadOf(trip, leg, others, canDrive), `city ${seed}, leg ${i}`).toEqual(expected)
        legs++
        if (expected) found++
      }
    }
    expect(found).toBeGreaterThan(50)
    expect(legs - found).toBeGreaterThan(50)
  })

  it('does not depend on the order of other reads, nor on plates that are no look-alikes', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { trip, others, random } = cityOf(seed)
      const noise = Array.from({ length: 20 }, () => read('津X99999', random() * 1_200, random() * 6_000))
      const mixed = [...others, ...noise].sort(() => random() - 0.5)
      for (let i = 1; i < trip.length; i++)
        expect(misreadOf(trip, [i - 1, i], mixed, canDrive)).toEqual(misreadOf(trip, [i - 1, i], others, canDrive))
    }
  })

  it('finds a read that was planted in another vehicle’s drive, and never says so of a clone far from any', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed)
      const [from, way] = [random() * 2_000, 15 + random() * 4]
      const drive = (plate: string, seconds: number) => read(plate, seconds, 20_000 + from + way * seconds)
      const trip = [read(PLATE, 0, 0), drive(PLATE, 90 + random() * 20), read(PLATE, 300, 1_000)]
      const other = [0, 50, 200, 260].map((seconds) => drive(LIKE, seconds))
      for (const leg of [[0, 1], [1, 2]] as const) // biome-ignore format: two legs
        expect(misreadOf(trip, leg, other, canDrive)).toEqual({ passage: 1, character: 5, because: 'look-alike' })
      const far = other.map((one) => ({ ...one, lng: one.lng + 60_000 }))
      expect(misreadOf(trip, [0, 1], far, canDrive)).toBeNull()
    }
  })

  it('looks at no more than two reads of a plate about an instant, one on either side', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { others, random } = cityOf(seed)
      const at = random() * 20 * MINUTE
      const about = readsAbout(others, at)
      expect(about.filter((one) => one.at <= at).length).toBeLessThanOrEqual(1)
      expect(about.filter((one) => one.at > at).length).toBeLessThanOrEqual(1)
    }
  })
})
