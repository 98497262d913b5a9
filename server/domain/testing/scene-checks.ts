/** All that must hold for a view of one scene: against rays, against itself, as an outline and as counts. */
import { type Look, MeshViewer } from '../expansion'
import { meshObstacles } from '../obstacle-mesh'
import { indexLocalOutlines, type LocalOutline, nearestOutline, type Obstacles } from '../obstacles'
import { keptPieces, type VisiblePieces, visibleArea } from '../polar-region'
import type { Bounds } from '../raster'
import { standingPoint } from '../standing-point'
import { ViewGround } from '../view-ground'
import { cellsApart } from './cell-oracle'
import { sweepVisible } from './envelope'
import { outlineFaults } from './outline-faults'
import { stretchesAlong } from './pieces'
import { raysApart, raysOff } from './ray-oracle'
import { onGrid, SCENE_FRAME, type Scene } from './scenes'

export interface SceneReport {
  /** The camera stands on a wall, from where a mesh answers nothing; the viewshed then stands beside it. */
  isRefused: boolean
  /** What does not hold, in words; empty when all does. */
  faults: string[]
  /** Some ground counts as seen that is not. */
  isLeaking: boolean
}

const BOUNDS: Bounds = [-140, -140, 140, 140]
const RAYS = 240
const SAME_M2 = 0.01
/** What the 0.06 mm of the grid can do to a view past a corner close by. */
const GRID_EFFECT_M2 = 0.1
const ON_WALL_M = 1e-6
const FULL_TURN = 2 * Math.PI
const LOWER_M = 3

/** Looks over a scene and at all that follows from it. */
export function checkScene(scene: Scene, isFlat: boolean): SceneReport {
  const { obstacles, look } = scene
  // On a wall between two houses a mesh knows the point to be built on; a ray does not.
  const isOnWall = nearestOutline(obstacles, look.x, look.y, ON_WALL_M) !== null
  const view = viewOf(obstacles, look)
  const seen = isOnWall ? null : view
  const [faults, leaks]: string[][] = [[], []]
  if (seen !== null) {
    expectAtMost(faults, 'rays', raysOff(seen, obstacles, look, { rays: RAYS }), 0)
    expectAtMost(faults, 'cells', cellsApart(seen, look), 0)
    expectAtMost(leaks, 'm² more by a higher or another building', gainByBuilding(scene, seen), GRID_EFFECT_M2)
    expectAtMost(faults, 'rays after a quarter turn', raysTurned(scene, seen, Math.PI / 2), 0)
    // Parts turned off the grid leave the outlines they stand in by a grid cell, along which those then stand.
    const isParted = scene.outlines.some(({ role }) => role === 'part')
    if (!isParted) expectAtMost(faults, 'rays after a turn', raysTurned(scene, seen, 1), 0)
    if (isFlat) expectAtMost(faults, 'm² off the sweep', offSweep(scene), GRID_EFFECT_M2)
  }
  checkViewshed(scene, seen, faults, leaks)
  return { isRefused: seen === null, faults: [...faults, ...leaks], isLeaking: leaks.length > 0 }
}

function expectAtMost(faults: string[], what: string, value: number, most: number): void {
  if (!(value <= most)) faults.push(`${what}: ${Number(value.toPrecision(4))}`)
}

function viewOf(obstacles: Obstacles, look: Look): VisiblePieces | null {
  const pieces = new MeshViewer(meshObstacles(obstacles, BOUNDS)).view(look)
  return pieces === null ? null : keptPieces(pieces)
}

/** The largest gain of ground when a building is added, raised, or all become too high to see over. */
function gainByBuilding({ outlines, look }: Scene, seen: VisiblePieces): number {
  const areaAmong = (others: LocalOutline[]) => {
    const view = viewOf(indexLocalOutlines(others, SCENE_FRAME), look)
    return view === null ? Number.NaN : visibleArea(view)
  }
  // Parts hold instead of what they stand in, and are as high as that where their own height is not known.
  const isParted = outlines.some(({ role }) => role === 'part')
  const lowered = outlines.map((outline) =>
    typeof outline.heightM === 'number' ? { ...outline, heightM: outline.heightM - LOWER_M } : outline,
  )
  const tall = outlines.map((outline) => ({ ...outline, heightM: null }))
  const area = visibleArea(seen)
  const gains = [area - areaAmong(lowered), areaAmong(tall) - area]
  if (!isParted) gains.push(area - areaAmong(outlines.slice(0, -1)))
  return gains.reduce((most, gain) => Math.max(most, Number.isNaN(gain) ? 0 : gain), 0)
}

/** Rays on which the turned scene shows something else. */
function raysTurned({ outlines, look }: Scene, seen: VisiblePieces, angle: number): number {
  const turned = turn(outlines, angle)
  const [x, y] = turnRing([look.x, look.y], angle)
  const other = viewOf(indexLocalOutlines(turned, SCENE_FRAME), { ...look, x, y, start: look.start + angle })
  // Rounded to the grid, a wall can come to lie under the camera.
  if (other === null) return 0
  const seenAt = (at: number) => stretchesAlong(other, at + angle)
  return raysApart(seenAt, (at) => stretchesAlong(seen, at), look, { rays: RAYS, slack: 1e-3 })
}

const turn = (outlines: LocalOutline[], angle: number): LocalOutline[] =>
  outlines.map((outline) => ({ ...outline, rings: outline.rings.map((ring) => onGrid(turnRing(ring, angle))) }))

function turnRing(ring: ArrayLike<number>, angle: number): number[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return Array.from(ring, (_, i) =>
    i % 2 === 0 ? ring[i] * cos - ring[i + 1] * sin : ring[i - 1] * sin + ring[i] * cos,
  )
}

/** The other way to a flat view: the nearest wall in every direction. */
function offSweep({ obstacles, outlines, look }: Scene): number {
  const isZoned = outlines.some(({ role }) => role === 'zone')
  const seen = viewOf(obstacles, { ...look, nearM: 0 })
  if (isZoned || seen === null || seen.count === 0) return 0
  const around = onGrid(obstacles.edges).map((value, i) => value - (i % 2 === 0 ? look.x : look.y))
  return Math.abs(visibleArea(seen) - visibleArea(sweepVisible(around, look.start, look.span, look.farM)))
}

/** From where the camera is taken to stand, through its own mesh, to the outline that is stored. */
function checkViewshed(
  { obstacles, look }: Scene,
  seen: VisiblePieces | null,
  faults: string[],
  leaks: string[],
): void {
  const standing = standingPoint(obstacles, look)
  const { x, y, heightM, ignored, isMoved } = standing
  const from = { ...look, x, y, heightM }
  const pieces = keptPieces(new ViewGround(obstacles).view(from, ignored))
  const areaM2 = visibleArea(pieces)
  const sectorM2 = (look.span * (look.farM ** 2 - look.nearM ** 2)) / 2
  expectAtMost(leaks, 'm² beyond the sector', areaM2 - sectorM2, 1e-6)
  const isBeside = !isMoved && ignored.size === 0 && seen === null
  if (!isBeside)
    expectAtMost(faults, 'rays of the viewshed', raysOff(pieces, obstacles, from, { rays: RAYS, ignored }), 0)
  if (seen !== null && !isMoved && ignored.size === 0)
    expectAtMost(faults, 'm² off the larger mesh', Math.abs(areaM2 - visibleArea(seen)), SAME_M2)
  const { broken, outside, lostM2 } = outlineFaults({ pieces, standing, areaM2 }, look)
  expectAtMost(faults, 'outlines that cross themselves', broken, 0)
  expectAtMost(leaks, 'outline points outside the footprint', outside, 0)
  // Chords leave an arc by 2 cm at most: they lose two thirds of that along it.
  expectAtMost(
    faults,
    'm² lost by the outline',
    lostM2,
    SAME_M2 + 0.02 * Math.min(look.span, FULL_TURN) * (look.farM + look.nearM),
  )
}
