/** Two avenues through both districts with plate readers of every sort, and a day of seeded passages of them. */
import { eq } from 'drizzle-orm'
import type { Position } from 'geojson'
import type { Connection } from '../../db/client'
import { cameraStates, cameras, jurisdictions } from '../../db/schema'
import type { CameraState } from '../domain/camera'
import type { HourFlow } from '../domain/flows'
import { localFrame } from '../domain/frame'
import { LEAST_VEHICLES } from '../domain/least-vehicles'
import { seededRandom } from '../domain/testing/random'
import type { CameraRecord, PassageRecord, RoadRecord } from '../formats/records'
import { runImport } from '../services/import-run'
import { cameraRecord, PLAIN, passageRecord, TWO_DISTRICTS } from './fixtures'

export const HOUR = 3_600_000
export const MIDNIGHT = Date.UTC(2026, 0, 15)
const HOURS = 24

const FRAME = localFrame(PLAIN)
const at = (x: number, y: number): Position => FRAME.toLngLat(x, y)

/** A ring about the middle, which both avenues cross. */
export const RING = [at(-200, -200), at(200, -200), at(200, 200), at(-200, 200)]

const road = (sourceId: string, coordinates: Position[], name: string | null): RoadRecord => ({
  sourceId,
  geometry: { type: 'LineString', coordinates },
  ...{ roadClass: 'primary', name, nameEn: null, oneway: 'no', widthM: null, lanes: null },
  ...{ isTunnel: false, isBridge: false },
})
const ROADS = [
  road('w1', [at(-700, 0), at(0, 0)], '人民大道'),
  road('w2', [at(0, 0), at(700, 0)], '人民大道'),
  road('w3', [at(-100, -700), at(-100, 700)], '学府路'),
  road('w4', [at(600, 300), at(600, 700)], '学府路'),
  road('w5', [at(500, -700), at(600, -700)], '滨江路'),
  road('w6', [at(-400, -500), at(-400, -300)], null),
]

interface Place {
  code: string
  x: number
  y: number
  bearing: number
  /** Vehicles an hour at most. */
  most: number
}

/** In and out of the ring on the avenue, two of one direction; on the other avenue and its namesake; one in an unnamed lane. */
const READERS: Place[] = [
  { code: 'in-a', x: -190, y: 1, bearing: 270, most: 40 },
  { code: 'in-b', x: -185, y: -1, bearing: 270, most: 40 },
  { code: 'out', x: -210, y: 0, bearing: 90, most: 30 },
  { code: 'east', x: 190, y: 0, bearing: 90, most: 12 },
  { code: 'lonely', x: -101, y: -190, bearing: 180, most: 3 },
  { code: 'idle', x: -101, y: 300, bearing: 0, most: 0 },
  { code: 'faulty', x: -99, y: 190, bearing: 0, most: 25 },
  { code: 'namesake', x: 601, y: 500, bearing: 0, most: 20 },
  { code: 'silent', x: 601, y: 400, bearing: 0, most: 6 },
  { code: 'lane', x: -401, y: -400, bearing: 0, most: 20 },
]

/** From each hour of the day on. `silent` never said anything. */
const STATES: Record<string, [hour: number, state: CameraState][]> = {
  faulty: [[-5, 'working'], [6.5, 'offline'], [9.2, 'working'], [20, 'fault']], // biome-ignore format: a line is a camera
  'in-b': [[-5, 'working'], [10, 'offline'], [12, 'working']], // biome-ignore format: a line is a camera
  silent: [],
}
const statesOf = (code: string) => STATES[code] ?? [[-5, 'working'] as [number, CameraState]]

const recordOf = ({ code, x, y, bearing }: Place): CameraRecord => {
  const [lng, lat] = at(x, y)
  return cameraRecord(code, { lng, lat, bearing, hfov: 40, readsPlates: true })
}

function randomDay(seed: number): PassageRecord[] {
  const random = seededRandom(seed)
  return READERS.flatMap(({ code, most }) =>
    Array.from({ length: HOURS }, (_, hour) =>
      // Some vehicles come past again.
      Array.from({ length: Math.floor(random() * (most + 1)) }, (_, n) =>
        passageRecord(
          `测A${10_000 + Math.floor(random() * 3 * most)}`,
          code,
          MIDNIGHT + Math.floor((hour + random()) * HOUR),
          `${hour} ${n}`,
        ),
      ),
    ).flat(),
  )
}

export interface TrafficScene {
  readers: readonly Place[]
  passages: readonly PassageRecord[]
  /** Slowly, from the passages themselves. */
  countedByHand(code: string, hour: number): HourFlow
  /** Of readers on streets. */
  codesIn(district: 'west' | 'east'): string[]
}

export async function fillTrafficScene(connection: Connection, seed: number): Promise<TrafficScene> {
  const passages = randomDay(seed)
  await runImport(
    connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, roads: ROADS, cameras: READERS.map(recordOf), passages },
    [],
  )
  await setStates(connection)
  return {
    readers: READERS,
    passages,
    countedByHand: (code, hour) => countedByHand(passages, code, hour),
    codesIn: (district) =>
      READERS.filter(({ code, x }) => code !== 'lane' && x < 0 === (district === 'west')).map(({ code }) => code),
  }
}

async function setStates({ db }: Connection): Promise<void> {
  await db.delete(cameraStates)
  for (const { id, code } of await db.select().from(cameras))
    for (const [hour, state] of statesOf(code))
      await db
        .insert(cameraStates)
        .values({ cameraId: id, state, fromAt: new Date(MIDNIGHT + hour * HOUR), source: 'import' })
}

function countedByHand(passages: readonly PassageRecord[], code: string, hour: number): HourFlow {
  const seconds = Array.from({ length: 3_600 }, (_, second) => hour + second * 1_000)
  const said = statesOf(code)
  const states = new Set(
    seconds.map((second) => said.findLast(([from]) => MIDNIGHT + from * HOUR <= second)?.[1] ?? 'unknown'),
  )
  if (states.has('offline') || states.has('fault')) return 'unknown'
  const read = passages.filter((each) => each.cameraCode === code && each.at >= hour && each.at < hour + HOUR)
  if (new Set(read.map(({ plate }) => plate)).size >= LEAST_VEHICLES) return read.length
  return states.has('unknown') ? 'unknown' : 'few'
}

export async function idOfDistrict({ db }: Connection, code: string): Promise<number> {
  const [row] = await db.select().from(jurisdictions).where(eq(jurisdictions.code, code))
  return row.id
}
