import { buildFronts, buildRows, longAxisAngle, lotsOf } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock, type Gate, gateSites } from './built-block'
import { insetEvenly } from './inset'
import type { NamePool } from './names'
import {
  add,
  area,
  centroid,
  distance,
  dot,
  type Line,
  left,
  type Ring,
  scale,
  subtract,
  unit,
  type Vec,
} from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { butterfly, chamfered, oval, placed, slab } from './shapes'

const STOREY_M = 3
const QUARTER = Math.PI / 2
/** Room kept for the way through an estate, metres. */
const WAY_M = 11

/** One developer's plan: every house of an estate is of it. */
interface EstatePlan {
  levels: number
  width: number
  depth: number
  form: 'slab' | 'butterfly' | 'point'
}

/** Rows of flats that face south, shops along the loud sides, a garden in the middle, a way through from gate to gate. */
export function fillEstate(block: Block, isNew: boolean, names: NamePool, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  for (const lot of lotsOf(block.ring, isNew ? 75_000 : 42_000, random)) {
    const ring = insetEvenly(lot, 3)
    if (!ring || area(ring) < 1_500) continue
    const plot = new Plot(ring)
    const name = names.estate()
    built.grounds.push({ kind: 'estate', ring, ...name })
    const gates = gatesOf(block, ring)
    built.gates.push(...gates.map((gate): Gate => ({ ...gate, kind: 'estate_entrance', name })))
    if (area(ring) > 9_000) layWayThrough(plot, built, gates, isNew)
    if (random.chance(0.7)) buildShops(plot, random, isNew)
    buildHomes(plot, isNew ? newPlan(random) : oldPlan(random), random)
    built.buildings.push(...plot.buildings)
  }
  return built
}

/** The gate to the quietest road, and for larger estates one across from it. */
function gatesOf(block: Block, ring: Ring): { at: Vec; outwards: Vec }[] {
  const sites = gateSites(block, ring)
  const [main] = sites
  if (!main || area(ring) < 14_000) return sites.slice(0, 1)
  const across = sites
    .filter(({ outwards }) => dot(outwards, main.outwards) < -0.6)
    .sort((a, b) => distance(b.at, main.at) - distance(a.at, main.at))[0]
  return across ? [main, across] : [main]
}

/** From the first gate through the garden to the second. */
function layWayThrough(plot: Plot, built: BuiltBlock, gates: { at: Vec; outwards: Vec }[], isNew: boolean): void {
  const heart = centroid(plot.ring)
  const garden = gardenAt(plot, heart, isNew)
  if (garden) {
    plot.reserve(garden)
    built.grounds.push({ kind: 'green', ring: garden })
  }
  if (gates.length === 0) return
  const [first, second] = gates.map((gate) => wayIn(gate, heart))
  const line = second ? [...first, ...second.reverse().slice(1)] : first
  for (let i = 1; i < line.length; i++) plot.reserve(corridor(line[i - 1], line[i], WAY_M))
  built.paths.push({ line, kind: 'service' })
}

/** Straight in from the gate until level with the middle, then across to it. */
function wayIn({ at, outwards }: { at: Vec; outwards: Vec }, heart: Vec): Line {
  const elbow = add(at, scale(outwards, dot(subtract(heart, at), outwards)))
  return distance(elbow, heart) < 4 ? [at, heart] : [at, elbow, heart]
}

function gardenAt(plot: Plot, heart: Vec, isNew: boolean): Ring | null {
  const size = Math.sqrt(area(plot.ring)) * (isNew ? 0.25 : 0.13)
  const garden = placed(oval(size * 1.4, size * 0.85, 22), heart, longAxisAngle(plot.ring))
  return plot.hasRoom(garden, 0) ? garden : null
}

function corridor(a: Vec, b: Vec, width: number): Ring {
  const side = scale(left(unit(subtract(b, a))), width / 2)
  return [subtract(a, side), subtract(b, side), add(b, side), add(a, side)]
}

function oldPlan(random: Random): EstatePlan {
  const levels = random.weighted([
    [6, 6],
    [7, 3],
    [5, 2],
    [4, 0.6],
  ] as const)
  return { levels, width: random.pick([36, 42, 48, 54]), depth: random.between(11, 12.5), form: 'slab' }
}

function newPlan(random: Random): EstatePlan {
  const form = random.weighted([
    ['slab', 5],
    ['butterfly', 4],
    ['point', 2],
  ] as const)
  if (form === 'slab')
    return {
      form,
      levels: random.pick([11, 11, 16, 18]),
      width: random.pick([34, 44, 52]),
      depth: random.between(13, 15),
    }
  if (form === 'butterfly')
    return {
      form,
      levels: random.pick([18, 24, 27, 32, 33]),
      width: random.between(30, 36),
      depth: random.between(19, 23),
    }
  return { form, levels: random.pick([17, 24, 30]), width: random.between(23, 27), depth: random.between(22, 25) }
}

function buildShops(plot: Plot, random: Random, isNew: boolean): void {
  const chosen = random.integer(0, 1)
  let side = 0
  buildFronts(plot, () => side++ % 2 === chosen, {
    depth: random.between(9, 13),
    width: () => random.between(26, isNew ? 62 : 44),
    gap: 7,
    setBack: 0.5,
    building: () => {
      const levels = random.integer(1, 3)
      return { levels, heightM: levels * 3.9, use: 'retail' }
    },
  })
}

function buildHomes(plot: Plot, plan: EstatePlan, random: Random): void {
  const height = plan.levels * STOREY_M + 1.2
  // Low winter sun: the taller, the farther apart; towers let light pass between them.
  const pitch = plan.depth + (plan.form === 'slab' ? Math.min(height * 1.05, 15 + height * 0.62) : 24 + height * 0.2)
  const shape = () => {
    if (plan.form === 'butterfly') return butterfly(plan.width, plan.depth)
    if (plan.form === 'point') return chamfered(plan.width, plan.depth, 4.5)
    return slab(plan.width * random.pick([0.67, 1, 1, 1.34]), plan.depth, 13)
  }
  buildRows(plot, {
    angle: southFacing(plot.ring),
    pitch,
    sideGap: plan.form === 'slab' ? (plan.levels > 9 ? 13 : 9) : 19,
    piece: () => {
      const ring = shape()
      const levels = Math.max(3, plan.levels + (random.chance(0.2) ? random.integer(-1, 1) : 0))
      return {
        shape: ring,
        width: ring[1][0] - ring[0][0] || plan.width,
        building: { levels, heightM: levels * STOREY_M + 1.2, use: 'apartments' },
      }
    },
  })
}

/** Along the block when that still lets windows face south within 30°; else due south. */
function southFacing(ring: Ring): number {
  const angle = longAxisAngle(ring)
  const offEast = angle - Math.round(angle / QUARTER) * QUARTER
  return Math.abs(offEast) < 0.53 ? offEast : 0
}
