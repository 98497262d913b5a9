import { buildFronts, longAxis } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock, gateSites } from './built-block'
import type { Name } from './names'
import {
  add,
  angleOf,
  area,
  centroid,
  contains,
  distance,
  distanceToRing,
  left,
  mix,
  type Ring,
  scale,
  spline,
  turned,
  type Vec,
} from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { shrunk } from './shapes'

/** Lawns with a few pavilions; parks with a name have paths, the great ones a lake with a path around it. */
export function fillPark(block: Block, name: Name | null, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const heart = centroid(block.ring)
  const lake = name && area(block.ring) > 38_000 ? lakeIn(block.ring, heart, random) : null
  built.grounds.push({ kind: 'green', ring: block.ring, holes: lake ? [lake] : [], ...name })
  if (lake) built.grounds.push({ kind: 'water', ring: lake })
  if (!name) return built
  const plot = new Plot(block.ring)
  layParkPaths(plot, built, heart, lake)
  if (lake) plot.reserve(lake)
  const pavilion = () => ({ levels: 1, heightM: random.between(4, 7), use: 'pavilion' })
  buildFronts(plot, () => random.chance(0.3), {
    depth: 8,
    width: () => random.between(10, 22),
    gap: 60,
    setBack: 9,
    building: pavilion,
  })
  built.buildings = plot.buildings
  built.landmarks.push({ at: heart, kind: 'place', ...name })
  return built
}

/** From the gates to the middle, or around the lake. */
function layParkPaths(plot: Plot, built: BuiltBlock, heart: Vec, lake: Ring | null): void {
  const gates = gateSites(built.block, plot.ring).slice(0, 4)
  const shore = lake ? shrunk(lake, heart, 1.22) : null
  if (shore) built.paths.push({ line: [...shore, shore[0]], kind: 'footway' })
  for (const { at, outwards } of gates) {
    const end = shore ? shore.reduce((best, p) => (distance(p, at) < distance(best, at) ? p : best)) : heart
    const bend = add(mix(at, end, 0.5), scale(left(outwards), distance(at, end) * 0.12))
    const line = spline([at, bend, end], 12)
    built.paths.push({ line, kind: 'footway' })
    for (let i = 1; i < line.length; i++) plot.reserve([...line.slice(i - 1, i + 1), add(line[i], [3, 3])])
  }
}

function lakeIn(ring: Ring, heart: Vec, random: Random): Ring | null {
  const { along, length, depth } = longAxis(ring)
  const [a, b, c] = [random.between(0, 6), random.between(0, 6), random.between(0, 6)]
  for (let share = 0.3; share > 0.12; share -= 0.03) {
    const lake = Array.from({ length: 48 }, (_, i): Vec => {
      const turn = (i / 48) * 2 * Math.PI
      const wave = 1 + 0.2 * Math.sin(2 * turn + a) + 0.13 * Math.sin(3 * turn + b) + 0.07 * Math.sin(5 * turn + c)
      return add(
        heart,
        turned([length * share * wave * Math.cos(turn), depth * share * 0.92 * wave * Math.sin(turn)], angleOf(along)),
      )
    })
    if (lake.every((p) => contains(ring, p) && distanceToRing(p, ring) > 12)) return lake
  }
  return null
}
