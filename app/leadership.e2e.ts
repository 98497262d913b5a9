/**
 * Everything leadership may ask for on the running demo city, over HTTP: no plate in any answer, and no figure of fewer than
 * five vehicles, nor one that could be had by taking one figure from another.
 */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { DOORS, OWN_END, REQUESTS } from '../scripts/proof/matrix-requests'
import { Visitor } from '../scripts/proof/web-visitor'
import { access, type Permission } from '../server/domain/access'
import { binIntoHexagons } from '../server/domain/hexagons'
import { LEAST_VEHICLES } from '../server/domain/least-vehicles'
import { appRouter } from '../server/router'
import { ADDRESS, DATA_FOLDER } from './testing/browser'
import { changeDatabase } from './testing/demo-city'

const HOUR = 3_600_000
const EDGES_M = [100, 200, 400] as const
const procedures = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { meta: { permission: Permission } } }>,
).flatMap(([path, { _def }]) => (access('leadership', _def.meta.permission) && !OWN_END.includes(path) ? [path] : []))

/** A camera and hour, as counted from the passages themselves. */
type CameraHour = { lng: number; lat: number; hour: number; passages: number; vehicles: number }
type Hexagons = { cells: { id: string; count: number }[]; withheld: number; total: number }
type Place = { jurisdictionId: number; cameraId: number; lng: number; lat: number }

let leader: Visitor
let cameraHours: CameraHour[]
let plates: Set<string>
let plateLengths: number[]
let origin: [number, number]
let places: Place[]
const answers = new Map<string, string>()

/** Asks and keeps the answer, to be searched for plates. */
async function ask<T>(procedure: string, input: unknown): Promise<T> {
  const { status, text } = await leader.call(procedure, input)
  answers.set(`${procedure} ${JSON.stringify(input)}`, text)
  return (status === 200 ? (JSON.parse(text) as { result: { data: unknown } }).result.data : null) as T
}
const hexagons = (from: number, to: number, edgeM: number, subject = 'passages') =>
  ask<Hexagons>('heat.hexagons', { subject, from, to, edgeM })

beforeAll(async () => {
  leader = await Visitor.signedIn(ADDRESS, DATA_FOLDER, 'leader')
  cameraHours = await changeDatabase<CameraHour>(sql`
    SELECT ST_X(c.position) AS lng, ST_Y(c.position) AS lat, extract(epoch FROM date_trunc('hour', p.passed_at, 'UTC'))::float8 * 1000 AS hour,
      count(*)::int AS passages, count(DISTINCT p.plate)::int AS vehicles
    FROM passages p JOIN cameras c ON c.id = p.camera_id GROUP BY c.id, 3`)
  const seeded = await changeDatabase<{ plate: string; raw: string }>(
    sql`SELECT DISTINCT plate, raw_plate AS raw FROM passages`,
  )
  // Also without the province: that is still a plate.
  plates = new Set(seeded.flatMap(({ plate, raw }) => [plate, raw, plate.slice(1)]))
  plateLengths = [...new Set([...plates].map(({ length }) => length))]
  places = await changeDatabase<Place>(sql`
    SELECT DISTINCT ON (j.kind) j.id AS "jurisdictionId", c.id AS "cameraId", ST_X(c.position) AS lng, ST_Y(c.position) AS lat
    FROM jurisdictions j JOIN cameras c ON ST_Covers(j.geometry, c.position) AND c.reads_plates AND c.retired_at IS NULL ORDER BY j.kind, j.id, c.id`)
  const { extent } = await ask<{ extent: [number, number, number, number] }>('city.overview', {})
  origin = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]
})

const enough = (from: number, to: number) =>
  cameraHours.filter(({ hour, vehicles }) => hour >= from && hour < to && vehicles >= LEAST_VEHICLES)
const sum = (list: readonly CameraHour[]) => list.reduce((total, { passages }) => total + passages, 0)
const spanOf = (list: readonly CameraHour[]) => {
  const hours = list.map(({ hour }) => hour)
  return { from: Math.min(...hours), to: Math.max(...hours) + HOUR }
}

describe('what leadership sees of vehicles', () => {
  it('is tested on a city with hours of few vehicles, and plates', () => {
    expect(plates.size).toBeGreaterThan(5_000)
    expect(cameraHours.filter(({ vehicles }) => vehicles < LEAST_VEHICLES).length).toBeGreaterThan(100)
  })

  it('adds up from camera hours with at least five vehicles, by place, by hour, by day and by size of hexagon', async () => {
    const { from, to } = spanOf(cameraHours)
    const spans = Array.from({ length: (to - from) / HOUR }, (_, i) => [from + i * HOUR, from + (i + 1) * HOUR])
    for (const [start, end] of [...spans, [from, to], [from, from + 8 * HOUR], [from + 3 * HOUR, to]])
      for (const edgeM of EDGES_M) {
        const { cells, total } = await hexagons(start, end, edgeM)
        const counted = enough(start, end)
        const points = counted.map(({ lng, lat, passages }) => ({ lng, lat, weight: passages }))
        const expected = binIntoHexagons(points, { edgeM, origin }).map(({ id, count }) => [id, count])
        expect(new Map(cells.map(({ id, count }) => [id, count]))).toEqual(new Map(expected as [string, number][]))
        expect(total).toBe(sum(counted))
      }
    const profile = await ask<{ hour: number; passages: number }[]>('heat.profile', { from, to })
    expect(profile.map(({ passages }) => passages)).toEqual(spans.map(([start, end]) => sum(enough(start, end))))
    expect(sum(enough(from, to))).toBeLessThan(sum(cameraHours))
  })

  it('tells from when to when there were passages only by hours with enough vehicles', async () => {
    const { passageSpan } = await ask<{ passageSpan: { from: number; to: number } }>('city.overview', {})
    expect(passageSpan).toEqual(spanOf(cameraHours.filter(({ vehicles }) => vehicles >= LEAST_VEHICLES)))
  })
})

/** Every stretch of a text as long as some plate, looked up. */
function platesIn(text: string): string[] {
  const found: string[] = []
  for (const length of plateLengths)
    for (let at = 0; at + length <= text.length; at++) {
      const stretch = text.slice(at, at + length)
      if (plates.has(stretch)) found.push(stretch)
    }
  return found
}

const NO_EXPORT = '00000000-0000-4000-8000-000000000000'

describe('plates', () => {
  it('are in no answer of any procedure, tile, file or export that leadership may have', async () => {
    for (const [i, { lng, lat, ...ids }] of places.entries()) {
      const box = [lng - 0.004, lat - 0.003, lng + 0.004, lat + 0.003] as [number, number, number, number]
      const target = { side: 'west' as const, lng, lat, box, areaId: i + 1, caseId: i + 1, exportId: NO_EXPORT, ...ids }
      for (const path of procedures) {
        expect(REQUESTS, path).toHaveProperty([path])
        await ask(path, REQUESTS[path].input?.(target) ?? {})
      }
      for (const door of DOORS) {
        if (!access('leadership', door.permission as Permission)) continue
        const { text } = await leader.ask(door.path(target), { method: door.method })
        answers.set(door.path(target), text)
      }
    }
    const day = spanOf(cameraHours)
    for (const subject of ['incidents', 'cameras']) await hexagons(day.from, day.to, 200, subject)
    await ask('incidents.list', { from: day.from - 7 * 24 * HOUR, to: day.to })
    for (const text of ['测', '测A', '1', 'A']) await ask('cameras.search', { text })
    expect(answers.size).toBeGreaterThan(places.length * procedures.length * 0.5)
    expect([...answers].filter(([, text]) => text.length > 200).length).toBeGreaterThan(100)
    const leaks = [...answers].flatMap(([asked, text]) => platesIn(text).map((plate) => `${asked}: ${plate}`))
    expect(leaks).toEqual([])
  })

  it('are found by the same search in what an officer reads', () => {
    const [plate] = plates
    expect(platesIn(`{"passages":[{"plate":"${plate}"}]}`)).toContain(plate)
  })
})
