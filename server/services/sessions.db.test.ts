import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { audit, jurisdictions, people, sessions, setupLinks } from '../../db/schema'
import { TWO_DISTRICTS } from '../testing/fixtures'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { runImport } from './import-run'
import { changeOwnPassword } from './own-account'
import { hashPassword, hashToken } from './passwords'
import { endOwnSession, endOwnSessions, findCaller, IDLE_MS, livingSessions, ownSessions, signOut } from './sessions'
import { redeemSetupLink } from './set-up-link'
import { signIn } from './sign-in'

const PASSWORD = 'a long pass phrase'
const TRIES_BEFORE_LOCK = 8
const LOCK_MS = 15 * 60_000
const FOR_A_QUARTER = { refused: 'locked', waitS: expect.closeTo(LOCK_MS / 1_000, -1) }
const LINK = 'a link token of more than twenty characters'

let city: TestCity
let passwordHash: string

const enter = (username: string, password = PASSWORD) => signIn(city.connection, { username, password })
async function tokenOf(username: string): Promise<string> {
  const result = await enter(username)
  if ('refused' in result) throw new Error(`${username} was refused: ${result.refused}`)
  return result.token
}
const change = (username: string, values: Partial<typeof people.$inferInsert>) =>
  city.connection.db.update(people).set(values).where(eq(people.username, username))

beforeAll(async () => {
  city = await openTestCity()
  passwordHash = await hashPassword(PASSWORD)
  await runImport(
    city.connection,
    { kind: 'jurisdictions', fileName: 'test', sha256: '', attribution: null },
    { jurisdictions: TWO_DISTRICTS },
    [],
  )
})
beforeEach(async () => {
  await city.connection.db.execute(sql`TRUNCATE people, sessions, audit, setup_links RESTART IDENTITY CASCADE`)
  await city.connection.db
    .insert(people)
    .values({ username: 'lin', displayName: 'Lin', role: 'planner', unit: 'A', passwordHash })
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('signing in', () => {
  it('gives a token of which only the hash is kept, and is written down', async () => {
    const token = await tokenOf('lin')
    const [session] = await city.connection.db.select().from(sessions)
    expect(session.tokenHash).toBe(hashToken(token))
    expect(JSON.stringify(session)).not.toContain(token)
    expect(session.expiresAt.getTime()).toBeGreaterThan(Date.now() + 11 * 3_600_000)
    expect(await city.connection.db.select().from(audit)).toMatchObject([{ action: 'sign-in', object: 'lin' }])
    expect(await findCaller(city.connection, token)).toMatchObject({
      displayName: 'Lin',
      role: 'planner',
      scope: null,
      owners: null,
    })
  })

  it('is refused alike for a wrong password and for nobody', async () => {
    expect(await enter('lin', 'another pass phrase')).toEqual({ refused: 'wrong' })
    expect(await enter('nobody', PASSWORD)).toEqual({ refused: 'wrong' })
    expect(await enter('LIN')).toEqual({ refused: 'wrong' })
    expect(await city.connection.db.select().from(sessions)).toEqual([])
  })

  it(`is locked after ${TRIES_BEFORE_LOCK} wrong tries, for the right password too, until the lock runs out`, async () => {
    for (let i = 0; i < TRIES_BEFORE_LOCK; i++) expect(await enter('lin', 'wrong')).toEqual({ refused: 'wrong' })
    expect(await enter('lin')).toEqual(FOR_A_QUARTER)
    await change('lin', { lockedUntil: new Date(Date.now() + 61_500) })
    expect(await enter('lin')).toMatchObject({ waitS: expect.closeTo(61, -1) })
    await change('lin', { lockedUntil: new Date(Date.now() - 1_000) })
    expect(await enter('lin')).toHaveProperty('token')
  })

  it('locks a name that nobody has in the same way, again and again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    for (const username of ['lin', 'ghost']) {
      for (let i = 0; i < TRIES_BEFORE_LOCK; i++) expect(await enter(username, 'wrong')).toEqual({ refused: 'wrong' })
      expect(await enter(username, 'wrong')).toEqual(FOR_A_QUARTER)
    }
    vi.setSystemTime(Date.now() + LOCK_MS)
    await change('lin', { lockedUntil: new Date(0) })
    for (const username of ['lin', 'ghost']) {
      expect(await enter(username, 'wrong')).toEqual({ refused: 'wrong' })
      expect(await enter(username, 'wrong')).toMatchObject({ refused: 'locked' })
    }
  })

  it('takes as long for nobody as for a wrong password', async () => {
    const times = { lin: [] as number[], nil: [] as number[] }
    for (let i = 0; i < TRIES_BEFORE_LOCK - 1; i++)
      for (const name of ['lin', 'nil'] as const) {
        const startedAt = performance.now()
        await enter(name, 'wrong')
        times[name].push(performance.now() - startedAt)
      }
    // The least of several is what a busy machine disturbs least.
    const ratio = Math.min(...times.nil) / Math.min(...times.lin)
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  it('forgets wrong tries when the right password comes', async () => {
    for (let round = 0; round < 2; round++) {
      for (let i = 1; i < TRIES_BEFORE_LOCK; i++) await enter('lin', 'wrong')
      expect(await enter('lin')).toHaveProperty('token')
    }
  })

  it('counts tries that come all at once', async () => {
    const results = await Promise.all(Array.from({ length: 24 }, (_, i) => enter('lin', `wrong ${i}`)))
    const refused = results.map((result) => ('refused' in result ? result.refused : 'entered'))
    expect(refused.filter((reason) => reason === 'wrong').length).toBeLessThanOrEqual(TRIES_BEFORE_LOCK)
    expect(await enter('lin')).toMatchObject({ refused: 'locked' })
  })

  it('is refused to a disabled person, whose open sessions end at once', async () => {
    const token = await tokenOf('lin')
    await change('lin', { isActive: false })
    expect(await findCaller(city.connection, token)).toBeNull()
    expect(await enter('lin')).toEqual({ refused: 'wrong' })
  })
})

describe('a session', () => {
  it('ends at once with sign-out, and no other ends with it', async () => {
    const [one, other] = [await tokenOf('lin'), await tokenOf('lin')]
    await signOut(city.connection, one)
    expect(await findCaller(city.connection, one)).toBeNull()
    expect(await findCaller(city.connection, other)).not.toBeNull()
  })

  it('ends when its time is over', async () => {
    const token = await tokenOf('lin')
    await city.connection.db.update(sessions).set({ expiresAt: new Date(Date.now() - 1_000) })
    expect(await findCaller(city.connection, token)).toBeNull()
  })

  it('ends when nothing was asked for long, and not while it is used', async () => {
    const token = await tokenOf('lin')
    const lastSeen = (ms: number) => city.connection.db.update(sessions).set({ seenAt: new Date(Date.now() - ms) })
    await lastSeen(IDLE_MS - 60_000)
    expect(await findCaller(city.connection, token)).not.toBeNull()
    const [used] = await city.connection.db.select().from(sessions)
    expect(Date.now() - used.seenAt.getTime()).toBeLessThan(30_000)
    await lastSeen(IDLE_MS + 1_000)
    expect(await findCaller(city.connection, token)).toBeNull()
    expect(await livingSessions(city.connection.db, [used.id])).toEqual(new Set())
  })

  it('is listed to its person only, who may end one or all', async () => {
    await city.connection.db
      .insert(people)
      .values({ username: 'mo', displayName: 'Mo', role: 'planner', unit: 'A', passwordHash })
    const [one, two, other] = [await tokenOf('lin'), await tokenOf('lin'), await tokenOf('mo')]
    const lin = (await findCaller(city.connection, one))!
    const mo = (await findCaller(city.connection, other))!
    const list = await ownSessions(city.connection, lin)
    expect(list.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
    await expect(endOwnSession(city.connection, mo, list[1].id)).rejects.toThrow('ended already')
    await endOwnSession(city.connection, lin, list[1].id)
    expect(await findCaller(city.connection, two)).toBeNull()
    expect(
      await livingSessions(
        city.connection.db,
        list.map(({ id }) => id),
      ),
    ).toEqual(new Set([list[0].id]))
    expect(await endOwnSessions(city.connection, lin)).toBe(1)
    expect(await findCaller(city.connection, one)).toBeNull()
    expect(await findCaller(city.connection, other)).not.toBeNull()
  })

  it('ends with its person’s password, except where that was changed', async () => {
    const [here, there] = [await tokenOf('lin'), await tokenOf('lin')]
    const lin = (await findCaller(city.connection, here))!
    const wrong = changeOwnPassword(city.connection, lin, { current: 'wrong', next: 'another pass phrase' })
    await expect(wrong).rejects.toThrow('wrong')
    expect(await findCaller(city.connection, there)).not.toBeNull()
    await changeOwnPassword(city.connection, lin, { current: PASSWORD, next: 'another pass phrase' })
    expect(await findCaller(city.connection, there)).toBeNull()
    expect(await findCaller(city.connection, here)).not.toBeNull()
    expect(await enter('lin')).toEqual({ refused: 'wrong' })
    expect(await enter('lin', 'another pass phrase')).toHaveProperty('token')
  })

  it('is nobody’s without its very token', async () => {
    const token = await tokenOf('lin')
    for (const other of [undefined, '', 'x', hashToken(token), `${token}x`, token.slice(1)])
      expect(await findCaller(city.connection, other)).toBeNull()
  })

  it('reaches the person’s jurisdiction and everything below it', async () => {
    const rows = await city.connection.db.select().from(jurisdictions)
    const id = (code: string) => rows.find((row) => row.code === code)!.id
    await change('lin', { jurisdictionId: id('city') })
    expect((await findCaller(city.connection, await tokenOf('lin')))!.scope!.toSorted()).toEqual(
      [id('city'), id('east'), id('west')].toSorted(),
    )
    await change('lin', { jurisdictionId: id('west') })
    expect((await findCaller(city.connection, await tokenOf('lin')))!.scope).toEqual([id('west')])
  })
})

describe('what people sign in with', () => {
  it('is out of reach of every request on somebody’s behalf', async () => {
    const { db } = onBehalfOf(city.connection, { role: 'administrator', unit: 'A', scope: null, owners: null })
    expect(await db.select({ name: people.displayName }).from(people)).toEqual([{ name: 'Lin' }])
    for (const secret of [people.passwordHash, people.lockedUntil])
      await expect(db.select({ secret }).from(people)).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(db.update(people).set({ role: 'auditor' })).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(db.select().from(sessions)).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})

describe('the set-up link', () => {
  const addLink = (expiresAt: Date) =>
    city.connection.db.insert(setupLinks).values({ tokenHash: hashToken(LINK), expiresAt })
  const tomorrow = () => new Date(Date.now() + 86_400_000)

  it('makes one administrator, once, however many use it at the same time', async () => {
    await addLink(tomorrow())
    const made = await Promise.all(
      ['first', 'second', 'third'].map((name) => redeemSetupLink(city.connection, LINK, name, PASSWORD)),
    )
    expect(made.filter(Boolean)).toHaveLength(1)
    expect(await redeemSetupLink(city.connection, LINK, 'late', PASSWORD)).toBe(false)
    const admins = await city.connection.db.select().from(people).where(eq(people.role, 'administrator'))
    expect(admins).toHaveLength(1)
    expect(await findCaller(city.connection, await tokenOf(admins[0].username))).toMatchObject({
      role: 'administrator',
    })
  })

  it('makes nobody when it is unknown or too old, and is not used up by a name that is taken', async () => {
    expect(await redeemSetupLink(city.connection, LINK, 'early', PASSWORD)).toBe(false)
    await addLink(new Date(Date.now() - 1_000))
    expect(await redeemSetupLink(city.connection, LINK, 'old', PASSWORD)).toBe(false)
    await city.connection.db.update(setupLinks).set({ expiresAt: tomorrow() })
    await expect(redeemSetupLink(city.connection, LINK, 'lin', PASSWORD)).rejects.toThrow()
    expect(await redeemSetupLink(city.connection, LINK, 'lin2', PASSWORD)).toBe(true)
    expect(await city.connection.db.select().from(people)).toHaveLength(2)
  })
})
