import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { audit, cameras, caseBookmarks, cases, people } from '../../db/schema'
import type { Caller } from '../domain/access'
import { cameraRecord, TWO_DISTRICTS } from '../testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { addBookmark, listBookmarks, setBookmarkRemoved } from './bookmarks'
import { closeCase, openCase } from './cases'
import { runImport } from './import-run'
import { purge } from './purge'

const AT = Date.parse('2026-03-01T08:00:00Z')
let city: TestCity
let officer: Caller
let colleague: Caller
let other: Caller
let caseId: number
let cameraId: number

const as = (caller: Caller) => onBehalfOf(city.connection, caller)
const add = (changes = {}, caller = officer) =>
  addBookmark(as(caller), caller, { caseId, cameraId, from: AT, to: AT + 30_000, note: 'a car', ...changes })
const list = (caller = officer) => listBookmarks(as(caller), caller, caseId)
const remove = (id: number, isRemoved: boolean, caller = officer) =>
  setBookmarkRemoved(as(caller), caller, id, isRemoved)
const marks = async () =>
  (await city.connection.db.select().from(audit).orderBy(audit.id)).filter(({ action }) =>
    action.startsWith('bookmark'),
  )

beforeAll(async () => {
  city = await openTestCity()
  officer = await addCaller(city.connection, 'officer', { unit: 'CID 1' })
  colleague = { ...(await addCaller(city.connection, 'officer', { unit: 'CID 1', scope: [] })), scope: null }
  other = await addCaller(city.connection, 'officer', { unit: 'CID 2' })
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras: [cameraRecord('w', { lng: 126.19 })] },
    [],
  )
  cameraId = (await city.connection.db.select().from(cameras))[0].id
})
beforeEach(async () => {
  await city.connection.db.delete(caseBookmarks)
  await city.connection.db.delete(audit)
  const opened = { offenceClass: 'theft', reason: 'A silver car left the crash', validDays: 7 } as const
  caseId = (await openCase(as(officer), officer, { ...opened, number: `B-${Math.random()}` })).id
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

it('marks a stretch in an open case, for the whole unit and nobody else', async () => {
  const { id } = await add()
  expect(await list()).toMatchObject([
    {
      id,
      cameraId,
      camera: { code: 'w' },
      from: AT,
      to: AT + 30_000,
      note: 'a car',
      by: officer.displayName,
      isOwn: true,
    },
  ])
  expect(await list(colleague)).toMatchObject([{ id, isOwn: false, by: officer.displayName }])
  await expect(list(other)).rejects.toMatchObject({ reason: 'refused' })
  expect(await list({ ...officer, scope: [] })).toEqual([])
  const seen = await as(other).db.select().from(caseBookmarks)
  expect(seen).toEqual([])
  expect((await as(other).db.select({ id: people.id }).from(people)).map(({ id: person }) => person)).not.toContain(
    officer.personId,
  )
  expect(await marks()).toMatchObject([{ action: 'bookmark-added', object: 'w', caseId, details: { bookmark: id } }])
})

it('refuses what is too long or turned round, a camera out of reach, and a case that is not open', async () => {
  for (const changes of [{ to: AT }, { to: AT - 1 }, { to: AT + 600_001 }])
    await expect(add(changes)).rejects.toMatchObject({ reason: 'invalid' })
  await expect(add({ cameraId: 999 })).rejects.toMatchObject({ reason: 'not-found' })
  await expect(add({}, { ...officer, scope: [] })).rejects.toMatchObject({ reason: 'not-found' })
  await expect(add({}, other)).rejects.toMatchObject({ reason: 'refused' })
  await closeCase(as(officer), officer, caseId)
  await expect(add()).rejects.toMatchObject({ reason: 'refused' })
  expect(await marks()).toEqual([])
  const long = {
    caseId,
    cameraId,
    fromAt: new Date(AT),
    toAt: new Date(AT + 700_000),
    note: '',
    personId: officer.personId,
  }
  await expect(city.connection.db.insert(caseBookmarks).values(long)).rejects.toThrow()
})

it('is taken off and put back by its owner alone', async () => {
  const { id } = await add()
  await expect(remove(id, true, colleague)).rejects.toMatchObject({ reason: 'not-found' })
  await remove(id, true)
  expect(await list()).toEqual([])
  await expect(remove(id, true)).rejects.toMatchObject({ reason: 'not-found' })
  await remove(id, false)
  expect(await list()).toHaveLength(1)
  expect((await marks()).map(({ action }) => action)).toEqual([
    'bookmark-added',
    'bookmark-removed',
    'bookmark-restored',
  ])
})

it('stays while its case is open, held or not, and goes with it', async () => {
  await add()
  await city.connection.db.update(cases).set({ heldFrom: new Date() })
  await purge(city.connection)
  expect(await list()).toHaveLength(1)
  await city.connection.db.execute(sql`UPDATE cases SET valid_until = now() - interval '1 second'`)
  expect((await purge(city.connection)).bookmarks).toBe(1)
  expect(await city.connection.db.$count(caseBookmarks)).toBe(0)
})
