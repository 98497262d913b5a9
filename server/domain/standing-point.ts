/** Where a camera stands among the outlines: positions are rarely drawn more exactly than the walls cameras hang on. */
import type { MountKind } from './camera'
import { buildingsAt, heightOver, type NearestOutline, nearestOutline, type Obstacles } from './obstacles'

export interface StandingPoint {
  /** Metres in the obstacles' frame. */
  x: number
  y: number
  /** Metres above ground. */
  heightM: number
  /** Outlines the camera stands inside, which cannot hide anything from it. */
  ignored: ReadonlySet<number>
  /** Whether it was taken as wall-mounted and moved off the wall. */
  isMoved: boolean
  /** Whether its height was not possible and another was taken. */
  isHeightAssumed: boolean
}

/** Nearer to an outline than this, a camera hangs on that wall. */
const ON_WALL_M = 0.5
/** How far off the wall its lens then is. */
const OFF_WALL_M = 0.3
/** Nearer than this the direction from the wall to the camera is rounding, and the wall's own direction decides. */
const TOUCHING_M = 1e-3
const DIRECTIONS = 64
/** How far above its roof a camera is taken to be when its own height says less. */
const MAST_M = 2
/** By so much a camera must top the building it is drawn in to be taken as standing on it. */
const ON_ROOF_M = 0.5

/** What a camera is fixed to, as far as that decides where it looks from. */
export interface Standing {
  x: number
  y: number
  heightM: number
  mountKind?: MountKind
  isUnderRoof?: boolean
}

/**
 * The point to see from, metres in the obstacles' frame, and its height above ground.
 *
 * - On a roof (`mountKind` roof, or drawn inside a building lower than itself) it stays where it is. A roof camera whose
 *   stated height is not above its roof is taken to stand 2 m above it (`isHeightAssumed`).
 * - Under a roof (an eave, an arcade) the buildings over it hide nothing from it: `ignored`.
 * - Within 0.5 m of an outline it is wall-mounted: its lens is put 0.3 m outside the nearest outline point and the
 *   building is kept.
 * - Deeper inside a building, or still inside one after the move, it stays and sees past every building that holds it.
 */
export function standingPoint(
  obstacles: Obstacles,
  { x, y, heightM, mountKind, isUnderRoof }: Standing,
): StandingPoint {
  const inside = buildingsAt(obstacles, x, y)
  const stays = { x, y, heightM, ignored: new Set<number>(), isMoved: false, isHeightAssumed: false }
  if (isUnderRoof) return { ...stays, ignored: new Set(inside) }
  const roofM = heightOver(obstacles, inside)
  if (inside.length > 0 && Number.isFinite(roofM)) {
    if (mountKind === 'roof' && heightM <= roofM) return { ...stays, heightM: roofM + MAST_M, isHeightAssumed: true }
    if (mountKind === 'roof' || heightM > roofM + ON_ROOF_M) return stays
  }
  const wall = nearestOutline(obstacles, x, y, ON_WALL_M)
  if (wall === null) return { ...stays, ignored: new Set(inside) }
  const [ux, uy] = outwards(obstacles, wall, x, y)
  const lensX = wall.x + OFF_WALL_M * ux
  const lensY = wall.y + OFF_WALL_M * uy
  const ignored = new Set(buildingsAt(obstacles, lensX, lensY))
  return { ...stays, x: lensX, y: lensY, ignored, isMoved: true }
}

/** Unit vector from the outline point towards open ground: along the camera's own offset, or where there is most room. */
function outwards(obstacles: Obstacles, wall: NearestOutline, x: number, y: number): [number, number] {
  if (wall.distanceM > TOUCHING_M) {
    const sign = buildingsAt(obstacles, x, y).includes(wall.outline) ? -1 : 1
    const ux = (sign * (x - wall.x)) / wall.distanceM
    const uy = (sign * (y - wall.y)) / wall.distanceM
    if (buildingsAt(obstacles, wall.x + OFF_WALL_M * ux, wall.y + OFF_WALL_M * uy).length === 0) return [ux, uy]
  }
  return roomiest(obstacles, wall)
}

/** Of 64 directions, the one whose point off the wall is outside all buildings and farthest from every outline. */
function roomiest(obstacles: Obstacles, wall: NearestOutline): [number, number] {
  let best: [number, number] = [1, 0]
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < DIRECTIONS; i++) {
    const angle = (2 * Math.PI * i) / DIRECTIONS
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)]
    const room = roomAt(obstacles, wall.x + OFF_WALL_M * ux, wall.y + OFF_WALL_M * uy)
    if (room > most + 1e-9) {
      most = room
      best = [ux, uy]
    }
  }
  return best
}

/** Distance to the nearest outline up to the wall's own, less a metre for every building the point is inside. */
function roomAt(obstacles: Obstacles, x: number, y: number): number {
  const distanceM = nearestOutline(obstacles, x, y, OFF_WALL_M)?.distanceM ?? OFF_WALL_M
  return distanceM - buildingsAt(obstacles, x, y).length
}
