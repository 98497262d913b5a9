import { DEFAULT_LEVEL, type Footprint, type FootprintCamera } from './footprint-bounds'
import { DENSITY_LEVELS, type DensityLevelName, type DensityStandard } from './optics'

/** Coverage is not claimed farther than this, metres, unless the owner states a range. */
const CAP_M = 200

/**
 * How far a footprint reaches at a density level, metres; its near edge when it does not reach it at all. At the usual
 * level that is its far edge. Finer levels end where the pixels do. Coarser ones reach farther, but a range that the owner
 * states is the end of all.
 */
export function levelReach(
  { nearM, farM, ranges }: Pick<Footprint, 'nearM' | 'farM' | 'ranges'>,
  { rangeM }: Pick<FootprintCamera, 'rangeM'>,
  standard: DensityStandard,
  level: DensityLevelName,
): number {
  const usual = DENSITY_LEVELS[standard].findIndex(({ name }) => name === DEFAULT_LEVEL[standard])
  const wanted = DENSITY_LEVELS[standard].findIndex(({ name }) => name === level)
  if (wanted === -1) throw new RangeError(`level must be one of the ${standard} standard's, got ${level}`)
  const reach = ranges[wanted].farM
  if (wanted === usual) return farM
  if (wanted > usual) return Math.max(nearM, Math.min(farM, reach))
  return rangeM === null ? Math.max(farM, Math.min(CAP_M, reach)) : farM
}
