/** What every door does first: who is it, and did the request come from our own pages? Each handler calls this itself. */
import { cookies } from 'next/headers'
import { connection } from '../../server/connection'
import { access, type Caller, type Permission } from '../../server/domain/access'
import { findCaller } from '../../server/services/sessions'

export const SESSION_COOKIE = 'sightline-session'

/** Never stored by anyone in between: the answer depends on who asked. */
export const PRIVATE = { 'Cache-Control': 'private, no-store' }

export const problem = (status: number, code: string, message: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ code, message }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...PRIVATE, ...headers },
  })

export async function currentCaller(): Promise<Caller | null> {
  const token = (await cookies()).get(SESSION_COOKIE)?.value
  return findCaller(connection(), token)
}

/** True when a browser sent this from our own origin. */
export function isSameOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  if (!origin || !host) return false
  return new URL(origin).host === host
}

/** The caller, or the refusal to answer with. */
export async function requirePermission(request: Request, permission: Permission): Promise<Caller | Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isSameOrigin(request))
    return problem(403, 'origin', 'This request did not come from Sightline.')
  const caller = await currentCaller()
  if (!caller) return problem(401, 'sign-in', 'Sign in first.')
  if (!access(caller.role, permission))
    return problem(403, 'permission', `The role ${caller.role} may not do this (${permission}).`)
  return caller
}
