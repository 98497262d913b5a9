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

/** Okabe–Ito, for the vehicles of one case, the plainest on each theme's map first; black and yellow each on one only. */
const VEHICLES: Record<Theme, readonly Rgb[]> = {
  light: [
    [0, 114, 178],
    [230, 159, 0],
    [0, 158, 115],
    [204, 121, 167],
    [86, 180, 233],
    [213, 94, 0],
    [0, 0, 0],
  ],
  dark: [
    [86, 180, 233],
    [213, 94, 0],
    [240, 228, 66],
    [0, 158, 115],
    [204, 121, 167],
    [230, 159, 0],
    [0, 114, 178],
  ],
}

/** The colour of a vehicle of a case, by its number from 1; numbers above 7 share theirs, so the number always stands with it. */
export const vehicleColor = (number: number, theme: Theme): Rgb =>
  VEHICLES[theme][(number - 1) % VEHICLES[theme].length]

const BLACK: Rgb = [0, 0, 0]
const WHITE: Rgb = [255, 255, 255]

/** Black or white, whichever is easier to read on the colour (relative luminance of WCAG 2). */
export function inkOn(color: Rgb): Rgb {
  const [r, g, b] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? BLACK : WHITE
}

export const cssColor = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`
