import { cookies } from 'next/headers'
import { connection } from '../../../../../server/connection'
import { takeAttempt } from '../../../../../server/rate-limits'
import { providerSettings } from '../../../../../server/services/identity-provider'
import { finishProviderSignIn } from '../../../../../server/services/provider-sign-in'
import { addressOf, isHttps, problem, sessionCookie } from '../../../../_server/guard'
import { goOn, toSignIn, toSignInLater } from '../../../../_server/provider-answers'
import { providerCookie, providerCookieName } from '../../../../_server/provider-cookie'

export const dynamic = 'force-dynamic'

/** Where the identity provider sends the browser back to. */
export async function GET(request: Request): Promise<Response> {
  const settings = providerSettings()
  if (!settings) return problem(404, 'not-found', 'No identity provider is configured.')
  const waitS = await takeAttempt('signInFailure', addressOf(request), 0)
  if (waitS !== null) return toSignInLater(waitS)
  const jar = await cookies()
  const result = await finishProviderSignIn(connection(), settings, {
    query: new URL(request.url).searchParams,
    browserToken: jar.get(providerCookieName(request.headers))?.value ?? '',
    agent: request.headers.get('user-agent') ?? '',
  })
  jar.set(providerCookie(request.headers, '', 0))
  if ('refused' in result) {
    await takeAttempt('signInFailure', addressOf(request), 1)
    return toSignIn(result.refused)
  }
  jar.set(sessionCookie(request.headers), result.token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isHttps(request.headers),
    path: '/',
    expires: result.expiresAt,
  })
  // A redirect would still count as coming from the provider's site, and the strict cookie would stay behind; a page of our own goes on.
  return goOn('/')
}
