import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, cases, jurisdictions, passwordLinks, people } from '../../db/schema'
import type { Caller } from '../domain/access'
import { TWO_DISTRICTS } from '../testing/fixtures'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { runImport } from './import-run'
import {
  addPerson,
  editPerson,
  type PersonFields,
  peopleInReach,
  renameUnit,
  resetPassword,
  resetSecondFactor,
  setPersonActive,
  signPersonOut,
} from './manage-people'
import { redeemPasswordLink } from './password-links'
import { findCaller } from './sessions'
import { signIn } from './sign-in'

const PASSWORD = 'a long pass phrase'
const OFFICER: PersonFields = {
  displayName: 'Chen',
  role: 'officer',
  unit: 'CID 1',
  jurisdictionId: null,
  owners: null,
  oidcSubject: null,
}

let city: TestCity
let admin: Caller
let chen: number
const idOf = new Map<string, number>()

async function callerOf(username: string): Promise<Caller | null> {
  const result = await signIn(city.connection, { username, password: PASSWORD })
  return 'token' in result ? findCaller(city.connection, result.token) : null
}
async function add(username: string, fields: Partial<PersonFields> = {}): Promise<number> {
  const { id, token } = await addPerson(city.connection, admin, { ...OFFICER, ...fields, username })
  await redeemPasswordLink(city.connection, token, PASSWORD)
  return id
}
const actions = async () => (await city.connection.db.select().from(audit)).map(({ action }) => action)
/** Whether the officer's session outlives a change; each change must be refused nothing and written down once. */
async function survives(change: () => Promise<unknown>): Promise<boolean> {
  const signedIn = await signIn(city.connection, { username: 'chen', password: PASSWORD })
  if ('refused' in signedIn) throw new Error(signedIn.refused)
  const before = (await actions()).length
  await change()
  expect((await actions()).length).toBe(before + 1)
  return (await findCaller(city.connection, signedIn.token)) !== null
}

beforeAll(async () => {
  city = await openTestCity()
  const run = { kind: 'jurisdictions', fileName: 'test', sha256: '', attribution: null } as const
  await runImport(city.connection, run, { jurisdictions: TWO_DISTRICTS }, [])
  for (const { id, code } of await city.connection.db.select().from(jurisdictions)) idOf.set(code, id)
})
beforeEach(async () => {
  await city.connection.db.execute(
    sql`TRUNCATE people, sessions, audit, password_links, cases, approvals RESTART IDENTITY CASCADE`,
  )
  const [row] = await city.connection.db
    .insert(people)
    .values({ username: 'root', displayName: 'Root', role: 'administrator', unit: 'IT', passwordHash: 'none' })
    .returning()
  admin = { personId: row.id, displayName: 'Root', role: 'administrator', unit: 'IT', scope: null, owners: null }
  chen = await add('chen')
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a new person', () => {
  it('chooses the password by a link that works once, and that nobody else knows', async () => {
    const { token } = await addPerson(city.connection, admin, { ...OFFICER, username: 'lin' })
    expect(await callerOf('lin')).toBeNull()
    const tries = await Promise.all(
      Array.from({ length: 3 }, () => redeemPasswordLink(city.connection, token, PASSWORD)),
    )
    expect(tries.filter(Boolean)).toHaveLength(1)
    expect(await callerOf('lin')).toMatchObject({ role: 'officer', unit: 'CID 1' })
    const links = await city.connection.db.select().from(passwordLinks)
    expect(JSON.stringify(links)).not.toContain(token)
  })

  it('has a name that nobody has yet, and a link that runs out', async () => {
    await expect(add('chen')).rejects.toThrow('taken')
    const { token } = await addPerson(city.connection, admin, { ...OFFICER, username: 'lin' })
    await city.connection.db.update(passwordLinks).set({ expiresAt: new Date(Date.now() - 1_000) })
    expect(await redeemPasswordLink(city.connection, token, PASSWORD)).toBe(false)
  })
})

describe('a change of a person', () => {
  it.each([
    ['role', { role: 'planner' }],
    ['unit', { unit: 'CID 2' }],
  ] as const)('of the %s ends every session at once', async (_name, changes) => {
    expect(await survives(() => editPerson(city.connection, admin, chen, changes))).toBe(false)
    expect(await callerOf('chen')).toMatchObject(changes)
  })

  it('of the jurisdiction ends every session at once', async () => {
    const jurisdictionId = idOf.get('west')!
    expect(await survives(() => editPerson(city.connection, admin, chen, { jurisdictionId }))).toBe(false)
    expect((await callerOf('chen'))?.scope).toEqual([jurisdictionId])
  })

  it('of the name alone ends none', async () =>
    expect(await survives(() => editPerson(city.connection, admin, chen, { displayName: 'Chen Lei' }))).toBe(true))

  it('that changes nothing is not written down', async () => {
    const before = await actions()
    await editPerson(city.connection, admin, chen, { unit: 'CID 1' })
    expect(await actions()).toEqual(before)
  })

  it('by disabling shuts the person out until they are enabled again', async () => {
    expect(await survives(() => setPersonActive(city.connection, admin, chen, false))).toBe(false)
    expect(await callerOf('chen')).toBeNull()
    await setPersonActive(city.connection, admin, chen, true)
    expect(await callerOf('chen')).not.toBeNull()
  })

  it('by a reset takes the old password, and the sessions', async () => {
    let token = ''
    const reset = async () => {
      token = (await resetPassword(city.connection, admin, chen)).token
    }
    expect(await survives(reset)).toBe(false)
    expect(await callerOf('chen')).toBeNull()
    expect(await redeemPasswordLink(city.connection, token, PASSWORD)).toBe(true)
    expect(await callerOf('chen')).not.toBeNull()
  })

  it.each([
    ['signing out', signPersonOut],
    ['resetting the second factor', resetSecondFactor],
  ])('by %s ends every session', async (_name, work) =>
    expect(await survives(() => work(city.connection, admin, chen))).toBe(false),
  )
})

describe('an administrator', () => {
  it('cannot be the last one and go', async () => {
    await expect(setPersonActive(city.connection, admin, admin.personId, false)).rejects.toThrow('last administrator')
    await expect(editPerson(city.connection, admin, admin.personId, { role: 'planner' })).rejects.toThrow('last')
    const other = await add('other', { role: 'administrator' })
    const both = await Promise.allSettled([
      setPersonActive(city.connection, admin, admin.personId, false),
      setPersonActive(city.connection, admin, other, false),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('of one district reaches nobody and gives nothing beyond it', async () => {
    const [west, east] = [idOf.get('west')!, idOf.get('east')!]
    const local: Caller = { ...admin, scope: [west] }
    const mine = await add('mine', { jurisdictionId: west })
    const theirs = await add('theirs', { jurisdictionId: east })
    expect((await peopleInReach(city.connection, local)).map(({ username }) => username)).toEqual(['mine'])
    for (const id of [theirs, chen])
      await expect(setPersonActive(city.connection, local, id, false)).rejects.toThrow('beyond')
    for (const jurisdictionId of [east, null]) {
      await expect(editPerson(city.connection, local, mine, { jurisdictionId })).rejects.toThrow('beyond')
      const fields = { ...OFFICER, username: 'new', jurisdictionId }
      await expect(addPerson(city.connection, local, fields)).rejects.toThrow('beyond')
    }
    await expect(renameUnit(city.connection, local, 'CID 1', 'CID 9')).rejects.toThrow('whole city')
    await editPerson(city.connection, local, mine, { unit: 'CID 2' })
  })

  it('is told nothing of what people sign in with', async () => {
    const told = JSON.stringify(await peopleInReach(city.connection, admin))
    const [{ passwordHash }] = await city.connection.db.select().from(people).where(eq(people.id, chen))
    expect(told).not.toContain(passwordHash)
    expect(told).not.toMatch(/hash|secret":"/i)
  })
})

describe('a unit', () => {
  it('takes its people and cases along to another name, and is not merged with one there is', async () => {
    await add('mo', { unit: 'CID 2' })
    const span = { validFrom: new Date(), validUntil: new Date(Date.now() + 86_400_000) }
    await city.connection.db
      .insert(cases)
      .values({ number: 'C-1', offenceClass: 'theft', reason: 'r', unit: 'CID 1', openedBy: chen, ...span })
    await expect(renameUnit(city.connection, admin, 'CID 1', 'CID 2')).rejects.toThrow('not merged')
    await expect(renameUnit(city.connection, admin, 'CID 7', 'CID 8')).rejects.toThrow('no unit')
    await renameUnit(city.connection, admin, 'CID 1', 'Serious Crime')
    expect((await callerOf('chen'))?.unit).toBe('Serious Crime')
    expect((await city.connection.db.select().from(cases))[0].unit).toBe('Serious Crime')
    expect((await actions()).at(-2)).toBe('unit-renamed')
  })
})
