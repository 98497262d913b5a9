/** From metres along and above the ground to the units of the side elevation. */
import type { OpticsShape } from './optics-drawing-shape'

/** The drawing's size and where its ground and its mast stand. */
export const FRAME = { width: 348, height: 172, left: 38, right: 340, ground: 128, top: 14 }

/** How high the drawing reaches, as a multiple of the camera's height. */
const HEADROOM = 1.25

export interface ElevationScale {
  /** What lies beyond the drawing falls on its right edge. */
  x(metre: number): number
  y(metre: number): number
  /** How many times larger heights are drawn than distances. */
  exaggeration: number
}

export function scaleOf({ spanM, heightM, targetHeightM }: OpticsShape): ElevationScale {
  const { left, right, ground, top } = FRAME
  const perMetre = (right - left) / spanM
  const perMetreUp = (ground - top) / (HEADROOM * Math.max(heightM, targetHeightM))
  return {
    x: (metre) => left + Math.min(metre, spanM) * perMetre,
    y: (metre) => ground - metre * perMetreUp,
    exaggeration: perMetreUp / perMetre,
  }
}
