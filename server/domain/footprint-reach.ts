/** How near and how far one aim of a camera reaches on the plane of what is watched, before anybody's range bounds it. */
import type { Optics } from './camera'
import { depthAtDensity, farEdge, groundRangeAtDepth, nearEdge } from './lens'
import type { ResolvedOptics } from './optics'

export interface Reach {
  /** The picture's lower edge on the target plane, metres from the mount. */
  nearM: number
  /** The same on the ground: nearer than this nothing on the ground is in the picture. */
  deadZoneM: number
  /** The picture's upper edge on the target plane, metres; Infinity when the horizon is in the picture. */
  upperEdgeM: number
  /** Farthest distance in metres with at least so many pixels per metre. */
  rangeAt(pixelsPerM: number): number
}

/** A camera that looks one way: edges by its tilt and vfov, ranges along its axis. Metres and degrees. */
export function reachOfAim(optics: ResolvedOptics, tilt: number, heightM: number, targetHeightM: number): Reach {
  const aboveTargetM = heightM - targetHeightM
  return {
    nearM: nearEdge(aboveTargetM, tilt, optics.vfov),
    deadZoneM: nearEdge(heightM, tilt, optics.vfov),
    upperEdgeM: farEdge(aboveTargetM, tilt, optics.vfov),
    rangeAt: (pixelsPerM) =>
      groundRangeAtDepth(depthAtDensity(optics.pixelsWide, optics.hfov, pixelsPerM), aboveTargetM, tilt),
  }
}

/** A camera that turns towards its target: no edge binds it, and its range is the slant range laid on the ground. */
export function reachOfSweep({ pixelsWide }: ResolvedOptics, hfov: number, aboveTargetM: number): Reach {
  const rangeAt = (pixelsPerM: number) =>
    Math.sqrt(Math.max(0, depthAtDensity(pixelsWide, hfov, pixelsPerM) ** 2 - aboveTargetM ** 2))
  return { nearM: 0, deadZoneM: 0, upperEdgeM: Number.POSITIVE_INFINITY, rangeAt }
}

/** The optics at another zoom: everything that described the lens gives way to `hfov`. */
export const zoomedTo = (optics: Optics, hfov: number): Optics => ({
  ...optics,
  hfov,
  vfov: null,
  focalMm: null,
  sensorWidthMm: null,
  sensorHeightMm: null,
})
