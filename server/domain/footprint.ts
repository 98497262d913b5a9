/** The ground a camera would see with nothing in the way: a ring or a sector of a ring about its mount. */
import type { CameraKind } from './camera'
import {
  assumedFields,
  boundedFootprint,
  type Footprint,
  type FootprintCamera,
  type FootprintOptions,
  requireAim,
  targetHeightOf,
} from './footprint-bounds'
import { reachOfAim } from './footprint-reach'
import { resolveOptics } from './optics'
import { aimedFootprint, sweepFootprint } from './turning-footprints'

export type { Cone, Footprint, FootprintCamera, FootprintOptions, LevelRange } from './footprint-bounds'

/**
 * The footprint that coverage counts, on the plane `targetHeightM` (1.5 m) above ground.
 *
 * - Domes and PTZs: `sweepFootprint`.
 * - Others: a sector if their bearing is known and they do not see all round, else 360° wide; for a fixed camera that is
 *   assumed (`bearing`).
 * - Near: the picture's lower edge.
 * - Far: the range the owner states, else the on-axis ground range at `level`, at most 200 m. The default level is 40
 *   px/m: at 20 px/m (overview) a person is ten pixels wide and a claim of coverage would promise too much.
 *   The picture's upper edge bounds both, except that an assumed upper edge never shortens a stated range.
 * - At night: no farther than its light reaches. A camera not known to see at night sees nothing then, and `nightRangeM`
 *   is assumed.
 *
 * Throws `RangeError` for an impossible height, tilt, bearing, range, opening angle or level.
 */
export function footprintOf(camera: FootprintCamera, options: FootprintOptions = {}): Footprint {
  if (isTurning(camera.kind)) return sweepFootprint(camera, options)
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  const isSector = camera.bearing !== null && (camera.kind === 'fixed' || optics.hfov < 360)
  const assumed = assumedFields(camera, optics)
  if (camera.kind === 'fixed' && camera.bearing === null) assumed.push('bearing')
  return boundedFootprint(camera, options, {
    cone: 'fixed',
    bearing: isSector ? camera.bearing : null,
    hfov: isSector ? optics.hfov : 360,
    reach: reachOfAim(optics, requireAim(camera).tilt, camera.heightM, targetHeightOf(options)),
    assumed,
  })
}

/** The cone in which a camera rests: its own bearing, tilt and opening angle. Null when its bearing is not known. */
export function homeFootprint(camera: FootprintCamera, options: FootprintOptions = {}): Footprint | null {
  if (camera.bearing === null) return null
  if (!isTurning(camera.kind)) return footprintOf(camera, options)
  const optics = resolveOptics(camera, camera.kind, camera.provenance)
  return aimedFootprint('home', camera, camera.bearing, optics, options)
}

/** Does it turn, so that what it can see is more than what it sees? */
export const isTurning = (kind: CameraKind) => kind === 'dome' || kind === 'ptz'
