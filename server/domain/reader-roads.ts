/**
 * Which road a plate reader measures: of the roads for cars whose traffic comes towards it inside its footprint, within 60 m, the
 * one that is read nearest to it. A road in a tunnel is taken only where no other is. Of a reader whose bearing is not known, the
 * nearest road within 30 m.
 */
import Flatbush from 'flatbush'
import type { CordonRoad } from './cordons'
import { frameAround } from './drawn-area'
import { nearestRead, type PlateReader } from './plate-reader'
import { distinctPositions, isDrivable } from './road-nodes'
import type { Piece } from './road-stretch'

export type MeasuredRoad = CordonRoad & { id: number; isTunnel: boolean }

/** Metres. Farther along its road than this a vehicle may have turned off. */
export const MEASURED_WITHIN_M = 60
const UNAIMED_WITHIN_M = 30

interface Stretch extends Piece {
  road: MeasuredRoad
}

/** The road of each reader by the reader's id; those that read none are left out. */
export function roadsOfReaders(
  readers: readonly PlateReader[],
  roads: readonly MeasuredRoad[],
): Map<number, MeasuredRoad> {
  const measured = new Map<number, MeasuredRoad>()
  if (readers.length === 0) return measured
  const frame = frameAround(readers.map(({ lng, lat }) => [lng, lat]))
  const stretches = roads.filter(({ roadClass }) => isDrivable(roadClass)).flatMap((road) => stretchesOf(road, frame))
  if (stretches.length === 0) return measured
  const index = new Flatbush(stretches.length)
  for (const { from, to } of stretches)
    index.add(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1]))
  index.finish()
  for (const reader of readers) {
    const [x, y] = frame.toLocal(reader.lng, reader.lat)
    const [reach, farM] = [MEASURED_WITHIN_M, Math.min(reader.farM, MEASURED_WITHIN_M)]
    const near = index.search(x - reach, y - reach, x + reach, y + reach).sort((a, b) => a - b)
    const road = nearestRoad(
      near.map((i) => stretches[i]),
      (stretch) => distanceTo(stretch, { ...reader, farM }, [x, y]),
    )
    if (road) measured.set(reader.id, road)
  }
  return measured
}

const stretchesOf = (road: MeasuredRoad, frame: ReturnType<typeof frameAround>): Stretch[] => {
  const points = distinctPositions(road.geometry).map(([lng, lat]) => frame.toLocal(lng, lat))
  return points.slice(1).map((to, i) => ({ from: points[i], to, road }))
}

function nearestRoad(near: readonly Stretch[], distanceOf: (stretch: Stretch) => number | null): MeasuredRoad | null {
  let best: { road: MeasuredRoad; distanceM: number } | null = null
  for (const stretch of near) {
    const { road } = stretch
    const distanceM = distanceOf(stretch)
    if (distanceM === null) continue
    const isBetter = !best || (road.isTunnel === best.road.isTunnel ? distanceM < best.distanceM : best.road.isTunnel)
    if (isBetter) best = { road, distanceM }
  }
  return best?.road ?? null
}

function distanceTo({ from, to, road }: Stretch, reader: PlateReader, at: readonly [number, number]): number | null {
  if (reader.bearing === null) {
    const distanceM = distanceToSegment(from, to, at)
    return distanceM <= UNAIMED_WITHIN_M ? distanceM : null
  }
  const along = road.oneway === 'backward' ? null : nearestRead({ from, to }, reader, at)
  const against = road.oneway === 'forward' ? null : nearestRead({ from: to, to: from }, reader, at)
  return along !== null && against !== null ? Math.min(along, against) : (along ?? against)
}

function distanceToSegment(
  [fromX, fromY]: Piece['from'],
  [toX, toY]: Piece['to'],
  [x, y]: readonly [number, number],
): number {
  const [dx, dy] = [toX - fromX, toY - fromY]
  const share = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(fromX + share * dx - x, fromY + share * dy - y)
}
