import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, ROLES, type Role } from '../server/domain/access'
import { requestApproval } from '../server/services/approvals'
import { openCase } from '../server/services/cases'
import { changeState } from '../server/services/change-state'
import { runImport } from '../server/services/import-run'
import { readOf } from '../server/services/trace-vehicle'
import { cameraRecord, TWO_DISTRICTS } from '../server/testing/fixtures'
import { addCaller, openTestCity, stopTestDatabase, type TestCity } from '../server/testing/test-city'
import { asSystem, onBehalfOf } from './client'
import { overseeJurisdictions } from './queries/oversight'
import { cameras, jurisdictions, people } from './schema'

const REASON = 'A silver car left the crash on People’s Road'
let city: TestCity
const idOf: Record<string, number> = {}

/** Whose names a request of this role, unit and district reaches. */
async function known(role: Role, unit: string, scope: number[] | null): Promise<string[]> {
  const { db } = onBehalfOf(city.connection, { role, unit, scope, owners: null })
  const rows = await db.select({ name: people.displayName }).from(people)
  return rows.map(({ name }) => name).sort()
}

const add = (role: Role, unit: string, district: 'west' | 'east' | null) =>
  addCaller(city.connection, role, { unit, scope: district && [idOf[district]] }).then(async (caller) => {
    const jurisdictionId = district && idOf[district]
    await city.connection.db
      .update(people)
      .set({ displayName: `${role} ${unit}`, jurisdictionId })
      .where(eq(people.id, caller.personId))
    return caller
  })

beforeAll(async () => {
  city = await openTestCity()
  const both = [cameraRecord('w', { lng: 126.19 }), cameraRecord('e', { lng: 126.21 })]
  await runImport(
    city.connection,
    { kind: 'demo', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS, cameras: both },
    [],
  )
  for (const { id, code } of await city.connection.db.select().from(jurisdictions)) idOf[code] = id
  const officer = await add('officer', 'W', 'west')
  const maintainers: Record<string, Caller> = {
    w: await add('maintainer', 'W', 'west'),
    e: await add('maintainer', 'E', 'east'),
  }
  await add('planner', 'W', 'west')
  await add('administrator', 'City', null)
  const opened = { number: 'W-1', offenceClass: 'theft', reason: REASON, validDays: 7 } as const
  await openCase(onBehalfOf(city.connection, officer), officer, opened)
  for (const { id, code } of await city.connection.db.select().from(cameras))
    await changeState(onBehalfOf(city.connection, maintainers[code]).db, {
      cameraId: id,
      state: 'fault',
      fromAt: new Date(),
      source: 'person',
      personId: maintainers[code].personId,
    })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

it('knows who changed cameras that the caller may see, and nobody who did nothing', async () => {
  expect(await known('planner', 'W', [idOf.west])).toEqual(['maintainer W'])
  expect(await known('maintainer', 'E', [idOf.east])).toEqual(['maintainer E'])
  expect(await known('leadership', 'City', null)).toEqual(['maintainer E', 'maintainer W'])
  for (const role of ROLES)
    expect(await known(role, 'nowhere', [-1])).toEqual(['auditor', 'administrator'].includes(role) ? ['officer W'] : [])
})

it('knows who opened a case only where the case may be seen', async () => {
  expect(await known('officer', 'W', [-1])).toEqual(['officer W'])
  expect(await known('officer', 'E', [-1])).toEqual([])
  expect(await known('planner', 'W', [-1])).toEqual([])
})

it('knows who waits for an approval, to any officer who may decide', async () => {
  const asking = await add('officer', 'X', 'east')
  const as = onBehalfOf(city.connection, asking)
  const { id: caseId } = await openCase(as, asking, {
    number: 'X-1',
    offenceClass: 'theft',
    reason: REASON,
    validDays: 7,
  })
  const span = { from: Date.parse('2026-01-01'), to: Date.parse('2026-03-01') }
  await requestApproval(as, asking, readOf({ caseId, plate: '测A12345', ...span }))
  expect(await known('officer', 'E', [-1])).toEqual(['officer X'])
})

it('counts to administrators who stands in their jurisdictions', async () => {
  expect(await known('administrator', 'W', [idOf.west])).toEqual(
    expect.arrayContaining(['maintainer W', 'officer W', 'planner W']),
  )
  expect(await known('administrator', 'W', [idOf.west])).not.toContain('administrator City')
  expect(await known('administrator', 'City', null)).toContain('administrator City')
  const { db } = onBehalfOf(city.connection, { role: 'administrator', unit: 'W', scope: [idOf.west], owners: null })
  expect(await overseeJurisdictions(db, { scope: [idOf.west] })).toMatchObject([{ code: 'west', people: 3 }])
})

it('is open to Sightline itself, and to no transaction that did not say for whom it is', async () => {
  expect(await asSystem(city.connection).db.$count(people)).toBe(6)
  await city.connection.db.transaction(async (tx) => {
    await tx.execute('SET LOCAL ROLE sightline_app')
    expect(await tx.select({ id: people.id }).from(people)).toEqual([])
  })
})
