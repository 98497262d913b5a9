/** What a camera can do beyond its lens: its own light at night, and for a PTZ where it turns and how far it zooms. */
import type { NightSight, Turning } from '../domain/camera'
import type { CameraSite } from './camera-site'
import type { Random } from './random'

/** Reaches of built-in lights as data sheets give them, metres. */
const NIGHT_RANGES_M = {
  checkpoint: [40, 50],
  fixed: [30, 40, 50, 60, 80],
  dome: [20, 30],
  ptz: [100, 150, 200],
  panoramic: [20, 30],
}
const TELE_HFOVS = [2.1, 2.8, 4.2]
/** A PTZ on a wall sees half round; of the others some are kept from turning all round. */
const HALF_ROUND = 180
const TURNS = [120, 180, 240, 270]

export function nightSightOf(site: CameraSite, random: Random): NightSight {
  const ranges = NIGHT_RANGES_M[site.checkpoint ? 'checkpoint' : site.kind]
  const isKnown = site.checkpoint !== null || random.chance(0.8)
  return { nightRangeM: isKnown ? random.pick(ranges) : null }
}

export function turningOf({ kind, bearing, mountKind }: CameraSite, random: Random): Turning {
  if (kind !== 'ptz') return { sweepFrom: null, sweepTo: null, teleHfov: null }
  const teleHfov = random.chance(0.7) ? random.pick(TELE_HFOVS) : null
  const isOnWall = mountKind === 'wall' || mountKind === 'roof'
  const degrees = isOnWall ? HALF_ROUND : random.pick(TURNS)
  if (bearing === null || !(isOnWall || random.chance(0.4))) return { sweepFrom: null, sweepTo: null, teleHfov }
  const from = Math.round(bearing - degrees / 2 + 360) % 360
  return { sweepFrom: from, sweepTo: (from + degrees) % 360, teleHfov }
}
