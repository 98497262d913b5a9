import { longAxis, siteFor } from './arrange'
import { angleOf, centroid, distance, type Ring } from './plane'
import type { Plot } from './plot'

/** The outermost place where the shape fits. */
export const fitsAnywhere = (plot: Plot, shape: Ring, angle: number, gap: number): Ring | null => {
  const heart = centroid(plot.ring)
  return siteFor(plot, shape, angle, gap, (p) => -distance(p, heart))
}

/** The way a block lies, as a turn of at most 45° from east, radians. */
export const axisAngle = (ring: Ring) => {
  const angle = angleOf(longAxis(ring).along)
  return angle - Math.round(angle / (Math.PI / 2)) * (Math.PI / 2)
}
