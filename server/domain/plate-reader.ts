/** Where a plate reader reads: traffic that comes towards it, inside its footprint. */
import { angleBetween, bearingOf } from './bearings'
import type { Piece } from './road-stretch'

/** A camera that reads plates, as far as its footprint goes. */
export interface PlateReader {
  id: number
  lng: number
  lat: number
  /** Null: not known, or it sees all round. */
  bearing: number | null
  hfov: number
  nearM: number
  farM: number
}

const MOST_PLATE_ANGLE = 30
const SAMPLE_M = 1

/**
 * Metres from the reader, which stands at [x, y], to the nearest place where it reads travel along the piece, looked for every
 * metre; null where it reads none of it, as always when its bearing is not known.
 */
export function nearestRead(
  { from, to }: Piece,
  { bearing, hfov, nearM, farM }: PlateReader,
  [x, y]: readonly [number, number],
): number | null {
  if (bearing === null) return null
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  if (angleBetween(bearingOf(dx, dy), bearing + 180) > MOST_PLATE_ANGLE) return null
  let nearest: number | null = null
  const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / SAMPLE_M))
  for (let i = 0; i <= steps; i++) {
    const [offX, offY] = [from[0] + (dx * i) / steps - x, from[1] + (dy * i) / steps - y]
    const distance = Math.hypot(offX, offY)
    const isInReach = distance >= nearM && distance <= Math.min(farM, nearest ?? farM)
    if (isInReach && angleBetween(bearingOf(offX, offY), bearing) <= hfov / 2) nearest = distance
  }
  return nearest
}
