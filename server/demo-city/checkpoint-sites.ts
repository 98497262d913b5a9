import type { CameraSite } from './camera-site'
import type { Name } from './names'
import { add, bearingOf, distance, left, scale } from './plane'
import { type Arc, alongArc, type RoadNetwork } from './road-network'
import { isRoad, ROAD_SIZES, STREET_RANKS } from './street'
import { compass } from './watchfulness'

/** How far ahead of its gantry a checkpoint reads plates, metres. */
export const READING_DISTANCE_M = 22
const GANTRY_HEIGHT_M = 6.4
const MOST_ON_ONE_STREET = 10

/** Plate readers over the great roads: on the bridges, at the ways into the city, and along the rings. */
export function checkpointSites(
  network: RoadNetwork,
  load: Float64Array,
  isBridge: (edge: number) => boolean,
  count: number,
): CameraSite[] {
  const worth = (arc: Arc) =>
    (isBridge(arc.edge) ? 3 : 1) *
    Math.sqrt(load[arc.edge] + 1) *
    (1 + (8 - Math.min(8, STREET_RANKS.indexOf(network.graph.edges[arc.edge].street.kind))) / 8)
  const ranked = network.arcs
    .map((arc, i) => ({ arc, i, worth: worth(arc) }))
    .filter(({ arc }) => arc.metres > 90 && isMainRoad(network, arc))
    .sort((a, b) => b.worth - a.worth || a.i - b.i)
  const sites: CameraSite[] = []
  const sitesOnStreet = new Map<string | null, number>()
  for (const { arc, i } of ranked) {
    if (sites.length >= count) break
    const { name: street } = network.graph.edges[arc.edge].street
    if ((sitesOnStreet.get(street) ?? 0) >= MOST_ON_ONE_STREET) continue
    const site = checkpointSite(network, arc, i, isBridge(arc.edge))
    const isApart = sites.every(
      (other) =>
        distance(other.at, site.at) > (Math.abs(bearingDifference(other.bearing!, site.bearing!)) > 120 ? 12 : 520),
    )
    if (!isApart || Math.hypot(site.at[0], site.at[1]) > 3_750) continue
    sitesOnStreet.set(street, (sitesOnStreet.get(street) ?? 0) + 1)
    sites.push(site)
  }
  return sites
}

const isMainRoad = ({ graph }: RoadNetwork, { edge }: Arc) =>
  STREET_RANKS.indexOf(graph.edges[edge].street.kind) <= STREET_RANKS.indexOf('secondary')

function checkpointSite(network: RoadNetwork, arc: Arc, index: number, isOverWater: boolean): CameraSite {
  const { street } = network.graph.edges[arc.edge]
  const gantryAt = arc.metres / 2 + READING_DISTANCE_M / 2
  const { point, along } = alongArc(network, arc, gantryAt)
  const width = isRoad(street.kind) ? ROAD_SIZES[street.kind].widthM : 10
  return {
    at: add(point, scale(left(along), -width / 4)),
    bearing: bearingOf(scale(along, -1)),
    heightM: GANTRY_HEIGHT_M,
    tilt: 14,
    kind: 'fixed',
    mountKind: 'gantry',
    ownership: 'public',
    pointClass: 1,
    checkpoint: { arc: index, metres: gantryAt - READING_DISTANCE_M },
    ...checkpointName(network, arc, bearingOf(along), isOverWater),
  }
}

/** By the bridge it stands on, or by the street that meets the road at the next crossing. */
function checkpointName({ graph }: RoadNetwork, arc: Arc, bearing: number, isOverWater: boolean): Name {
  const { name, nameEn } = graph.edges[arc.edge].street
  const side = compass(bearing)
  if (isOverWater)
    return { name: `${name}大桥卡口 ${side.name}向`, nameEn: `${nameEn} Bridge checkpoint, ${side.nameEn}bound` }
  const ends = new Set([arc.from, arc.to])
  const other = graph.edges.find(
    ({ from, to, street }) => street.name && street.name !== name && (ends.has(from) || ends.has(to)),
  )?.street
  if (!other) return { name: `${name}卡口 ${side.name}向`, nameEn: `${nameEn} checkpoint, ${side.nameEn}bound` }
  return {
    name: `${name}近${other.name}卡口 ${side.name}向`,
    nameEn: `${nameEn} checkpoint near ${other.nameEn}, ${side.nameEn}bound`,
  }
}

const bearingDifference = (a: number, b: number) => ((a - b + 540) % 360) - 180
