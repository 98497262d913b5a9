import { cookies } from 'next/headers'
import { z } from 'zod'
import { connection } from '../../../server/connection'
import { signIn, signOut } from '../../../server/services/sessions'
import { isSameOrigin, problem, SESSION_COOKIE } from '../../_server/guard'
import { readJson } from '../../_server/read-body'

export const dynamic = 'force-dynamic'

const MOST_BYTES = 4_096

const credentials = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) })

/** Sign-in. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  const parsed = credentials.safeParse(await readJson(request, MOST_BYTES))
  if (!parsed.success) return problem(400, 'invalid', 'Enter a user name and a password.')
  const result = await signIn(connection(), parsed.data.username, parsed.data.password)
  if ('refused' in result)
    return problem(result.refused === 'locked' ? 429 : 401, result.refused, 'Sign-in was refused.')
  const secure = (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol).startsWith('https')
  ;(await cookies()).set(SESSION_COOKIE, result.token, {
    httpOnly: true,
    sameSite: 'strict',
    secure,
    path: '/',
    expires: result.expiresAt,
  })
  return Response.json({ ok: true })
}

/** Sign-out: the session is gone at once. */
export async function DELETE(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return problem(403, 'origin', 'This request did not come from Sightline.')
  const jar = await cookies()
  const token = jar.get(SESSION_COOKIE)?.value
  if (token) await signOut(connection(), token)
  jar.delete(SESSION_COOKIE)
  return Response.json({ ok: true })
}
