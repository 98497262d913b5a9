import { layArteries, layBarriers } from './arteries'
import { cleanGraph } from './clean-graph'
import type { NamePool } from './names'
import { withOneWayStreets } from './one-way-streets'
import { orientationField } from './orientation-field'
import { type Line, lineLength, pointAlong, type Vec } from './plane'
import type { Random } from './random'
import type { Street, StreetKind } from './street'
import { type StreetGraph, streetGraph, withEndsJoined } from './street-graph'
import type { Terrain } from './terrain'
import { traceStreets } from './trace-streets'
import { streetGap, type Zone, zoneAt } from './zones'

/** Collector streets keep about this far from one another, metres. */
const COLLECTOR_GAP = 470
const LOCAL_KIND: Record<Zone, StreetKind> = {
  downtown: 'tertiary',
  old_town: 'living_street',
  new_centre: 'tertiary',
  inner_estates: 'residential',
  outer_estates: 'residential',
  industrial: 'residential',
  campus: 'residential',
  village: 'residential',
}

/** The whole network: arteries first, then collectors between them, then local streets between those. */
export function layStreets(terrain: Terrain, names: NamePool, random: Random): StreetGraph {
  const arteries = layArteries(terrain)
  const barriers = layBarriers(terrain)
  const field = orientationField(arteries)
  const isGround = (margin: number) => (p: Vec) =>
    isInCity(p) && terrain.distanceToWater(p) > margin && terrain.distanceToRail(p) > 35
  const collectors = traceStreets(arteries, field, {
    gapAt: (p, along) => Math.max(COLLECTOR_GAP, 1.6 * streetGap(p, along)),
    isGround: (p) => isGround(60)(p) && zoneAt(p) !== 'village',
    maxLength: 3_500,
    streetOf: (line) => named(line, random.chance(0.4) ? 'secondary' : 'tertiary', names),
  })
  const locals = traceStreets([...arteries, ...collectors], field, {
    gapAt: streetGap,
    isGround: isGround(62),
    maxLength: 900,
    streetOf: (line) => named(line, LOCAL_KIND[zoneAt(pointAlong(line, lineLength(line) / 2).point)], names),
  })
  const thinned = locals.filter(({ line }) => lineLength(line) > 90 && !random.chance(0.07))
  const streets = withEndsJoined([...arteries, ...collectors, ...thinned, ...barriers], 190)
  return withOneWayStreets(cleanGraph(streetGraph(streets), (p) => Math.hypot(p[0], p[1]) < 4_300))
}

/** Streets stop some way beyond the second ring, more here than there. */
export function isInCity([x, y]: Vec): boolean {
  const angle = Math.atan2(y + 130, x - 60)
  const lobes = 0.1 * Math.sin(3 * angle + 0.6) + 0.07 * Math.sin(5 * angle + 2) + 0.03 * Math.sin(11 * angle)
  return Math.hypot((x - 60) / 2980, (y + 130) / 2570) < 1.1 + lobes
}

function named(line: Line, kind: StreetKind, names: NamePool): Street {
  const [from, to] = [line[0], line[line.length - 1]]
  const runsNorth = Math.abs(to[1] - from[1]) > Math.abs(to[0] - from[0])
  return { line, kind, oneway: 'no', ...names.street(kind, runsNorth) }
}
