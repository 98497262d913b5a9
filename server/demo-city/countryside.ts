import { buildRows } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock } from './built-block'
import { isInCity } from './lay-streets'
import {
  add,
  angleOf,
  contains,
  distance,
  distanceToLine,
  type Line,
  left,
  lineLength,
  pointAlong,
  type Ring,
  scale,
  turned,
  type Vec,
} from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { rectangle } from './shapes'
import { isRoad } from './street'
import type { StreetGraph } from './street-graph'
import type { Terrain } from './terrain'

const WOODS = 46
const HAMLETS = 15
const RESERVOIR: Vec = [3720, -1420]

/** Woods, ponds and hamlets around the city, so that it does not end in nothing. */
export function layCountryside(graph: StreetGraph, terrain: Terrain, random: Random): BuiltBlock[] {
  const roads = graph.edges.filter(({ street }) => isRoad(street.kind))
  const isOpen = (p: Vec, margin: number) =>
    !isInCity(scale(p, 0.965)) &&
    terrain.distanceToWater(p) > margin &&
    terrain.distanceToRail(p) > margin &&
    roads.every(({ line }) => distanceToLine(p, line) > margin)
  const hamlets = layHamlets(graph, terrain, random.fork('hamlets'))
  const land = emptyBlock(openLand())
  for (let tries = 0; land.grounds.length < WOODS && tries < 900; tries++) {
    const at: Vec = turned([random.between(2_700, 5_600), 0], random.between(0, 2 * Math.PI))
    const wood = blob(at, random.between(70, 300), random)
    const isPlaced =
      wood.every((p) => isOpen(p, 22)) &&
      distance(at, RESERVOIR) > 700 &&
      !hamlets.some(({ block }) => distance(block.centre, at) < 420)
    if (isPlaced && !land.grounds.some(({ ring }) => contains(ring, at) || contains(wood, ring[0])))
      land.grounds.push({ kind: random.chance(0.1) ? 'water' : 'green', ring: wood })
  }
  const reservoir = blob(RESERVOIR, 330, random.fork('reservoir'))
  if (reservoir.every((p) => isOpen(p, 30)))
    land.grounds.push({ kind: 'water', ring: reservoir, name: '东湖水库', nameEn: 'Donghu Reservoir' })
  return [land, ...hamlets]
}

const openLand = (
  ring: Ring = [
    [0, 0],
    [1, 0],
    [0, 1],
  ],
  centre: Vec = [0, 0],
): Block => ({ face: { ring, sides: [], edges: [] }, ring, centre, zone: 'village', use: 'village' })

function blob(at: Vec, size: number, random: Random): Ring {
  const [a, b, c] = [random.between(0, 6), random.between(0, 6), random.between(0, 6)]
  const [turn, squash] = [random.between(0, Math.PI), random.between(0.45, 0.9)]
  return Array.from({ length: 36 }, (_, i) => {
    const angle = (i / 36) * 2 * Math.PI
    const wave = 1 + 0.24 * Math.sin(2 * angle + a) + 0.16 * Math.sin(3 * angle + b) + 0.1 * Math.sin(7 * angle + c)
    return add(at, turned([size * wave * Math.cos(angle), size * squash * wave * Math.sin(angle)], turn))
  })
}

/** Houses on both sides of a lane that leaves one of the ways out of the city. */
function layHamlets({ edges }: StreetGraph, terrain: Terrain, random: Random): BuiltBlock[] {
  const waysOut = edges.filter(({ street, line }) => street.kind === 'primary' && lineLength(line) > 300)
  const hamlets: BuiltBlock[] = []
  for (let tries = 0; hamlets.length < HAMLETS && tries < 400; tries++) {
    const { line } = random.pick(waysOut)
    const { point, along } = pointAlong(line, random.between(0, lineLength(line)))
    const side = random.pick([1, -1])
    const lane: Line = [point, add(point, scale(left(along), side * random.between(260, 420)))]
    const middle = pointAlong(lane, lineLength(lane) * 0.6).point
    const angle = angleOf([lane[1][0] - lane[0][0], lane[1][1] - lane[0][1]])
    const ground = blob(middle, random.between(110, 170), random)
    const isFree = ground.every(
      (p) =>
        !isInCity(scale(p, 0.97)) &&
        terrain.distanceToWater(p) > 40 &&
        terrain.distanceToRail(p) > 40 &&
        edges.every((edge) => distanceToLine(p, edge.line) > 30),
    )
    if (!isFree || hamlets.some(({ block }) => distance(block.centre, middle) < 520)) continue
    hamlets.push(hamlet(ground, middle, lane, angle, random))
  }
  return hamlets
}

function hamlet(ground: Ring, middle: Vec, lane: Line, angle: number, random: Random): BuiltBlock {
  const built = emptyBlock(openLand(ground, middle))
  const plot = new Plot(ground)
  const across = scale(left([Math.cos(angle), Math.sin(angle)]), 5)
  plot.reserve([
    add(lane[0], scale(across, -1)),
    add(lane[1], scale(across, -1)),
    add(lane[1], across),
    add(lane[0], across),
  ])
  buildRows(plot, {
    angle,
    pitch: random.between(20, 26),
    sideGap: random.between(4, 8),
    isFree: () => random.chance(0.05),
    piece: () => {
      const width = random.between(9, 14)
      const levels = random.integer(1, 2)
      return {
        shape: rectangle(width, random.between(7, 9.5)),
        width,
        building: { levels, heightM: levels * 3 + 0.9, use: 'house' },
      }
    },
  })
  built.buildings = plot.buildings
  built.grounds.push({ kind: 'residential', ring: ground })
  built.paths.push({ line: lane, kind: 'residential' })
  return built
}
