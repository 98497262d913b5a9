import { lotsOf, quadOf } from './arrange'
import type { Block } from './blocks'
import { type BuiltBlock, emptyBlock } from './built-block'
import { insetEvenly } from './inset'
import { area } from './plane'
import type { Random } from './random'
import { fitted, lotPlan } from './shapes'

/** Narrow lots with low houses, some around a yard. */
export function fillOldTown(block: Block, random: Random): BuiltBlock {
  const built = emptyBlock(block)
  for (const lot of lotsOf(block.ring, random.between(170, 320), random)) {
    const ring = insetEvenly(lot, random.between(0.4, 1.4))
    if (!ring || random.chance(0.05)) continue
    const quad = quadOf(ring)
    const levels = random.weighted([
      [1, 4],
      [2, 5],
      [3, 2],
    ] as const)
    const heightM = levels * 3.3 + 1
    const yard = quad && area(quad) > 260 && random.chance(0.35) ? insetEvenly(quad, random.between(4.2, 5.5)) : null
    const outline = quad && !yard ? fitted(lotPlan(random, 0.45), quad) : ring
    built.buildings.push({
      outline,
      courtyards: yard && area(yard) > 25 ? [yard] : [],
      levels,
      heightM,
      use: random.chance(0.3) ? 'retail' : 'house',
    })
  }
  built.grounds.push({ kind: 'residential', ring: block.ring })
  return built
}
