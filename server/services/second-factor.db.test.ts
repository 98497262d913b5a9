import { eq, sql } from 'drizzle-orm'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBehalfOf } from '../../db/client'
import { audit, citySettings, people, recoveryCodes, sessions } from '../../db/schema'
import { ROLES } from '../domain/access'
import { appRouter } from '../router'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import { createCaller } from '../trpc'
import { hashPassword } from './passwords'
import { proveIdentity } from './prove-identity'
import { beginSecondFactor, confirmSecondFactor, ownSecondFactor } from './second-factor'
import { findCaller } from './sessions'
import { signIn } from './sign-in'
import { openSecret } from './totp'

const PASSWORD = 'a long pass phrase'
const STEP_MS = 30_000

let city: TestCity
let passwordHash: string

const enter = (code?: string) => signIn(city.connection, { username: 'chen', password: PASSWORD, code })
async function callerFrom(code?: string) {
  const result = await enter(code)
  if ('refused' in result) throw new Error(`refused: ${result.refused}`)
  return (await findCaller(city.connection, result.token))!
}
const codeAt = (secret: string, shift = 0) =>
  generateSync({ secret, epoch: Math.floor((Date.now() + shift * STEP_MS) / 1000) })

/** Sets one up with the code of the step before, so that the present one is still to be used. */
async function enrol() {
  const caller = await callerFrom()
  const { secret } = await beginSecondFactor(city.connection, caller)
  const recovery = await confirmSecondFactor(city.connection, caller, codeAt(secret, -1))
  return { caller, secret, recovery }
}
const settings = (values: Partial<typeof citySettings.$inferInsert>) =>
  city.connection.db.update(citySettings).set(values)
const proofIs = (ageMinutes: number) =>
  city.connection.db.update(sessions).set({ provedAt: new Date(Date.now() - ageMinutes * 60_000) })

beforeAll(async () => {
  city = await openTestCity()
  passwordHash = await hashPassword(PASSWORD)
})
beforeEach(async () => {
  await city.connection.db.execute(sql`TRUNCATE people, sessions, audit, recovery_codes RESTART IDENTITY CASCADE`)
  await city.connection.db
    .insert(people)
    .values({ username: 'chen', displayName: 'Chen', role: 'officer', unit: 'A', passwordHash })
  await settings({ secondFactor: 'enrolled', stepUpMinutes: 15 })
})
afterAll(async () => {
  await city.close()
  await stopTestDatabase()
})

describe('a second factor', () => {
  it('is asked for from the moment it is set up, and lets nobody in without', async () => {
    const { secret } = await enrol()
    expect(await enter()).toEqual({ refused: 'code' })
    expect(await enter('000000')).toEqual({ refused: 'wrong-code' })
    expect(await signIn(city.connection, { username: 'chen', password: 'wrong', code: codeAt(secret) })).toEqual({
      refused: 'wrong',
    })
    expect(await enter(codeAt(secret))).toHaveProperty('token')
  })

  it('counts for nothing before a first code was given', async () => {
    const caller = await callerFrom()
    await beginSecondFactor(city.connection, caller)
    await expect(confirmSecondFactor(city.connection, caller, '000000')).rejects.toThrow('wrong')
    expect(await enter()).toHaveProperty('token')
    expect(await ownSecondFactor(city.connection, caller)).toMatchObject({ isSet: false, recoveryCodesLeft: 0 })
  })

  it('takes a code once, also when it comes many times at once', async () => {
    const { secret } = await enrol()
    const code = codeAt(secret)
    const results = await Promise.all(Array.from({ length: 5 }, () => enter(code)))
    expect(results.filter((result) => 'token' in result)).toHaveLength(1)
    expect(await enter(code)).toEqual({ refused: 'wrong-code' })
  })

  it('is locked after eight wrong codes', async () => {
    const { secret } = await enrol()
    for (let i = 0; i < 8; i++) expect(await enter('000000')).toEqual({ refused: 'wrong-code' })
    expect(await enter(codeAt(secret))).toMatchObject({ refused: 'locked' })
  })

  it('is replaced by a recovery code, once each, typed as one likes', async () => {
    const { recovery } = await enrol()
    expect(recovery).toHaveLength(10)
    expect(await enter(recovery[0].toLowerCase().replaceAll('-', ' '))).toHaveProperty('token')
    expect(await enter(recovery[0])).toEqual({ refused: 'wrong-code' })
    const twice = await Promise.all([enter(recovery[1]), enter(recovery[1])])
    expect(twice.filter((result) => 'token' in result)).toHaveLength(1)
  })

  it('is kept sealed: neither secret nor codes stand in the database, and no other person can use the seal', async () => {
    const { secret, recovery } = await enrol()
    const [person] = await city.connection.db.select().from(people)
    const codes = await city.connection.db.select().from(recoveryCodes)
    const stored = Buffer.from(person.totpSecret!).toString('latin1') + JSON.stringify([person, codes])
    for (const clear of [secret, ...recovery]) expect(stored).not.toContain(clear)
    expect(openSecret(person.id, person.totpSecret!)).toBe(secret)
    expect(() => openSecret(person.id + 1, person.totpSecret!)).toThrow()
    const { db } = onBehalfOf(city.connection, { role: 'officer', unit: 'A', scope: null, owners: null })
    await expect(db.select().from(recoveryCodes)).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})

describe('a role that must have one', () => {
  it('reaches its own account and nothing else until it is set up', async () => {
    await settings({ secondFactor: 'required' })
    const caller = await callerFrom()
    expect(caller.session?.mustEnrol).toBe(true)
    const api = createCaller(appRouter)({ connection: city.connection, caller })
    await expect(api.city.overview()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api.cases.list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { secret } = await api.account.beginSecondFactor()
    await api.account.confirmSecondFactor({ code: codeAt(secret, -1) })
    const now = createCaller(appRouter)({ connection: city.connection, caller: await callerFrom(codeAt(secret)) })
    expect(await now.cases.list()).toEqual([])
    await expect(now.account.removeSecondFactor()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('is an officer, an auditor or an administrator, and only where the city says so', async () => {
    for (const secondFactor of ['enrolled', 'required'] as const) {
      await settings({ secondFactor })
      const must = []
      for (const role of ROLES) {
        await city.connection.db.update(people).set({ role }).where(eq(people.username, 'chen'))
        if ((await callerFrom()).session?.mustEnrol) must.push(role)
      }
      expect(must).toEqual(secondFactor === 'required' ? ['officer', 'auditor', 'administrator'] : [])
    }
  })
})

describe('a fresh proof of identity', () => {
  let token = ''
  /** Past the door a case that does not exist is refused: FORBIDDEN. */
  const trace = async () => {
    const caller = await findCaller(city.connection, token)
    return createCaller(appRouter)({ connection: city.connection, caller })
      .passages.trace({ caseId: 1, plate: '测A12345', from: 1, to: 2 })
      .then(() => 'answered')
      .catch((error: { code: string }) => error.code)
  }
  const signInOnce = async (code?: string) => {
    await city.connection.db.delete(sessions)
    const result = await enter(code)
    token = 'token' in result ? result.token : ''
  }

  it('is the sign-in, until as many minutes are over as the city says', async () => {
    await signInOnce()
    expect(await trace()).toBe('FORBIDDEN')
    await proofIs(14)
    expect(await trace()).toBe('FORBIDDEN')
    await proofIs(16)
    expect(await trace()).toBe('PRECONDITION_FAILED')
    await settings({ stepUpMinutes: 30 })
    expect(await trace()).toBe('FORBIDDEN')
  })

  it('is given by the password, and written down', async () => {
    await signInOnce()
    await proofIs(16)
    const caller = (await findCaller(city.connection, token))!
    await expect(proveIdentity(city.connection, caller, 'wrong')).rejects.toThrow('wrong')
    expect(await trace()).toBe('PRECONDITION_FAILED')
    await proveIdentity(city.connection, caller, PASSWORD)
    expect(await trace()).toBe('FORBIDDEN')
    const rows = await city.connection.db.select().from(audit).where(eq(audit.action, 'identity-proved'))
    expect(rows).toHaveLength(1)
  })

  it('is a code for who has a second factor: the password alone is not enough', async () => {
    const { secret, recovery } = await enrol()
    await signInOnce(recovery[0])
    await proofIs(16)
    const caller = (await findCaller(city.connection, token))!
    await expect(proveIdentity(city.connection, caller, PASSWORD)).rejects.toThrow('code is wrong')
    await proveIdentity(city.connection, caller, codeAt(secret))
    expect(await trace()).toBe('FORBIDDEN')
  })
})
