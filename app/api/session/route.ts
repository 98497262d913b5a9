import { cookies } from 'next/headers'
import { z } from 'zod'
import { connection } from '../../../server/connection'
import { takeAttempt } from '../../../server/rate-limits'
import { signOut } from '../../../server/services/sessions'
import { signIn } from '../../../server/services/sign-in'
import { addressOf, awayProblem, isHttps, isSameOrigin, problem, sessionCookie, tooMany } from '../../_server/guard'
import { readJson } from '../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 4_096

const credentials = z.object({
  username: z.string().min(1).max(64),
  password: z.string().min(1).max(256),
  code: z.string().trim().max(40).optional(),
})

/** Sign-in. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  const waitS = await takeAttempt('signInFailure', addressOf(request), 0)
  if (waitS !== null) return tooMany(waitS)
  const parsed = credentials.safeParse(await readJson(request, MOST_BYTES))
  if (!parsed.success) return problem(400, 'invalid', 'Enter a user name and a password.')
  const result = await signIn(connection(), parsed.data, request.headers.get('user-agent') ?? '').catch(awayProblem)
  if (result instanceof Response) return result
  if ('refused' in result) {
    // Who is asked for the code has given the right password.
    if (result.refused !== 'code') await takeAttempt('signInFailure', addressOf(request), 1)
    if (result.refused === 'locked')
      return problem(429, 'locked', 'Sign-in was refused.', { 'Retry-After': String(result.waitS) })
    return problem(401, result.refused, 'Sign-in was refused.')
  }
  ;(await cookies()).set(sessionCookie(request.headers), result.token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(request.headers),
    path: '/',
    expires: result.expiresAt,
  })
  return Response.json({ ok: true })
}

/** Sign-out: the session is gone at once. */
export async function DELETE(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  const jar = await cookies()
  const name = sessionCookie(request.headers)
  const token = jar.get(name)?.value
  if (token) await signOut(connection(), token)
  jar.set(name, '', { httpOnly: true, sameSite: 'strict', secure: isHttps(request.headers), path: '/', maxAge: 0 })
  return Response.json({ ok: true })
}
