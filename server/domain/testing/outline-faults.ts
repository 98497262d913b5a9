/** What can be wrong with the outline of a view: rings that cross, points outside the footprint, another area. */
import type { Polygon, Position } from 'geojson'
import type { Look } from '../expansion'
import { isSound } from '../simple-rings'
import { outlineOfSeen, type SeenGround } from '../viewshed'
import { SCENE_FRAME } from './scenes'

export interface OutlineFaults {
  /** Rings that cross or touch themselves, and polygons whose rings cross one another; touching at a point is allowed. */
  broken: number
  /** Points nearer or farther than the circles or beyond the sides, by more than rounding. */
  outside: number
  /** By how much the outline's area differs from the pieces', either way. */
  lostM2: number
}

const ROUNDING_M = 1e-3
/** Chords cut corners of the near circle by 2 cm at most. */
const CHORD_ERROR_M = 0.02

export function outlineFaults(seen: SeenGround, look: Look): OutlineFaults {
  const geometry = outlineOfSeen(seen, SCENE_FRAME)
  const polygons = geometry === null ? [] : geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const { x, y } = seen.standing
  const local = polygons.map((rings) => rings.map((ring) => localRing(ring, x, y)))
  const area = local.flat().reduce((sum, ring) => sum + ringArea(ring), 0)
  return {
    broken: polygons.filter((rings) => !isSound(openRings(rings))).length,
    outside: local.flat(2).filter((point) => !isWithin(point, look)).length,
    lostM2: Math.abs(area - seen.areaM2),
  }
}

const openRings = (rings: Polygon['coordinates']) => rings.map((ring) => ring.slice(0, -1).flat())

const localRing = (ring: Position[], x: number, y: number): Position[] =>
  ring.map(([lng, lat]) => {
    const [px, py] = SCENE_FRAME.toLocal(lng, lat)
    return [px - x, py - y]
  })

function ringArea(ring: Position[]): number {
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i][0] * ring[i + 1][1] - ring[i][1] * ring[i + 1][0]
  return twice / 2
}

/** A camera on a wall looks from 2 cm beside it, which is allowed for. */
function isWithin([px, py]: Position, { start, span, nearM, farM }: Look): boolean {
  const distance = Math.hypot(px, py)
  const slackM = 0.02 + ROUNDING_M
  if (distance > farM + slackM || distance < nearM - CHORD_ERROR_M - slackM) return false
  if (distance < slackM || span >= 2 * Math.PI) return true
  const turn = (((Math.atan2(py, px) - start) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)
  const slack = slackM / distance
  return turn <= span + slack || turn >= 2 * Math.PI - slack
}
