/** What a camera really sees of its footprint: the footprint minus the shadows of buildings, in 2.5 dimensions. */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { LocalFrame } from './frame'
import { type Ring, visibleOutline } from './polar-outline'
import { keptPieces, type VisiblePieces, visibleArea } from './polar-region'
import { type Standing, type StandingPoint, standingPoint } from './standing-point'
import type { ViewGround } from './view-ground'

/** Part of a ring about a camera (metres in the obstacles' frame) that is to be looked over. */
export interface Sector extends Standing {
  /** Degrees clockwise from north; null only with `hfov` 360. */
  bearing: number | null
  /** Degrees, above 0 and at most 360. */
  hfov: number
  nearM: number
  farM: number
  /** Height above ground of what is watched, metres. */
  targetHeightM: number
}

/** The visible ground of one sector, metres relative to where the camera stands. */
export interface SeenGround {
  pieces: VisiblePieces
  standing: StandingPoint
  /** Closed form, m². */
  areaM2: number
}

export interface Viewshed {
  /** Closed form, not that of the tessellated outline. */
  areaM2: number
  /** Area of the sector itself, m². */
  sectorAreaM2: number
  /** WGS 84 outline, arcs as chords within 2 cm; null when nothing is visible. Shadows can cut it into several parts. */
  geometry: Polygon | MultiPolygon | null
  /** The camera stands inside buildings, which were left out. */
  isOwnBuildingIgnored: boolean
  /** The camera hangs on a wall and was moved 0.3 m off it. */
  isMovedOffWall: boolean
}

const DEGREE = Math.PI / 180
const FULL_TURN = 2 * Math.PI
const CHORD_ERROR_M = 0.02
/** About 0.1 mm: finer than any survey, and short enough to keep outlines small. */
const DECIMALS = 1e9

/** What is visible of a sector, and from where; the pieces hold until the next look over the same ground. */
export function seenPieces(ground: ViewGround, sector: Sector): Omit<SeenGround, 'areaM2'> {
  const { nearM, farM, targetHeightM } = requireSector(sector)
  const standing = standingPoint(ground.obstacles, sector)
  const { x, y, heightM, ignored } = standing
  const [start, span] = directionsOf(sector)
  return { pieces: ground.view({ x, y, start, span, nearM, farM, heightM, targetHeightM }, ignored), standing }
}

/** The sector's ground that is visible on the plane `targetHeightM`. A building hides its own ground and its shadow. */
export function seenGround(ground: ViewGround, sector: Sector): SeenGround {
  const { pieces, standing } = seenPieces(ground, sector)
  const kept = keptPieces(pieces)
  return { pieces: kept, standing, areaM2: visibleArea(kept) }
}

/** `seenGround` with its outline. `standingPoint` says what happens to cameras on roofs, on walls and inside buildings. */
export function viewshed(ground: ViewGround, sector: Sector): Viewshed {
  const { hfov, nearM, farM } = sector
  const seen = seenGround(ground, sector)
  return {
    areaM2: seen.areaM2,
    sectorAreaM2: (hfov * DEGREE * (farM * farM - nearM * nearM)) / 2,
    geometry: outlineOfSeen(seen, ground.obstacles.frame),
    isOwnBuildingIgnored: seen.standing.ignored.size > 0,
    isMovedOffWall: seen.standing.isMoved,
  }
}

/** The WGS 84 outline of seen ground; null when nothing is. */
export function outlineOfSeen({ pieces, standing }: SeenGround, frame: LocalFrame): Polygon | MultiPolygon | null {
  return geometryOf(visibleOutline(pieces, CHORD_ERROR_M), frame, standing.x, standing.y)
}

/** The sector's right side as an angle from the x axis, and how far it spans to the left, radians. */
function directionsOf({ bearing, hfov }: Sector): [start: number, span: number] {
  if (bearing === null || hfov === 360) return [0, FULL_TURN]
  return [(90 - bearing - hfov / 2) * DEGREE, hfov * DEGREE]
}

function geometryOf(outline: Ring[][], frame: LocalFrame, x: number, y: number): Polygon | MultiPolygon | null {
  const polygons = outline.map((rings) => rings.map((ring) => closedRing(ring, frame, x, y)))
  if (polygons.length === 0) return null
  if (polygons.length === 1) return { type: 'Polygon', coordinates: polygons[0] }
  return { type: 'MultiPolygon', coordinates: polygons }
}

function closedRing(ring: Ring, frame: LocalFrame, x: number, y: number): Position[] {
  const positions: Position[] = []
  for (let i = 0; i < ring.length; i += 2) {
    const [lng, lat] = frame.toLngLat(x + ring[i], y + ring[i + 1])
    positions.push([Math.round(lng * DECIMALS) / DECIMALS, Math.round(lat * DECIMALS) / DECIMALS])
  }
  positions.push(positions[0])
  return positions
}

function requireSector(sector: Sector): Sector {
  const { x, y, bearing, hfov, nearM, farM, heightM, targetHeightM } = sector
  if (!Number.isFinite(x) || !Number.isFinite(y)) throw new RangeError(`x, y must be finite, got ${x}, ${y}`)
  if (!(hfov > 0 && hfov <= 360)) throw new RangeError(`hfov must be above 0 and at most 360 degrees, got ${hfov}`)
  if (bearing === null ? hfov < 360 : !Number.isFinite(bearing))
    throw new RangeError(`bearing must be a number of degrees below hfov 360, got ${bearing}`)
  if (!(nearM >= 0 && Number.isFinite(nearM))) throw new RangeError(`nearM must be 0 or more, got ${nearM}`)
  if (!(farM >= nearM && Number.isFinite(farM))) throw new RangeError(`farM must be at least nearM, got ${farM}`)
  if (!(heightM >= 0 && Number.isFinite(heightM))) throw new RangeError(`heightM must be 0 or more, got ${heightM}`)
  if (!(targetHeightM >= 0 && Number.isFinite(targetHeightM)))
    throw new RangeError(`targetHeightM must be 0 or more, got ${targetHeightM}`)
  return sector
}
