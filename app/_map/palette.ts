/** Colours for deck.gl, as bytes; one meaning each, the same meanings as the CSS variables. */
import type { CameraState } from '../../server/domain/camera'
import type { Theme } from '../_ui/preferences'

export type Rgb = [number, number, number]
export type Rgba = [number, number, number, number]

export interface Palette {
  coverage: Rgb
  blind: Rgb
  /** Ground that one, two, three and more cameras see: the hue of coverage, stronger with each. */
  seenBy: readonly [Rgba, Rgba, Rgba]
  draft: Rgb
  accent: Rgb
  ink: Rgb
  halo: Rgb
  state: Record<CameraState, Rgb>
}

export const PALETTES: Record<Theme, Palette> = {
  light: {
    coverage: [47, 116, 216],
    blind: [226, 84, 27],
    seenBy: [[92, 152, 232, 110], [47, 116, 216, 165], [18, 66, 148, 205]], // biome-ignore format: one step each
    draft: [29, 95, 209],
    accent: [29, 95, 209],
    ink: [22, 32, 44],
    halo: [255, 255, 255],
    state: { working: [21, 128, 91], fault: [186, 124, 0], offline: [168, 50, 95], unknown: [95, 109, 125] },
  },
  dark: {
    coverage: [91, 157, 255],
    blind: [255, 138, 84],
    seenBy: [[58, 110, 190, 110], [91, 157, 255, 165], [186, 216, 255, 205]], // biome-ignore format: one step each
    draft: [110, 168, 255],
    accent: [110, 168, 255],
    ink: [234, 240, 247],
    halo: [13, 19, 27],
    state: { working: [79, 209, 161], fault: [240, 194, 75], offline: [255, 134, 173], unknown: [154, 168, 184] },
  },
}

export const withAlpha = ([r, g, b]: Rgb, alpha: number): Rgba => [r, g, b, alpha]

/** Viridis, five stops; perceptual, and readable with any colour vision. */
const VIRIDIS: Rgb[] = [
  [68, 1, 84],
  [59, 82, 139],
  [33, 145, 140],
  [94, 201, 98],
  [253, 231, 37],
]

/** The colour of a share 0 … 1 on the ramp. */
export function viridis(share: number): Rgb {
  const at = Math.min(1, Math.max(0, share)) * (VIRIDIS.length - 1)
  const low = Math.min(VIRIDIS.length - 2, Math.floor(at))
  return VIRIDIS[low].map((channel, i) => Math.round(channel + (VIRIDIS[low + 1][i] - channel) * (at - low))) as Rgb
}

/** Okabe–Ito, for the vehicles of one case; on a dark map the brighter ones come first. */
const OKABE_ITO: Rgb[] = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [86, 180, 233],
  [213, 94, 0],
]

/** The colour of vehicle number `index` of a case. */
export const vehicleColor = (index: number, theme: Theme): Rgb =>
  OKABE_ITO[(index + (theme === 'dark' ? 4 : 0)) % OKABE_ITO.length]
