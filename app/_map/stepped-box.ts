import type { Bounds } from './map-canvas'

const WORLD: Bounds = [-180, -85, 180, 85]

/** The box grown to a lattice of degrees, so that small moves ask for nothing new; a map shown small reaches past the world's edge. */
export const steppedBox = (bounds: Bounds, step: number): Bounds =>
  bounds.map((degrees, i) =>
    i < 2
      ? Math.max(WORLD[i], Math.floor(degrees / step) * step)
      : Math.min(WORLD[i], Math.ceil(degrees / step) * step),
  ) as Bounds
