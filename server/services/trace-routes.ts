/** The ways between the passages of one trip. Reading them is reading the passages: under the same case, with the same mark in the audit. */
import type { Connection } from '../../db/client'
import type { Box } from '../../db/queries/buildings'
import { drivableRoads, readersThen } from '../../db/queries/leg-roads'
import { readsOfPlate } from '../../db/queries/passages'
import type { Caller } from '../domain/access'
import type { ClockSkew } from '../domain/clock-skew'
import type { Read } from '../domain/misread'
import { type TripLeg, tripLegs } from '../domain/trip-legs'
import { cameraClocks } from './camera-clocks'
import { requireOpenCase } from './cases'
import { boxBetween } from './leg-ground'
import { withMisreads } from './leg-misreads'
import { readTraced, type TraceQuery } from './trace-vehicle'

/** Passages whose legs are looked at. */
const MOST_PASSAGES = 200
/** More roads than a large district has. */
const MOST_ROADS = 40_000

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
  const { plate, all, roads, readers, clocks } = await readTrip(connection, caller, query)
  const passages = all.slice(0, MOST_PASSAGES)
  const { caseId, from, to } = query
  const asked = { caseId, plate, from, to, trip: passages }
  const found = tripLegs(passages, roads.slice(0, MOST_ROADS), readers, clocks)
  const legs = await withMisreads(connection, caller, asked, found)
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
  const [from, to] = [new Date(query.from), new Date(query.to)]
  return db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, query.caseId)
    const { plate, found: all } = await readTraced(
      tx,
      caller,
      { ...query, openCase },
      (window) => readsOfPlate(tx, caller, window, MOST_PASSAGES + 1),
      { ways: true },
    )
    const boxes = boxesAbout(all.slice(0, MOST_PASSAGES))
    if (boxes.length === 0) return { plate, all, roads: [], readers: [], clocks: new Map<number, ClockSkew>() }
    const roads = await drivableRoads(tx, boxes, MOST_ROADS + 1)
    const readers = await readersThen(tx, caller, boxes, from, to)
    const ids = all.map(({ cameraId }) => cameraId)
    return { plate, all, roads, readers, clocks: await cameraClocks(tx, ids, query) }
  })
}

/** One about each leg. */
const boxesAbout = (passages: readonly Read[]): Box[] =>
  passages.slice(1).flatMap((to, i) => (passages[i].cameraId === to.cameraId ? [] : [boxBetween(passages[i], to)]))
