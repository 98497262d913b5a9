/**
 * Whether legs that nobody can drive are likely misreads: look-alikes' passages are read under the same case, and of them only this is
 * told, never which plate it is. Who wants to know searches for it, which is a read of its own.
 */
import type { Connection, Queryable } from '../../db/client'
import { drivableRoads } from '../../db/queries/leg-roads'
import { readsNear } from '../../db/queries/plates'
import type { Caller } from '../domain/access'
import { frameAround } from '../domain/drawn-area'
import { driveCheck, type Sighting } from '../domain/drive-check'
import { type CanDrive, MOST_MIX_UP, misreadOf, mixedUpPlace, NEAR_MS, type Read, readsAbout } from '../domain/misread'
import { roadGraph } from '../domain/road-graph'
import { RoadSnap } from '../domain/road-snap'
import type { TripLeg } from '../domain/trip-legs'
import { appendAudit, plateMark } from './audit'
import { cameraClocks } from './camera-clocks'
import { requireOpenCase } from './cases'
import { boxBetween } from './leg-ground'
import { plateDirectory } from './plate-directory'

/** Legs that are looked at: with more of them the plate is on two vehicles, not misread. */
const MOST_LEGS = 20
const MOST_LIKE = 300
const MOST_READS = 2_000
const MOST_ROADS = 40_000

export interface LookedAt {
  caseId: number
  plate: string
  from: number
  to: number
  /** What legs count by. */
  trip: readonly Read[]
}

/** The legs, with what is found of those that are infeasible. */
export async function withMisreads(
  connection: Connection,
  caller: Caller,
  asked: LookedAt,
  legs: TripLeg[],
): Promise<TripLeg[]> {
  const impossible = legs.filter(({ verdict }) => verdict.kind === 'infeasible').slice(0, MOST_LEGS)
  if (impossible.length === 0) return legs
  const { index } = await plateDirectory(connection)
  const alike = index
    .like(asked.plate, MOST_MIX_UP, MOST_LIKE)
    .found.map(({ plate }) => plate)
    .filter((plate) => mixedUpPlace(plate, asked.plate) !== null)
  return connection.db.transaction(async (tx) => {
    const openCase = await requireOpenCase(tx, caller, asked.caseId)
    const instants = [...new Set(impossible.flatMap(({ passages }) => passages.map((at) => asked.trip[at].at)))]
    const near = { instants, withinMs: NEAR_MS, limit: MOST_READS }
    const others = alike.length === 0 ? [] : await readsNear(tx, caller, alike, near)
    await appendAudit(tx, caller, {
      action: 'plates-searched',
      // Whoever asks later whether a plate was searched finds it, too, though it is not told.
      object: [`≈${asked.plate}`, ...new Set(others.map(({ plate }) => plate))].map(plateMark).join(', '),
      caseId: openCase.id,
      reason: openCase.reason,
      details: { by: 'legs', from: asked.from, to: asked.to, reads: others.length },
    })
    const canDrive = await driving(tx, asked, others, impossible)
    return legs.map((leg) =>
      impossible.includes(leg) ? { ...leg, misread: misreadOf(asked.trip, leg.passages, others, canDrive) } : leg,
    )
  })
}

/** On the roads between all that may have to be driven. */
async function driving(
  tx: Queryable,
  asked: LookedAt,
  others: readonly Read[],
  impossible: readonly TripLeg[],
): Promise<CanDrive> {
  const pairs = pairsOf(asked.trip, others, impossible)
  const places = pairs.flat()
  const roads = await drivableRoads(
    tx,
    pairs.map(([from, to]) => boxBetween(from, to)),
    MOST_ROADS,
  )
  const graph = roadGraph(roads, frameAround(places.map(({ lng, lat }) => [lng, lat])))
  const clocks = await cameraClocks(
    tx,
    places.map(({ cameraId }) => cameraId),
    asked,
  )
  const verdictOf = driveCheck(graph, new RoadSnap(graph), clocks)
  return (from, to) => from.cameraId === to.cameraId || verdictOf(from, to).kind === 'feasible'
}

function pairsOf(
  trip: readonly Read[],
  others: readonly Read[],
  impossible: readonly TripLeg[],
): [Sighting, Sighting][] {
  const plates = [...new Set(others.map(({ plate }) => plate))]
  return [...new Set(impossible.flatMap(({ passages }) => passages))].flatMap((index): [Sighting, Sighting][] => {
    const odd = trip[index]
    const around = plates.flatMap((plate) =>
      readsAbout(
        others.filter((read) => read.plate === plate),
        odd.at,
      ),
    )
    const [before, after] = [trip[index - 1] ?? odd, trip[index + 1] ?? odd]
    return [[before, after], ...around.map((read): [Sighting, Sighting] => [read, odd])]
  })
}
