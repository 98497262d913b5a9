/** How fast vehicles go on each class of road, kilometres per hour. */

interface Speeds {
  /** Over a road's whole length, with what slows one down: what drivers choose by. */
  usual: number
  /** What nobody goes beyond for long. */
  fastest: number
}

/**
 * Usual speeds are those of OSRM's car profile (`profiles/car.lua`, speeds by `highway`). The fastest are 1.3 times the
 * limit of such roads (120 on motorways, 100, 70, 60, 50 in streets, 30 in yards), since a leg that is called impossible must be so for
 * who speeds too.
 */
const SPEEDS: Record<string, Speeds> = {
  motorway: { usual: 90, fastest: 156 },
  trunk: { usual: 85, fastest: 130 },
  primary: { usual: 65, fastest: 91 },
  secondary: { usual: 55, fastest: 78 },
  tertiary: { usual: 40, fastest: 65 },
  residential: { usual: 25, fastest: 65 },
  living_street: { usual: 10, fastest: 39 },
  service: { usual: 15, fastest: 39 },
  track: { usual: 12, fastest: 39 },
}

const KMH_PER_M_S = 3.6

/** Seconds that a metre takes on a road of this class. Throws for a class that is not driven on. */
export function paceOf(roadClass: string): { usual: number; fastest: number } {
  const speeds = SPEEDS[roadClass]
  if (!speeds) throw new RangeError(`roadClass must be drivable, got ${roadClass}`)
  return { usual: KMH_PER_M_S / speeds.usual, fastest: KMH_PER_M_S / speeds.fastest }
}
