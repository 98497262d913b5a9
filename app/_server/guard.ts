/** What every door does first: who is it, and did the request come from our own pages? Each handler calls this itself. */
import { cookies, headers } from 'next/headers'
import { isDatabaseAway } from '../../db/database-away'
import { ADDRESS_HEADER } from '../../server/client-address'
import { connection } from '../../server/connection'
import { access, type Caller, type Permission } from '../../server/domain/access'
import type { RateKind } from '../../server/domain/rates'
import { takeForAddress, takeForPerson } from '../../server/rate-limits'
import { findCaller } from '../../server/services/sessions'

/** Whether the browser came by TLS, as the reverse proxy says. A lie only makes the liar's own cookie stricter. */
export const isHttps = (sent: Headers) => sent.get('x-forwarded-proto')?.split(',')[0].trim() === 'https'

/** Over TLS a name that no other host and no plain page can set. */
export const sessionCookie = (sent: Headers) => (isHttps(sent) ? '__Host-sightline-session' : 'sightline-session')

/** Never stored by anyone in between: the answer depends on who asked. */
export const PRIVATE = { 'Cache-Control': 'private, no-store' }

export const problem = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, message }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...PRIVATE, ...headers },
  })

/** The answer while the database is away; any other error is thrown on. */
export function awayProblem(error: unknown): Response {
  if (!isDatabaseAway(error)) throw error
  return problem(503, 'database', 'The database does not answer. What is on the map stays; try again in a moment.', {
    'Retry-After': '2',
  })
}

/** Where a request came from, as this server saw it. */
export const addressOf = (request: Request) => request.headers.get(ADDRESS_HEADER) ?? 'unknown'

export const tooMany = (waitS: number) =>
  problem(429, 'too-many', `Too many requests. Try again in ${waitS} s.`, { 'Retry-After': String(waitS) })

export async function currentCaller(): Promise<Caller | null> {
  const token = (await cookies()).get(sessionCookie(await headers()))?.value
  return findCaller(connection(), token)
}

/** True when a browser sent this from our own origin. */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host
}

/** The caller, or the refusal to answer with. What is asked counts as `kind`, for their address before anybody is looked up. */
export async function requirePermission(
  request: Request,
  permission: Permission,
  kind: RateKind,
): Promise<Caller | Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isSameOrigin(request))
    return problem(403, 'origin', 'This request did not come from Sightline.')
  const addressWaitS = await takeForAddress(kind, addressOf(request))
  if (addressWaitS !== null) return tooMany(addressWaitS)
  const caller = await currentCaller().catch(awayProblem)
  if (caller instanceof Response) return caller
  if (!caller) return problem(401, 'sign-in', 'Sign in first.')
  const waitS = await takeForPerson(kind, caller)
  if (waitS !== null) return tooMany(waitS)
  if (caller.session?.mustEnrol) return problem(403, 'second-factor', 'Set up a second factor first.')
  if (!access(caller.role, permission))
    return problem(403, 'permission', `The role ${caller.role} may not do this (${permission}).`)
  return caller
}
