import { buildFronts, buildRows, longAxisAngle, lotsOf } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock } from './built-block'
import { insetEvenly } from './inset'
import { area, centroid, distance, type Vec } from './plane'
import { Plot } from './plot'
import type { Random } from './random'
import { hShape, rectangle } from './shapes'

/** Farmhouses in loose rows, more or fewer, with a few sheds. */
export function fillVillage(block: Block, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  const plot = new Plot(block.ring)
  const heart: Vec = centroid(block.ring)
  const reach = Math.sqrt(area(block.ring)) * random.between(0.4, 0.75)
  buildRows(plot, {
    angle: longAxisAngle(block.ring) + random.between(-0.06, 0.06),
    pitch: random.between(24, 30),
    sideGap: random.between(4, 8),
    isFree: (at) =>
      distance(at, heart) > reach * (0.75 + 0.35 * Math.sin(at[0] / 37 + at[1] / 53)) || random.chance(0.03),
    piece: () => {
      const [width, depth] = [random.between(9, 15), random.between(7.5, 10)]
      const levels = random.weighted([
        [1, 5],
        [2, 4],
        [3, 1],
      ] as const)
      return { shape: rectangle(width, depth), width, building: { levels, heightM: levels * 3.1 + 0.8, use: 'house' } }
    },
  })
  built.buildings = plot.buildings
  if (plot.buildings.length > 20) built.grounds.push({ kind: 'residential', ring: block.ring })
  return built
}

/** Halls, sheds and an office by the gate. */
export function fillIndustry(block: Block, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  for (const lot of lotsOf(block.ring, 34_000, random)) {
    const ring = insetEvenly(lot, 5)
    if (!ring) continue
    const plot = new Plot(ring)
    const depth = random.between(26, 48)
    buildFronts(plot, () => random.chance(0.25), {
      depth: 13,
      width: () => random.between(28, 50),
      gap: 10,
      setBack: 3,
      building: () => ({ levels: 4, heightM: 14.5, use: 'office' }),
    })
    buildRows(plot, {
      angle: longAxisAngle(ring),
      pitch: depth + random.between(12, 18),
      sideGap: random.between(10, 16),
      isFree: () => random.chance(0.004),
      piece: () => {
        const width = random.between(38, 96)
        return {
          shape: random.chance(0.12) ? hShape(width, depth, depth * 0.36) : rectangle(width, depth),
          width,
          building: { levels: 1, heightM: random.between(8, 14), use: 'industrial' },
        }
      },
    })
    built.buildings.push(...plot.buildings)
  }
  built.grounds.push({ kind: 'industrial', ring: block.ring })
  return built
}
