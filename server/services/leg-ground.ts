/** The ground on which ways between two cameras are looked for. */
import type { Box } from '../../db/queries/buildings'
import { widened } from '../domain/drawn-area'

/** How far beyond both cameras ways may lead: metres, and a share of the distance. */
const AROUND = { metres: 600, share: 0.5 }
const METRES_PER_DEGREE = 111_320

interface Place {
  lng: number
  lat: number
}

export function boxBetween(from: Place, to: Place): Box {
  const [west, east] = [Math.min(from.lng, to.lng), Math.max(from.lng, to.lng)]
  const [south, north] = [Math.min(from.lat, to.lat), Math.max(from.lat, to.lat)]
  const span = Math.max(north - south, (east - west) * Math.cos((south * Math.PI) / 180)) * METRES_PER_DEGREE
  return widened([west, south, east, north], AROUND.metres + AROUND.share * span)
}
