import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { audit, oidcAttempts, people, sessions } from '../../db/schema'
import { CLIENT, startTestProvider, type TestProvider } from '../testing/identity-provider'
import { openTestCity, stopTestDatabase, type TestCity } from '../testing/test-city'
import type { ProviderSettings } from './identity-provider'
import { beginProviderSignIn, finishProviderSignIn, redirectAddress } from './provider-sign-in'
import { findCaller } from './sessions'

const ORIGIN = 'http://127.0.0.1:3149'

let city: TestCity
let provider: TestProvider
let settings: ProviderSettings

const finish = (query: URLSearchParams, browserToken: string, over: Partial<ProviderSettings> = {}) =>
  finishProviderSignIn(city.connection, { ...settings, ...over }, { query, browserToken, agent: 'test' })

/** To the provider and back, up to the last step. */
async function comeBack(subject: string, roles: string[] = []) {
  Object.assign(provider.account, { subject, roles })
  const { address, browserToken } = await beginProviderSignIn(city.connection, settings)
  const back = await provider.visit(address)
  expect(back.href).toContain(redirectAddress(settings))
  return { address: new URL(address), query: back.searchParams, browserToken }
}
async function signIn(subject: string, over: Partial<ProviderSettings> = {}, roles: string[] = []) {
  const { query, browserToken } = await comeBack(subject, roles)
  return finish(query, browserToken, over)
}

beforeAll(async () => {
  city = await openTestCity()
  settings = { issuer: '', clientId: CLIENT.id, clientSecret: CLIENT.secret, origin: ORIGIN, roleClaim: null }
  provider = await startTestProvider(redirectAddress(settings))
  settings.issuer = provider.issuer
})
beforeEach(async () => {
  await city.connection.db.execute(sql`TRUNCATE people, sessions, audit, oidc_attempts RESTART IDENTITY CASCADE`)
  const chen = { username: 'chen', displayName: 'Chen', role: 'officer', unit: 'A', passwordHash: '-' } as const
  await city.connection.db.insert(people).values({ ...chen, oidcSubject: 'subject-of-chen' })
})
afterAll(async () => {
  provider.close()
  await city.close()
  await stopTestDatabase()
})

describe('signing in at the identity provider', () => {
  it('opens a session of the person whose subject it is, and is written down', async () => {
    const result = await signIn('subject-of-chen')
    expect(await findCaller(city.connection, 'token' in result ? result.token : '')).toMatchObject({
      displayName: 'Chen',
      role: 'officer',
      session: { isFresh: true },
    })
    expect(await city.connection.db.select().from(audit)).toMatchObject([
      { action: 'sign-in', object: 'chen', details: { by: provider.issuer } },
    ])
  })

  it('asks with state, nonce and a challenge, and keeps none of them in clear but the nonce', async () => {
    const { address, browserToken } = await comeBack('subject-of-chen')
    const asked = address.searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)!.length).toBeGreaterThanOrEqual(43)
    const kept = JSON.stringify(await city.connection.db.select().from(oidcAttempts))
    for (const secret of [browserToken, asked.get('state')!]) expect(kept).not.toContain(secret)
  })

  it('is refused with another state, another browser, or too late', async () => {
    const { query, browserToken } = await comeBack('subject-of-chen')
    const other = new URLSearchParams(query)
    other.set('state', 'x'.repeat(43))
    expect(await finish(other, browserToken)).toEqual({ refused: 'provider-state' })
    expect(await finish(query, 'another browser')).toEqual({ refused: 'provider-state' })
    await city.connection.db.update(oidcAttempts).set({ expiresAt: new Date(Date.now() - 1_000) })
    expect(await finish(query, browserToken)).toEqual({ refused: 'provider-state' })
    expect(await city.connection.db.select().from(sessions)).toEqual([])
  })

  it('works once: neither the same return nor its code serves again', async () => {
    const first = await comeBack('subject-of-chen')
    const [attempt] = await city.connection.db.select().from(oidcAttempts)
    expect(await finish(first.query, first.browserToken)).toHaveProperty('token')
    expect(await finish(first.query, first.browserToken)).toEqual({ refused: 'provider-state' })
    await city.connection.db.insert(oidcAttempts).values(attempt)
    expect(await finish(first.query, first.browserToken)).toEqual({ refused: 'provider-failed' })
  })

  it('is refused when the token was made for another nonce, or the code for another verifier', async () => {
    const changes = [{ nonce: 'n'.repeat(43) }, { verifier: 'v'.repeat(43) }]
    for (const change of changes) {
      const { query, browserToken } = await comeBack('subject-of-chen')
      await city.connection.db.update(oidcAttempts).set(change)
      expect(await finish(query, browserToken)).toEqual({ refused: 'provider-failed' })
    }
    expect(await city.connection.db.select().from(sessions)).toEqual([])
  })

  it('makes nobody: an unknown and a disabled person are refused alike', async () => {
    expect(await signIn('subject-of-somebody')).toEqual({ refused: 'provider-unknown' })
    await city.connection.db.update(people).set({ isActive: false }).where(eq(people.username, 'chen'))
    expect(await signIn('subject-of-chen')).toEqual({ refused: 'provider-unknown' })
    expect(await city.connection.db.select().from(people)).toHaveLength(1)
  })

  it('needs the role in the claim where one is named', async () => {
    const over = { roleClaim: 'roles' }
    expect(await signIn('subject-of-chen', over, ['planner'])).toEqual({ refused: 'provider-unknown' })
    expect(await signIn('subject-of-chen', over, ['planner', 'officer'])).toHaveProperty('token')
  })
})
