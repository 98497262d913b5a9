import type { Random } from './random'
import type { Trips } from './traffic'

export interface Journey {
  from: number
  to: number
  /** Seconds after midnight. */
  departure: number
}

export interface Vehicle {
  plate: string
  vehicleClass: string
  colour: string
  /** Which of the path tables its driver goes by. */
  habit: number
  /** How fast against the usual speed. */
  pace: number
  journeys: Journey[]
}

type Purpose = 'commuter' | 'errands' | 'through' | 'taxi' | 'bus' | 'delivery'

const HOUR = 3_600
/** No province is called 测, so a plate of the demo city can never be somebody's. */
const PLATE_PREFIX = '测A'
const PLATE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const PURPOSES: readonly (readonly [Purpose, number])[] = [
  ['commuter', 52],
  ['errands', 20],
  ['through', 15],
  ['taxi', 5],
  ['bus', 2],
  ['delivery', 6],
]
const CLASSES: Record<Purpose, readonly (readonly [string, number])[]> = {
  commuter: [
    ['car', 80],
    ['suv', 18],
    ['motorcycle', 2],
  ],
  errands: [
    ['car', 75],
    ['suv', 20],
    ['van', 5],
  ],
  through: [
    ['car', 60],
    ['truck', 28],
    ['coach', 6],
    ['suv', 6],
  ],
  taxi: [['taxi', 1]],
  bus: [['bus', 1]],
  delivery: [
    ['van', 70],
    ['truck', 30],
  ],
}
const COLOURS: readonly (readonly [string, number])[] = [
  ['white', 38],
  ['black', 20],
  ['grey', 14],
  ['silver', 11],
  ['blue', 7],
  ['red', 5],
  ['green', 3],
  ['brown', 2],
]

export function makeVehicles(count: number, trips: Trips, random: Random): Vehicle[] {
  const plates = new Set<string>()
  return Array.from({ length: count }, (_, i) => {
    const own = random.fork(i)
    const purpose = own.weighted(PURPOSES)
    let plate = makePlate(purpose, own)
    while (plates.has(plate)) plate = makePlate(purpose, own)
    plates.add(plate)
    return {
      plate,
      vehicleClass: own.weighted(CLASSES[purpose]),
      colour: purpose === 'taxi' ? 'blue' : purpose === 'bus' ? 'green' : own.weighted(COLOURS),
      habit: own.integer(0, trips.tables.length - 1),
      pace: own.between(0.88, 1.1),
      journeys: journeysOf(purpose, trips, own).filter(
        ({ from, to, departure }) => from !== to && departure > 0 && departure < 24 * HOUR,
      ),
    }
  })
}

/** Five characters after the prefix; electric vehicles have six, the first a D or an F. */
function makePlate(purpose: Purpose, random: Random): string {
  const digit = () => String(random.integer(0, 9))
  const isElectric = random.chance(purpose === 'taxi' || purpose === 'bus' ? 0.7 : 0.14)
  if (isElectric)
    return `${PLATE_PREFIX}${random.chance(0.75) ? 'D' : 'F'}${digit()}${digit()}${digit()}${digit()}${digit()}`
  const letters = random.weighted([
    [0, 3],
    [1, 5],
    [2, 2],
  ] as const)
  const places = random.shuffled([0, 1, 2, 3, 4]).slice(0, letters)
  return (
    PLATE_PREFIX +
    Array.from({ length: 5 }, (_, i) => (places.includes(i) ? random.pick([...PLATE_LETTERS]) : digit())).join('')
  )
}

function journeysOf(purpose: Purpose, { homes, works, gates }: Trips, random: Random): Journey[] {
  const home = random.pick(homes)
  const work = random.pick(works)
  const time = (hour: number, spread: number) => random.normal(hour, spread) * HOUR
  switch (purpose) {
    case 'commuter': {
      const journeys = [
        { from: home, to: work, departure: time(7.9, 0.6) },
        { from: work, to: home, departure: time(17.9, 0.9) },
      ]
      if (random.chance(0.3)) {
        const evening = random.pick(works)
        const departure = time(19.6, 0.4)
        journeys.push(
          { from: home, to: evening, departure },
          { from: evening, to: home, departure: departure + random.between(1, 2.5) * HOUR },
        )
      }
      return journeys
    }
    case 'errands':
      return chain(
        [home, random.pick(works), ...(random.chance(0.5) ? [random.pick(works)] : []), home],
        time(10.5, 2.5),
        () => random.between(0.5, 2.5) * HOUR,
      )
    case 'through':
      return [
        {
          from: random.pick(gates),
          to: random.chance(0.55) ? random.pick(gates) : work,
          departure: random.between(4.5, 23) * HOUR,
        },
      ]
    case 'taxi':
      return shift(home, works.concat(homes), random, random.between(5, 9), random.between(17, 24), () =>
        random.between(0.12, 0.5),
      )
    case 'bus':
      return busRun([home, work], random)
    case 'delivery':
      return shift(
        random.chance(0.3) ? random.pick(gates) : home,
        homes.concat(works),
        random,
        random.between(6, 9.5),
        random.between(15, 19.5),
        () => random.between(0.3, 1.1),
      )
  }
}

function chain(stops: number[], departure: number, stay: () => number): Journey[] {
  let time = departure
  return stops.slice(1).map((to, i) => {
    const journey = { from: stops[i], to, departure: time }
    time += stay()
    return journey
  })
}

/** From place to place until the shift ends, at the times given in hours. */
function shift(
  start: number,
  places: number[],
  random: Random,
  begin: number,
  end: number,
  pause: () => number,
): Journey[] {
  const journeys: Journey[] = []
  let from = start
  for (let hour = begin; hour < end; hour += 0.15 + pause()) {
    const to = random.pick(places)
    journeys.push({ from, to, departure: hour * HOUR })
    from = to
  }
  return journeys
}

function busRun([a, b]: number[], random: Random): Journey[] {
  const journeys: Journey[] = []
  const turnaround = random.between(0.55, 0.9)
  let isOutward = true
  for (let hour = random.between(5.3, 6.5); hour < 22.3; hour += turnaround) {
    journeys.push(isOutward ? { from: a, to: b, departure: hour * HOUR } : { from: b, to: a, departure: hour * HOUR })
    isOutward = !isOutward
  }
  return journeys
}
