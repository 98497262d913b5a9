import { cookies } from 'next/headers'
import { connection } from '../../../../../server/connection'
import { providerSettings } from '../../../../../server/services/identity-provider'
import { finishProviderSignIn } from '../../../../../server/services/provider-sign-in'
import { isHttps, PRIVATE, problem, sessionCookie } from '../../../../_server/guard'
import { providerCookie, providerCookieName } from '../../../../_server/provider-cookie'

export const dynamic = 'force-dynamic'

/** A redirect would still count as coming from the provider's site, and the strict cookie would stay behind; a page of our own goes on. */
const GO_ON = '<!doctype html><title>Sightline</title><meta http-equiv="refresh" content="0;url=/">'

/** Where the identity provider sends the browser back to. */
export async function GET(request: Request): Promise<Response> {
  const settings = providerSettings()
  if (!settings) return problem(404, 'not-found', 'No identity provider is configured.')
  const jar = await cookies()
  const result = await finishProviderSignIn(connection(), settings, {
    query: new URL(request.url).searchParams,
    browserToken: jar.get(providerCookieName(request.headers))?.value ?? '',
    agent: request.headers.get('user-agent') ?? '',
  })
  jar.set(providerCookie(request.headers, '', 0))
  if ('refused' in result)
    return new Response(null, { status: 303, headers: { Location: `/sign-in?problem=${result.refused}`, ...PRIVATE } })
  jar.set(sessionCookie(request.headers), result.token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(request.headers),
    path: '/',
    expires: result.expiresAt,
  })
  return new Response(GO_ON, { headers: { 'Content-Type': 'text/html; charset=utf-8', ...PRIVATE } })
}
