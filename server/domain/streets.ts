/** Street ground from road centre lines: how wide a road is, how long, and which cells of a raster it takes up. */
import type { LineString } from 'geojson'
import type { LocalFrame } from './frame'
import { fillRings, type Raster } from './raster'

/** A road as far as its ground goes; classes are OSM's, unknown ones are taken as residential. */
export interface Street {
  geometry: LineString
  roadClass: string
  name: string | null
  /** Kerb to kerb, metres. */
  widthM: number | null
  lanes: number | null
  /** Ground under a tunnel is not the street's: tunnels take up no cell and have no length here. */
  isTunnel: boolean
}

/** Usual width of a lane in a town, metres: 3.0 (collectors) to 3.5 (arterials). */
const LANE_M = 3.25

/**
 * Metres kerb to kerb where neither width nor lanes are known. Carriageways: the usual lanes of the class × 3.25 m, and a
 * parking or hard shoulder strip where the class has one. OSM draws the two sides of motorways and trunk roads apart,
 * so theirs is one side. Paths: what two people, bicycles or a tractor need to pass.
 */
const CLASS_WIDTH_M: Record<string, number> = {
  motorway: 11.5,
  trunk: 8.5,
  primary: 9.75,
  secondary: 8.5,
  tertiary: 7.5,
  residential: 6.5,
  living_street: 5,
  service: 4,
  pedestrian: 7,
  footway: 2.5,
  cycleway: 2.5,
  track: 3,
}
export const STREET_CLASSES: readonly string[] = Object.keys(CLASS_WIDTH_M)

/** Width in metres: as surveyed, else lanes × 3.25 m, else usual for the class. */
export function streetWidth({ widthM, lanes, roadClass }: Pick<Street, 'widthM' | 'lanes' | 'roadClass'>): number {
  if (widthM !== null && widthM > 0) return widthM
  if (lanes !== null && lanes > 0) return lanes * LANE_M
  return CLASS_WIDTH_M[roadClass] ?? CLASS_WIDTH_M['residential']
}

/** The centre line as x, y pairs in metres. */
export function localLine({ coordinates }: LineString, frame: LocalFrame): Float64Array {
  const line = new Float64Array(coordinates.length * 2)
  coordinates.forEach(([lng, lat], i) => {
    line.set(frame.toLocal(lng, lat), i * 2)
  })
  return line
}

/** Length of the centre line in metres, 0 for a tunnel. */
export function streetLength({ geometry, isTunnel }: Pick<Street, 'geometry' | 'isTunnel'>, frame: LocalFrame): number {
  if (isTunnel) return 0
  const line = localLine(geometry, frame)
  let length = 0
  for (let i = 2; i < line.length; i += 2) length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1])
  return length
}

/** Half the width that a street's ground takes up in cells: narrower than a cell, it would break up between centres. */
export function streetHalfWidth(street: Pick<Street, 'widthM' | 'lanes' | 'roadClass'>, cellM: number): number {
  return Math.max(streetWidth(street), cellM * Math.SQRT2) / 2
}

/** Calls `fill(from, to)` for runs of cells within `halfM` of a line (x, y pairs); a cell can come more than once. */
export function fillLine(
  raster: Raster,
  line: ArrayLike<number>,
  halfM: number,
  fill: (from: number, to: number) => void,
): void {
  for (let i = 0; i < line.length; i += 2) {
    fillRings(raster, [discAround(line[i], line[i + 1], halfM)], fill)
    if (i > 0) fillRings(raster, [stripAlong(line[i - 2], line[i - 1], line[i], line[i + 1], halfM)], fill)
  }
}

const DISC_CORNERS = 16

function discAround(x: number, y: number, radiusM: number): number[] {
  const ring: number[] = []
  for (let i = 0; i < DISC_CORNERS; i++) {
    const angle = (2 * Math.PI * i) / DISC_CORNERS
    ring.push(x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle))
  }
  return ring
}

function stripAlong(x1: number, y1: number, x2: number, y2: number, halfM: number): number[] {
  const length = Math.hypot(x2 - x1, y2 - y1)
  if (length === 0) return []
  const asideX = (-(y2 - y1) / length) * halfM
  const asideY = ((x2 - x1) / length) * halfM
  return [x1 - asideX, y1 - asideY, x2 - asideX, y2 - asideY, x2 + asideX, y2 + asideY, x1 + asideX, y1 + asideY]
}
