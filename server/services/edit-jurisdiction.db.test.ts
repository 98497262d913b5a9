import booleanPointInPolygon from '@turf/boolean-point-in-polygon'
import { desc, eq, isNull } from 'drizzle-orm'
import type { Position } from 'geojson'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { jurisdictionSubtree } from '../../db/queries/scope'
import { audit, cameras, jurisdictions, passageHours, passages, people } from '../../db/schema'
import type { Caller } from '../domain/access'
import { JURISDICTION_KINDS } from '../domain/jurisdiction-kind'
import { seededRandom } from '../domain/testing/random'
import { cameraRecord, passageRecord, square, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { drawJurisdiction, editJurisdiction, type NewJurisdiction, retireJurisdiction } from './edit-jurisdiction'
import { runImport } from './import-run'

const SEED = 31
const AT = Date.UTC(2026, 2, 14, 4)
let city: TestCity
let administrator: Caller
const db = () => city.connection.db

const ring = (lng: number, lat: number, halfDegrees: number): Position[] =>
  square(lng, lat, halfDegrees).coordinates[0].slice(0, 4)
const idOf = async (code: string) => (await db().select().from(jurisdictions).where(eq(jurisdictions.code, code)))[0].id
const station = async (changes: Partial<NewJurisdiction> = {}): Promise<NewJurisdiction> => ({
  ...{ code: 'station-1', kind: 'station', name: '一所', nameEn: 'Station 1', parentId: await idOf('west') },
  ring: ring(126.19, 45.42, 0.004),
  ...changes,
})
const newest = async () => (await db().select().from(audit).orderBy(desc(audit.id)).limit(1))[0]

/** Which jurisdiction each camera should have, one point at a time: the smallest kind, and of those the newest. */
async function expectedOf(): Promise<Map<string, number | null>> {
  const drawn = (await db().select().from(jurisdictions).orderBy(desc(jurisdictions.id))).toSorted(
    (a, b) => JURISDICTION_KINDS.indexOf(b.kind) - JURISDICTION_KINDS.indexOf(a.kind),
  )
  const all = await db().select().from(cameras)
  return new Map(
    all.map(({ code, position }) => [
      code,
      drawn.find(({ geometry }) => booleanPointInPolygon(position, geometry))?.id ?? null,
    ]),
  )
}

/** Cameras as the oracle has them, and passages as their cameras; row-level security shows each person theirs. */
async function expectConsistent(): Promise<void> {
  const expected = await expectedOf()
  const all = await db().select().from(cameras)
  expect(new Map(all.map(({ code, jurisdictionId }) => [code, jurisdictionId]))).toEqual(expected)
  const ofCamera = new Map(all.map(({ id, jurisdictionId }) => [id, jurisdictionId]))
  for (const table of [passages, passageHours])
    for (const row of await db().select().from(table)) expect(row.jurisdictionId).toBe(ofCamera.get(row.cameraId))
  for (const { id } of await db().select().from(jurisdictions)) {
    const scope = await jurisdictionSubtree(db(), id)
    const seen = await onBehalfOf(city.connection, { ...administrator, scope })
      .db.select()
      .from(cameras)
    const own = [...expected].filter(([, of]) => of !== null && scope.includes(of)).map(([code]) => code)
    expect(seen.map(({ code }) => code).toSorted()).toEqual(own.toSorted())
  }
}

beforeAll(async () => {
  city = await openTestCity()
  administrator = await addCaller(city.connection, 'administrator')
})
beforeEach(async () => {
  await db().delete(passages)
  await db().delete(cameras)
  await db().delete(people).where(isNull(people.oidcSubject))
  await db().delete(jurisdictions)
  administrator = await addCaller(city.connection, 'administrator')
  const random = seededRandom(SEED)
  const list = Array.from({ length: 250 }, (_, i) =>
    cameraRecord(`c${i}`, { lng: 126.175 + random() * 0.05, lat: 45.405 + random() * 0.03, readsPlates: true }),
  )
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: list,
      passages: list.map(({ code }, i) => passageRecord(`测A${10_000 + i}`, code, AT + i)),
    },
    [],
  )
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe(`drawn jurisdictions, seed ${SEED}`, () => {
  it('decide at once who sees which camera and passage: drawn, reshaped, overlapping and retired', async () => {
    await expectConsistent()
    const drawn = await drawJurisdiction(city.connection, administrator, await station())
    expect(drawn.reassigned.cameras).toBeGreaterThan(0)
    await expectConsistent()
    const over = await station({ code: 'station-2', ring: ring(126.193, 45.421, 0.004) })
    const { id: second } = await drawJurisdiction(city.connection, administrator, over)
    await expectConsistent()
    await editJurisdiction(city.connection, administrator, drawn.id, 1, { ring: ring(126.188, 45.418, 0.006) })
    await expectConsistent()
    await editJurisdiction(city.connection, administrator, second, 1, {
      ring: ring(126.2, 45.42, 0.005),
      parentId: await idOf('east'),
    })
    await expectConsistent()
    for (const [id, version] of [
      [drawn.id, 2],
      [second, 2],
    ]) {
      await retireJurisdiction(city.connection, administrator, id, version)
      await expectConsistent()
    }
    expect(await db().$count(jurisdictions)).toBe(TWO_DISTRICTS.length)
  })

  it('are audited with what changed and how many changed hands', async () => {
    const { id, reassigned } = await drawJurisdiction(city.connection, administrator, await station())
    expect(await newest()).toMatchObject({
      action: 'jurisdiction-drawn',
      object: 'station-1 一所',
      details: { kind: 'station', corners: 4, reassigned },
    })
    await editJurisdiction(city.connection, administrator, id, 1, { name: '二所', nameEn: null })
    expect(await newest()).toMatchObject({
      action: 'jurisdiction-edited',
      details: {
        name: { from: '一所', to: '二所' },
        nameEn: { from: 'Station 1', to: null },
        reassigned: { cameras: 0 },
      },
    })
    await retireJurisdiction(city.connection, administrator, id, 2)
    expect(await newest()).toMatchObject({ action: 'jurisdiction-retired', details: { reassigned } })
  })

  it('are refused when the code is taken, the outline is none, the part is no smaller, or another was faster', async () => {
    const draw = async (changes: Partial<NewJurisdiction>) =>
      drawJurisdiction(city.connection, administrator, await station(changes))
    for (const code of ['west', 'city']) await expect(draw({ code })).rejects.toMatchObject({ reason: 'conflict' })
    const bow: Position[] = [[126.1, 45.4], [126.2, 45.5], [126.2, 45.4], [126.1, 45.5]] // biome-ignore format: a bow tie
    await expect(draw({ ring: bow })).rejects.toMatchObject({ reason: 'invalid' })
    await expect(draw({ ring: ring(126.2, 45.4, 6) })).rejects.toThrow(/100000 km²/)
    await expect(draw({ kind: 'district' })).rejects.toMatchObject({ reason: 'invalid' })
    await expect(draw({ parentId: 99_999 })).rejects.toMatchObject({ reason: 'refused' })
    const { id } = await draw({})
    await editJurisdiction(city.connection, administrator, id, 1, { name: 'x' })
    for (const late of [
      editJurisdiction(city.connection, administrator, id, 1, { name: 'y' }),
      retireJurisdiction(city.connection, administrator, id, 1),
    ])
      await expect(late).rejects.toMatchObject({ reason: 'conflict' })
    await expectConsistent()
  })

  it('go only when nobody is of them and they have no parts', async () => {
    const west = await idOf('west')
    const { id } = await drawJurisdiction(city.connection, administrator, await station())
    await expect(retireJurisdiction(city.connection, administrator, west, 1)).rejects.toMatchObject({
      reason: 'conflict',
    })
    await db().update(people).set({ jurisdictionId: id }).where(eq(people.id, administrator.personId))
    await expect(retireJurisdiction(city.connection, administrator, id, 1)).rejects.toMatchObject({
      reason: 'conflict',
    })
    await db().update(people).set({ jurisdictionId: null })
    await retireJurisdiction(city.connection, administrator, id, 1)
    await expectConsistent()
  })

  it('are drawn by nobody who answers for a part, and take nothing from who answers for all', async () => {
    const west = await idOf('west')
    const local: Caller = { ...administrator, scope: [west] }
    await expect(drawJurisdiction(city.connection, local, await station())).rejects.toMatchObject({ reason: 'refused' })
    const grow = { ring: ring(126.2, 45.42, 0.02) }
    await expect(editJurisdiction(city.connection, local, west, 1, grow)).rejects.toMatchObject({ reason: 'refused' })
    await expect(retireJurisdiction(city.connection, local, west, 1)).rejects.toMatchObject({ reason: 'refused' })
    const bound: Caller = { ...administrator, scope: await jurisdictionSubtree(db(), await idOf('city')) }
    await expect(drawJurisdiction(city.connection, bound, await station({ parentId: null }))).rejects.toMatchObject({
      reason: 'refused',
    })
    await drawJurisdiction(city.connection, bound, await station())
    for (const role of ['planner', 'administrator'] as const)
      await expect(
        onBehalfOf(city.connection, { ...bound, role })
          .db.update(jurisdictions)
          .set({ name: 'x' }),
      ).rejects.toThrow()
  })
})
