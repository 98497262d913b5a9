import { CENTRE } from './arteries'
import { distance, type Vec } from './plane'

/** How a part of the city is built. */
export type Zone =
  | 'downtown'
  | 'old_town'
  | 'new_centre'
  | 'inner_estates'
  | 'outer_estates'
  | 'industrial'
  | 'campus'
  | 'village'

interface ZoneRule {
  zone: Zone
  centre: Vec
  radius: number
}

const RULES: ZoneRule[] = [
  { zone: 'old_town', centre: [-520, -270], radius: 430 },
  { zone: 'downtown', centre: CENTRE, radius: 800 },
  { zone: 'new_centre', centre: [350, -2080], radius: 520 },
  { zone: 'campus', centre: [-2420, 1180], radius: 560 },
  { zone: 'industrial', centre: [2650, 1350], radius: 760 },
  { zone: 'industrial', centre: [-2350, -2250], radius: 620 },
  { zone: 'industrial', centre: [-700, 2330], radius: 480 },
]

/** Usual distance between two streets that run side by side, metres. */
const STREET_GAPS: Record<Zone, number> = {
  downtown: 128,
  old_town: 84,
  new_centre: 150,
  inner_estates: 165,
  outer_estates: 215,
  industrial: 235,
  campus: 300,
  village: 165,
}

export function zoneAt(p: Vec): Zone {
  const rule = RULES.find(({ centre, radius }) => distance(p, centre) < radius * (1 + unevenness(p)))
  if (rule) return rule.zone
  const away = Math.hypot(p[0] - CENTRE[0], (p[1] - CENTRE[1]) * 1.1)
  if (away < 1650 * (1 + unevenness(p))) return 'inner_estates'
  return Math.hypot((p[0] - 60) / 2980, (p[1] + 130) / 2570) > 1.06 ? 'village' : 'outer_estates'
}

/** Blocks are wider than deep, so that houses can face south: streets running north keep farther apart. */
export function streetGap(p: Vec, along: Vec): number {
  const northward = along[1] ** 2
  return STREET_GAPS[zoneAt(p)] * (0.86 + 0.46 * northward) * (1 + 0.7 * unevenness([p[0] + 5000, p[1]]))
}

/** How built-up a place is, 1 in the middle, 0 at the edge. */
export function centrality(p: Vec): number {
  const toOld = distance(p, CENTRE) / 2600
  const toNew = distance(p, [350, -2080]) / 1300 + 0.25
  return Math.max(0, 1 - Math.min(toOld, toNew))
}

/** Smooth noise of about −0.3 … 0.3 with features of half a kilometre. */
function unevenness([x, y]: Vec): number {
  return 0.14 * Math.sin(x / 173 + 1.7 * Math.sin(y / 331)) + 0.12 * Math.sin(y / 149 + 1.3 * Math.sin(x / 271) + 2)
}
