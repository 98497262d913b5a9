/** Between where a PTZ looks on the map and how it must turn for it. Degrees, metres; no clock. */
import type { Mount } from './camera'
import { type LngLat, localFrame } from './frame'

/** How a camera stands on its own mount: degrees. */
export interface PtzPosition {
  /** From its home, clockwise seen from above: −180 < pan ≤ 180. */
  pan: number
  /** Below the horizon, −90 … 90. */
  tilt: number
  /** Horizontal opening angle, 0 < hfov ≤ 180. */
  hfov: number
}

const DEGREE = Math.PI / 180
/** Nearer than this a point lies at the foot of the mount: it has no bearing. */
const FOOT_M = 0.05

/** The same angle with −180 < angle ≤ 180. */
export function turnOf(degrees: number): number {
  const turn = ((degrees % 360) + 360) % 360
  return turn > 180 ? turn - 360 : turn
}

/** Pan is counted from `home`, the bearing that was surveyed for pan 0. Bearings are 0 ≤ bearing < 360. */
export const panOf = (home: number, bearing: number): number => turnOf(bearing - home)
export const bearingOf = (home: number, pan: number): number => (((home + pan) % 360) + 360) % 360

/**
 * How a camera must turn for its picture's middle to show `point` at `targetHeightM` above level ground.
 *
 * Throws `RangeError` when the point lies at the foot of the mount, or coordinates are impossible.
 */
export function aimAt(
  mount: Pick<Mount, 'lng' | 'lat' | 'heightM'>,
  point: LngLat,
  targetHeightM: number,
): { bearing: number; tilt: number; distanceM: number } {
  const [x, y] = localFrame([mount.lng, mount.lat]).toLocal(point[0], point[1])
  const distanceM = Math.hypot(x, y)
  if (!(distanceM > FOOT_M)) throw new RangeError('The point lies at the foot of the camera.')
  const bearing = (Math.atan2(x, y) / DEGREE + 360) % 360
  return { bearing, tilt: Math.atan2(mount.heightM - targetHeightM, distanceM) / DEGREE, distanceM }
}
