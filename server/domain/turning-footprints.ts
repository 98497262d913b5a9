/** The footprints of a camera that turns: all that it can turn to, and the cone in which it looks right now. */
import type { LiveAim } from './camera'
import {
  assumedFields,
  boundedFootprint,
  type Cone,
  type Footprint,
  type FootprintCamera,
  type FootprintOptions,
  requireAim,
  targetHeightOf,
} from './footprint-bounds'
import { reachOfAim, reachOfSweep, zoomedTo } from './footprint-reach'
import { type ResolvedOptics, resolveOptics } from './optics'

/**
 * Everything that a dome or PTZ can turn to: clockwise from `sweepFrom` to `sweepTo`, else all round, which is assumed
 * (`hfov`). From the foot of its mount out to its reach at `teleHfov` when that is known, else at its widest. It never
 * sees all of this at once.
 */
export function sweepFootprint(camera: FootprintCamera, options: FootprintOptions = {}): Footprint {
  const { sweepFrom = null, sweepTo = null, teleHfov = null } = requireAim(camera)
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  const turnsDegrees = sweepFrom === null || sweepTo === null ? 360 : (sweepTo - sweepFrom + 360) % 360 || 360
  const assumed = assumedFields(camera, optics).filter((field) => field !== 'hfov' || teleHfov === null)
  if (sweepFrom === null || sweepTo === null) assumed.push('hfov')
  return boundedFootprint(camera, options, {
    cone: 'sweep',
    bearing: sweepFrom === null || turnsDegrees === 360 ? null : (sweepFrom + turnsDegrees / 2) % 360,
    hfov: turnsDegrees,
    reach: reachOfSweep(optics, teleHfov ?? optics.hfov, camera.heightM - targetHeightOf(options)),
    assumed,
  })
}

/** The cone in which a camera looked when it said so. Its opening angle then gives its vfov by the picture's shape. */
export function liveFootprint(camera: FootprintCamera, aim: LiveAim, options: FootprintOptions = {}): Footprint {
  const provenance = { ...camera.provenance, bearing: 'surveyed', tilt: 'surveyed', hfov: 'surveyed' } as const
  const aimed = { ...camera, ...zoomedTo(camera, aim.hfov), bearing: aim.bearing, tilt: aim.tilt, provenance }
  const optics = resolveOptics(aimed, camera.kind, provenance)
  return aimedFootprint('live', aimed, aim.bearing, optics, options)
}

/** A camera that looks towards `bearing` with these optics, whatever else it could turn to. */
export function aimedFootprint(
  cone: Cone,
  camera: FootprintCamera,
  bearing: number,
  optics: ResolvedOptics,
  options: FootprintOptions,
): Footprint {
  const reach = reachOfAim(optics, requireAim(camera).tilt, camera.heightM, targetHeightOf(options))
  const assumed = assumedFields(camera, optics)
  return boundedFootprint(camera, options, { cone, bearing, hfov: optics.hfov, reach, assumed })
}
