/** Sign-in at the identity provider: authorisation code with PKCE, state and nonce, each good for one return. */
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Connection } from '../../db/client'
import { oidcAttempts, people } from '../../db/schema'
import { appendAudit } from './audit'
import { discoverProvider, type ProviderSettings } from './identity-provider'
import { hashToken, newToken } from './passwords'
import { callerOf, type OpenedSession, openSession } from './sessions'

export const ATTEMPT_MS = 10 * 60_000

export const redirectAddress = ({ origin }: ProviderSettings) => `${origin}/api/sign-in/provider/callback`

/** Where to send the browser, and what it must bring back besides the provider's answer. */
export async function beginProviderSignIn({ db }: Connection, settings: ProviderSettings) {
  const configuration = await discoverProvider(settings)
  const [state, nonce, verifier, browserToken] = [randomState(), randomNonce(), randomPKCECodeVerifier(), newToken()]
  await db.delete(oidcAttempts).where(lt(oidcAttempts.expiresAt, sql`now()`))
  await db.insert(oidcAttempts).values({
    stateHash: hashToken(state),
    browserHash: hashToken(browserToken),
    nonce,
    verifier,
    expiresAt: new Date(Date.now() + ATTEMPT_MS),
  })
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectAddress(settings),
    scope: 'openid',
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { address: address.href, browserToken }
}

export type ProviderResult = OpenedSession | { refused: 'provider-state' | 'provider-failed' | 'provider-unknown' }

/** Takes the attempt away, whatever then becomes of it. */
async function takeAttempt({ db }: Connection, state: string, browserToken: string) {
  const [attempt] = await db
    .delete(oidcAttempts)
    .where(
      and(
        eq(oidcAttempts.stateHash, hashToken(state)),
        eq(oidcAttempts.browserHash, hashToken(browserToken)),
        gt(oidcAttempts.expiresAt, sql`now()`),
      ),
    )
    .returning()
  return attempt ?? null
}

/** Whether the provider grants the role; it has no say where no claim is named. */
const grants = (claims: IDToken, claim: string | null, role: string) =>
  claim === null || [claims[claim]].flat().includes(role)

/** `query` is what the provider sent the browser back with. */
export async function finishProviderSignIn(
  connection: Connection,
  settings: ProviderSettings,
  { query, browserToken, agent }: { query: URLSearchParams; browserToken: string; agent: string },
): Promise<ProviderResult> {
  const state = query.get('state') ?? ''
  const attempt = await takeAttempt(connection, state, browserToken)
  if (!attempt) return { refused: 'provider-state' }
  const claims = await askProvider(settings, query, state, attempt).catch((error: Error) => {
    console.warn(`identity provider: ${error.message}`)
    return null
  })
  if (!claims) return { refused: 'provider-failed' }
  return connection.db.transaction(async (tx) => {
    const [person] = await tx
      .select()
      .from(people)
      .where(and(eq(people.oidcSubject, claims.sub), eq(people.isActive, true)))
    if (!person || !grants(claims, settings.roleClaim, person.role)) return { refused: 'provider-unknown' }
    const opened = await openSession(tx, person.id, agent)
    await appendAudit(tx, callerOf(person), {
      action: 'sign-in',
      object: person.username,
      details: { by: settings.issuer },
    })
    return opened
  })
}

async function askProvider(
  settings: ProviderSettings,
  query: URLSearchParams,
  state: string,
  { nonce, verifier }: { nonce: string; verifier: string },
): Promise<IDToken | null> {
  const address = new URL(redirectAddress(settings))
  address.search = query.toString()
  const tokens = await authorizationCodeGrant(await discoverProvider(settings), address, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  })
  return tokens.claims() ?? null
}
