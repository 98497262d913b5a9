import type { CameraKind, MountKind, Ownership, PointClass } from '../domain/camera'
import { metresAlong } from './arrange'
import type { BuiltBlock } from './built-block'
import type { Name } from './names'
import {
  add,
  angleOf,
  bearingOf,
  contains,
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
import { type Arc, alongArc, isDrivable, type RoadNetwork } from './road-network'
import { isRoad, ROAD_SIZES, STREET_RANKS } from './street'
import { centrality } from './zones'

/** Where a camera stands and looks, before it has a device. */
export interface CameraSite extends Name {
  at: Vec
  /** Degrees from north; null: all round. */
  bearing: number | null
  heightM: number
  tilt: number
  kind: CameraKind
  mountKind: MountKind
  ownership: Ownership
  pointClass: PointClass
  /** The lane side it reads: the arc that vehicles drive and how far along it they are when read, metres. */
  checkpoint: { arc: number; metres: number } | null
}

/** How far ahead of its gantry a checkpoint reads plates, metres. */
export const READING_DISTANCE_M = 22
const GANTRY_HEIGHT_M = 6.4

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
  for (const { arc, i } of ranked) {
    if (sites.length >= count) break
    const site = checkpointSite(network, arc, i)
    const isApart = sites.every(
      (other) =>
        distance(other.at, site.at) > (Math.abs(bearingDifference(other.bearing!, site.bearing!)) > 120 ? 12 : 520),
    )
    if (isApart && Math.hypot(site.at[0], site.at[1]) < 3_750) sites.push(site)
  }
  return sites
}

const isMainRoad = ({ graph }: RoadNetwork, { edge }: Arc) =>
  STREET_RANKS.indexOf(graph.edges[edge].street.kind) <= STREET_RANKS.indexOf('secondary')

function checkpointSite(network: RoadNetwork, arc: Arc, index: number): CameraSite {
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
    name: `${street.name}卡口 ${compass(bearingOf(along)).name}向`,
    nameEn: `${street.nameEn} checkpoint, ${compass(bearingOf(along)).nameEn}bound`,
  }
}

const bearingDifference = (a: number, b: number) => ((a - b + 540) % 360) - 180

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

/** At gates: a post beside the way, looking out at who comes. */
export function gateSitesOf(blocks: readonly BuiltBlock[], random: Random): CameraSite[] {
  return blocks.flatMap(({ gates }) =>
    gates.flatMap((gate): CameraSite[] => {
      const isSchool = gate.kind === 'school_gate'
      const isEstate = gate.kind === 'estate_entrance'
      if (!random.chance(isSchool ? 0.8 : isEstate ? 0.2 * watchfulness(gate.at) : 0.9)) return []
      const place = gate.name ?? { name: '', nameEn: '' }
      const at = add(add(gate.at, scale(left(gate.outwards), 4.2)), scale(gate.outwards, 0.8))
      return [
        {
          at,
          bearing: bearingOf(add(gate.outwards, scale(left(gate.outwards), -0.35))),
          heightM: random.between(2.9, 4.5),
          tilt: random.between(14, 24),
          kind: random.chance(0.55) ? 'dome' : 'fixed',
          mountKind: 'pole',
          ownership: isSchool ? 'public' : isEstate ? 'resident' : 'enterprise',
          pointClass: isSchool ? 2 : 3,
          checkpoint: null,
          name: `${place.name}门口`,
          nameEn: `${place.nameEn}, gate`,
        },
      ]
    }),
  )
}

/** On walls of shops, offices and banks, looking at the pavement. */
export function wallSites(blocks: readonly BuiltBlock[], count: number, random: Random): CameraSite[] {
  const sites: CameraSite[] = []
  const fronts = blocks.flatMap(({ buildings, block }) =>
    buildings
      .filter(({ use }) => /retail|commercial|office|hotel|hospital|government/.test(use))
      .map((building) => ({ building, block, buildings })),
  )
  for (let tries = 0; sites.length < count && tries < 8_000; tries++) {
    const { building, block, buildings } = random.pick(fronts)
    const { outline } = building
    const i = random.integer(0, outline.length - 1)
    const [a, b] = [outline[i], outline[(i + 1) % outline.length]]
    if (distance(a, b) < 8 || !random.chance(watchfulness(a))) continue
    const outwards = scale(left(unit(subtract(b, a))), -1)
    const wall = pointAlong([a, b], distance(a, b) * random.between(0.2, 0.8)).point
    // Only walls that face the street: nothing of the block stands in front.
    const ahead = add(wall, scale(outwards, 12))
    if (contains(block.ring, ahead) || buildings.some((other) => other !== building && contains(other.outline, ahead)))
      continue
    const at = add(wall, scale(outwards, 0.3))
    if (sites.some((other) => distance(other.at, at) < 45)) continue
    const isHigh = building.heightM > 30 && random.chance(0.12)
    const street = nearestStreetName(block, ahead)
    sites.push({
      at,
      bearing: bearingOf(outwards),
      heightM: isHigh ? Math.min(32, building.heightM - 1) : Math.min(building.heightM - 0.6, random.between(3, 4.8)),
      tilt: isHigh ? 28 : random.between(12, 24),
      kind: isHigh ? 'panoramic' : random.chance(0.5) ? 'dome' : 'fixed',
      mountKind: isHigh ? 'roof' : 'wall',
      ownership: random.chance(0.85) ? 'enterprise' : 'unknown',
      pointClass: random.chance(0.75) ? 3 : 9,
      checkpoint: null,
      name: `${street.name}沿街 ${sites.length + 1} 号点`,
      nameEn: `${street.nameEn}, shop front ${sites.length + 1}`,
    })
  }
  return sites
}

function nearestStreetName({ face }: BuiltBlock['block'], p: Vec): Name {
  const named = face.edges.filter(({ street }) => street.name)
  const away = ({ line }: (typeof named)[number]) => distance(pointAlong(line, metresAlong(line, p)).point, p)
  const { street } = named.reduce((best, edge) => (away(edge) < away(best) ? edge : best), named[0])
  return { name: street.name ?? '', nameEn: street.nameEn ?? '' }
}

/** Squares and parks: one that sees all round in the middle, others at the corners. */
export function openSpaceSites(blocks: readonly BuiltBlock[], random: Random): CameraSite[] {
  return blocks.flatMap(({ block, buildings, grounds, landmarks }): CameraSite[] => {
    const isSquare = block.use === 'square' || block.use === 'station' || block.use === 'stadium'
    if (
      !isSquare &&
      !((block.use === 'park' && landmarks.length > 0) || (block.use === 'riverside' && random.chance(0.5)))
    )
      return []
    const name = landmarks[0] ?? { name: '滨江公园', nameEn: 'Riverside Park' }
    const corners = random.shuffled(block.ring).slice(0, isSquare ? 5 : 2)
    const isFree = (p: Vec) =>
      contains(block.ring, p) &&
      !buildings.some(({ outline }) => contains(outline, p)) &&
      !grounds.some(({ kind, ring }) => kind === 'water' && contains(ring, p))
    return corners.flatMap((corner, i): CameraSite[] => {
      const inwards = unit(subtract(block.centre, corner))
      const at = add(corner, scale(inwards, i === 0 && isSquare ? distance(corner, block.centre) * 0.7 : 4))
      if (!isFree(at)) return []
      const kind: CameraKind = i === 0 && isSquare ? 'panoramic' : random.chance(0.6) ? 'ptz' : 'dome'
      return [
        {
          at,
          bearing: kind === 'panoramic' ? null : bearingOf(inwards),
          heightM: isSquare ? 8 : 5,
          tilt: kind === 'panoramic' ? 35 : 13,
          kind,
          mountKind: 'pole',
          ownership: 'public',
          pointClass: isSquare ? 1 : 2,
          checkpoint: null,
          name: `${name.name} ${i + 1} 号`,
          nameEn: `${name.nameEn} ${i + 1}`,
        },
      ]
    })
  })
}

/** Some parts are watched well, some hardly at all: more in the north and the middle, with gaps everywhere. */
function watchfulness(p: Vec): number {
  const patches =
    0.5 + 0.32 * Math.sin(p[0] / 410 + 1.1) * Math.cos(p[1] / 370 + 0.4) + 0.25 * Math.sin((p[0] + p[1]) / 690)
  const south = p[1] < -1_200 ? 0.5 : 1
  return Math.max(0.03, Math.min(1, (0.45 + 0.75 * centrality(p)) * patches * 1.35 * south))
}

const COMPASS = ['北', '东北', '东', '东南', '南', '西南', '西', '西北']
const COMPASS_EN = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']

function compass(bearing: number): Name {
  const i = Math.round(bearing / 45) % 8
  return { name: COMPASS[i], nameEn: COMPASS_EN[i] }
}
