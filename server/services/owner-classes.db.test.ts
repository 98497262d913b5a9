/** Who may see some owners' cameras only is told nothing of the others, by the services and by the database itself. */
import { eq, type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { listCameraColumns, searchCameras } from '../../db/queries/cameras'
import { passagesByHour, passageWeights } from '../../db/queries/heat'
import { passagesOfPlate } from '../../db/queries/passages'
import { viewshedsInBox } from '../../db/queries/viewsheds'
import { cameras, people } from '../../db/schema'
import type { Caller } from '../domain/access'
import type { Ownership } from '../domain/camera'
import { cameraRecord, PLAIN, passageRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { openCase } from './cases'
import { describeCameraFor } from './describe-camera'
import { editCamera } from './edit-camera'
import { runImport } from './import-run'
import { addPerson, editPerson } from './manage-people'
import { refreshViewsheds } from './refresh-viewsheds'
import { findCaller, openSession } from './sessions'

const AT = Date.UTC(2026, 0, 15, 4)
const PLATE = '澧A10001'
const [LNG, LAT] = PLAIN
const OWNERS = ['public', 'enterprise', 'resident', 'unknown'] as const

let city: TestCity
let officer: Caller
let limited: Caller
const idOf = new Map<string, number>()

beforeAll(async () => {
  city = await openTestCity()
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    {
      jurisdictions: TWO_DISTRICTS,
      cameras: OWNERS.map((ownership, i) =>
        cameraRecord(ownership, { ownership, lng: LNG - 0.001 * i, readsPlates: true }),
      ),
      // Enough vehicles for an hour to be counted.
      passages: OWNERS.flatMap((ownership, i) =>
        Array.from({ length: 6 }, (_, n) =>
          passageRecord(n === 0 ? PLATE : `澧B2000${n}`, ownership, AT + 60_000 * (6 * i + n)),
        ),
      ),
    },
    [],
  )
  await refreshViewsheds(city.connection, {})
  for (const { id, code } of await city.connection.db.select().from(cameras)) idOf.set(code, id)
  officer = await addCaller(city.connection, 'officer')
  limited = await addCaller(city.connection, 'officer', { owners: ['public', 'unknown'] })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

const of = (caller: Caller) => onBehalfOf(city.connection, caller).db
const rowsOf = async (caller: Caller, query: SQL) => (await of(caller).execute<{ n: number }>(query)).rows[0].n

describe('someone limited to some owners', () => {
  it('finds, opens and sees their cameras and no others', async () => {
    const theirs = (['public', 'unknown'] as const).map((owner) => idOf.get(owner)!)
    expect((await listCameraColumns(of(limited), limited)).map(({ id }) => id).sort()).toEqual(theirs.sort())
    expect(await searchCameras(of(limited), limited, 'enterprise')).toEqual([])
    await expect(describeCameraFor(city.connection, limited, idOf.get('resident')!)).rejects.toThrow(
      'There is no camera',
    )
    const box: [number, number, number, number] = [LNG - 0.01, LAT - 0.01, LNG + 0.01, LAT + 0.01]
    const seen = await viewshedsInBox(of(limited), limited, box)
    expect(seen.map(({ cameraId }) => cameraId).sort()).toEqual([idOf.get('public'), idOf.get('unknown')].sort())
    expect((await viewshedsInBox(of(officer), officer, box)).length).toBe(4)
  })

  it('reads what their cameras read and no more', async () => {
    const request = {
      number: 'QL-1',
      offenceClass: 'hit-and-run',
      reason: 'A silver car left the crash on the long road',
      validDays: 1,
    } as const
    for (const [caller, expected] of [
      [officer, 4],
      [limited, 2],
    ] as const) {
      // biome-ignore format: a table
      const { id } = await openCase(city.connection, caller, { ...request, number: `QL-${caller.personId}` })
      const found = await of(caller).transaction(async (tx) => {
        await tx.execute(sql`SELECT set_config('sightline.case', ${String(id)}, true)`)
        const read = await passagesOfPlate(
          tx,
          caller,
          { plate: PLATE, from: new Date(AT - 1), to: new Date(AT + 3_600_000) },
          100,
        )
        const raw = await tx.execute<{ n: number }>(sql`SELECT count(*)::int AS n FROM passages WHERE plate = ${PLATE}`)
        return [read.length, raw.rows[0].n]
      })
      expect(found).toEqual([expected, expected])
    }
  })

  it('gets counts of their cameras alone', async () => {
    const span = [new Date(AT - 3_600_000), new Date(AT + 7_200_000)] as const
    const sum = async (caller: Caller) =>
      (await passagesByHour(of(caller), caller, ...span)).reduce((total, { passages }) => total + passages, 0)
    expect([await sum(officer), await sum(limited)]).toEqual([24, 12])
    expect((await passageWeights(of(limited), limited, ...span)).length).toBe(2)
  })

  it('is held to it by the database, whatever the query, and everywhere what belongs to a camera', async () => {
    for (const table of ['cameras', 'viewsheds', 'camera_revisions', 'passage_hours']) {
      const query = sql.raw(
        `SELECT count(DISTINCT ${table === 'cameras' ? 'id' : 'camera_id'})::int AS n FROM ${table}`,
      )
      expect(await rowsOf(limited, query), table).toBe(2)
      expect(await rowsOf(officer, query), table).toBe(4)
    }
  })

  it('cannot give a camera away to an owner beyond their sight', async () => {
    const planner = await addCaller(city.connection, 'planner', { owners: ['public'] })
    const { version } = (await city.connection.db.select().from(cameras).where(eq(cameras.code, 'public')))[0]
    const change = { ownership: 'enterprise' as Ownership }
    await expect(
      editCamera(onBehalfOf(city.connection, planner), planner, idOf.get('public')!, version, change),
    ).rejects.toThrow()
    expect((await city.connection.db.select().from(cameras).where(eq(cameras.code, 'public')))[0].ownership).toBe(
      'public',
    )
  })
})

describe('an administrator', () => {
  it('sets the limit, which ends the person’s sessions, and gives nobody more than their own', async () => {
    const admin = await addCaller(city.connection, 'administrator')
    const fields = {
      displayName: 'Wu',
      role: 'officer',
      unit: 'CID 9',
      jurisdictionId: null,
      owners: null,
      oidcSubject: null,
    } as const
    const { id } = await addPerson(city.connection, admin, { username: 'wu', ...fields })
    await editPerson(city.connection, admin, id, { owners: ['public'] })
    expect((await city.connection.db.select().from(people).where(eq(people.id, id)))[0].owners).toEqual(['public'])
    const limitedAdmin = { ...admin, owners: ['public'] as const }
    await expect(editPerson(city.connection, limitedAdmin, id, { owners: null })).rejects.toThrow('owner classes')
    await expect(editPerson(city.connection, limitedAdmin, id, { owners: ['enterprise'] })).rejects.toThrow(
      'owner classes',
    )
    await expect(city.connection.db.update(people).set({ owners: [] }).where(eq(people.id, id))).rejects.toThrow()
  })

  it('has the limit in the caller of every later request', async () => {
    const [{ id }] = await city.connection.db.select().from(people).where(eq(people.username, 'wu'))
    const { token } = await openSession(city.connection.db, id, 'test')
    expect(await findCaller(city.connection, token)).toMatchObject({ displayName: 'Wu', owners: ['public'] })
  })
})
