import type { DensityLevelName } from '../../server/domain/optics'

/** The colour of a density level among its standard's levels, coarse to fine: one hue, stronger where denser. */
export function levelColor(levels: readonly { level: DensityLevelName }[], level: DensityLevelName): string {
  const at = levels.findIndex((candidate) => candidate.level === level)
  const share = Math.round(28 + (72 * at) / (levels.length - 1))
  return `color-mix(in srgb, var(--coverage) ${share}%, var(--surface))`
}
