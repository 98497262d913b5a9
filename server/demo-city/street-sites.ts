import type { CameraKind } from '../domain/camera'
import type { CameraSite } from './camera-site'
import type { Name } from './names'
import {
  add,
  angleOf,
  bearingOf,
  distance,
  left,
  lineLength,
  pointAlong,
  scale,
  subtract,
  unit,
  type Vec,
} from './plane'
import type { Random } from './random'
import { isDrivable, type RoadNetwork } from './road-network'
import { isRoad, ROAD_SIZES, STREET_RANKS } from './street'
import { compass, watchfulness } from './watchfulness'

/** Poles at the corners of crossings, each camera looking along one of the streets. */
export function crossingSites(network: RoadNetwork, random: Random): CameraSite[] {
  const { graph } = network
  const around = graph.nodes.map((): { along: Vec; width: number; street: Name; rank: number }[] => [])
  for (const { from, to, line, street } of graph.edges) {
    if (!isRoad(street.kind) || !isDrivable(street.kind)) continue
    const arm = {
      width: ROAD_SIZES[street.kind].widthM,
      street: { name: street.name ?? '', nameEn: street.nameEn ?? '' },
      rank: STREET_RANKS.indexOf(street.kind),
    }
    around[from].push({ ...arm, along: unit(subtract(pointAlong(line, 25).point, line[0])) })
    around[to].push({
      ...arm,
      along: unit(subtract(pointAlong(line, lineLength(line) - 25).point, line[line.length - 1])),
    })
  }
  return graph.nodes.flatMap((node, i) => {
    const arms = around[i].sort((a, b) => angleOf(a.along) - angleOf(b.along))
    const best = Math.min(...arms.map(({ rank }) => rank))
    if (
      arms.length < 3 ||
      !random.chance(watchfulness(node) * (best <= 2 ? 0.5 : best <= 3 ? 0.3 : best <= 4 ? 0.16 : 0.04))
    )
      return []
    const count = best <= 2 ? random.integer(1, Math.min(4, arms.length)) : random.integer(1, 2)
    const isDome = random.chance(0.25)
    return random
      .shuffled(arms.map((_, k) => k))
      .slice(0, count)
      .map((k) => crossingSite(node, arms, k, isDome ? 'ptz' : 'fixed', random))
  })
}

function crossingSite(
  node: Vec,
  arms: { along: Vec; width: number; street: Name }[],
  k: number,
  kind: CameraKind,
  random: Random,
): CameraSite {
  const arm = arms[k]
  const neighbour = arms[(k + 1) % arms.length]
  // The corner between this arm and the next one counter-clockwise: clear of both carriageways.
  const beside = add(scale(left(arm.along), arm.width / 2 + 1.6), scale(arm.along, neighbour.width / 2 + 2.5))
  const others = arms.filter((_, i) => i !== k).map(({ street }) => street)
  const other = others.find(({ name }) => name !== arm.street.name) ?? others[0]
  const side = compass(bearingOf(arm.along))
  return {
    at: add(node, beside),
    bearing: bearingOf(arm.along),
    heightM: random.between(5.5, 8),
    tilt: random.between(9, 16),
    kind,
    mountKind: 'pole',
    ownership: 'public',
    pointClass: random.chance(0.6) ? 1 : 2,
    checkpoint: null,
    name: `${arm.street.name}与${other.name}路口 ${side.name}`,
    nameEn: `${arm.street.nameEn} at ${other.nameEn}, ${side.nameEn}`,
  }
}

/** Single poles along streets, looking down them. */
export function streetSites(network: RoadNetwork, count: number, random: Random): CameraSite[] {
  const sites: CameraSite[] = []
  for (let tries = 0; sites.length < count && tries < 6_000; tries++) {
    const { street, line } = random.pick(network.graph.edges)
    const metres = random.between(25, lineLength(line) - 25)
    const { point, along } = pointAlong(line, metres)
    if (
      !isRoad(street.kind) ||
      metres < 25 ||
      lineLength(line) < 70 ||
      street.kind === 'motorway' ||
      !random.chance(0.55 * watchfulness(point))
    )
      continue
    const side = random.pick([1, -1])
    const run = scale(along, random.pick([1, -1]))
    const at = add(point, scale(left(along), side * (ROAD_SIZES[street.kind].widthM / 2 + 1.2)))
    if (sites.some((other) => distance(other.at, at) < 60)) continue
    const kind = random.weighted<CameraKind>([
      ['fixed', 6],
      ['dome', 2],
      ['ptz', 2],
    ])
    sites.push({
      at,
      bearing: bearingOf(add(run, scale(left(along), -0.12 * side))),
      heightM: random.between(3.2, 6.5),
      tilt: random.between(8, 18),
      kind,
      mountKind: 'pole',
      ownership: 'public',
      pointClass: random.pick([2, 2, 3]),
      checkpoint: null,
      name: `${street.name} ${Math.round(metres)} 米处`,
      nameEn: `${street.nameEn}, at ${Math.round(metres)} m`,
    })
  }
  return sites
}
