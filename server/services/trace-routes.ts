/** The ways between the passages of one trip. Reading them is reading the passages: under the same case, with the same mark in the audit. */
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { leastDelays } from '../../db/queries/evidence'
import { drivableRoads, readersThen } from '../../db/queries/leg-roads'
import { type PassageRow, passagesOfPlate } from '../../db/queries/passages'
import { noteTraced } from '../../db/queries/retention'
import type { Caller } from '../domain/access'
import { type ClockSkew, clockSkew } from '../domain/clock-skew'
import { widened } from '../domain/drawn-area'
import { type TripLeg, tripLegs } from '../domain/trip-legs'
import { requireLeave } from './approvals'
import { appendAudit, plateMark } from './audit'
import { requireOpenCase } from './cases'
import { readOf, type TraceQuery } from './trace-vehicle'

/** Passages whose legs are looked at. */
const MOST_PASSAGES = 200
/** More roads than a large district has. */
const MOST_ROADS = 40_000
/** How far beyond both cameras ways may lead: metres, and a share of the distance. */
const AROUND = { metres: 600, share: 0.5 }
/** Clocks are told by what came in the day before a trip, and in its time. */
const CLOCK_DAYS_MS = 86_400_000
const METRES_PER_DEGREE = 111_320

export interface LegCamera {
  id: number
  code: string
  name: string | null
  nameEn: string | null
  lng: number
  lat: number
}

export interface TripRoutes {
  /** When and where each passage was: what legs count by. */
  passages: { at: number; cameraId: number; lng: number; lat: number }[]
  legs: TripLeg[]
  /** Every reader that a leg names. */
  cameras: LegCamera[]
  /** There were more passages, or more roads, than are looked at. */
  isCut: { passages: boolean; roads: boolean }
}

export async function traceRoutes(
  connection: Connection,
  caller: Caller,
  query: Omit<TraceQuery, 'leave'>,
): Promise<TripRoutes> {
  const { all, roads, readers, clocks } = await readTrip(connection, caller, query)
  const passages = all.slice(0, MOST_PASSAGES)
  const legs = tripLegs(passages, roads.slice(0, MOST_ROADS), readers, clocks)
  const named = new Set(legs.flatMap((leg) => leg.readers.map(({ id }) => id)))
  return {
    passages: passages.map(({ at, cameraId, lng, lat }) => ({ at, cameraId, lng, lat })),
    legs,
    cameras: readers
      .filter(({ id }) => named.has(id))
      .map(({ id, code, name, nameEn, lng, lat }) => ({ id, code, name, nameEn, lng, lat })),
    isCut: { passages: all.length > MOST_PASSAGES, roads: roads.length > MOST_ROADS },
  }
}

function readTrip({ db }: Connection, caller: Caller, query: Omit<TraceQuery, 'leave'>) {
  const read = readOf(query)
  const [plate] = read.plates
  const [from, to] = [new Date(query.from), new Date(query.to)]
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, query.caseId)
    await requireLeave(tx, caller, { read, openCase }, {})
    await noteTraced(tx, openCase.id, plate)
    const all = await passagesOfPlate(tx, caller, { plate, from, to }, MOST_PASSAGES + 1)
    await appendAudit(tx, caller, {
      action: 'passages-read',
      object: plateMark(plate),
      caseId: openCase.id,
      reason: openCase.reason,
      details: { from: query.from, to: query.to, passages: all.length, ways: true },
    })
    const boxes = boxesAbout(all.slice(0, MOST_PASSAGES))
    if (boxes.length === 0) return { all, roads: [], readers: [], clocks: new Map<number, ClockSkew>() }
    const roads = await drivableRoads(tx, boxes, MOST_ROADS + 1)
    const readers = await readersThen(tx, caller, boxes, from, to)
    const ids = [...new Set(all.map(({ cameraId }) => cameraId))]
    const delays = await leastDelays(tx, ids, new Date(query.from - CLOCK_DAYS_MS), to)
    return { all, roads, readers, clocks: clocksOf(delays) }
  })
}

function clocksOf(delays: readonly { cameraId: number; leastMs: number[] }[]): Map<number, ClockSkew> {
  const clocks = new Map<number, ClockSkew>()
  for (const { cameraId, leastMs } of delays) {
    const clock = clockSkew(leastMs)
    if (clock) clocks.set(cameraId, clock)
  }
  return clocks
}

/** One about each leg. */
function boxesAbout(passages: readonly PassageRow[]): Box[] {
  return passages.slice(1).flatMap((to, i) => {
    const from = passages[i]
    if (from.cameraId === to.cameraId) return []
    const [west, east] = [Math.min(from.lng, to.lng), Math.max(from.lng, to.lng)]
    const [south, north] = [Math.min(from.lat, to.lat), Math.max(from.lat, to.lat)]
    const span = Math.max(north - south, (east - west) * Math.cos((south * Math.PI) / 180)) * METRES_PER_DEGREE
    return [widened([west, south, east, north], AROUND.metres + AROUND.share * span)]
  })
}
