import { cookies } from 'next/headers'
import { connection } from '../../../../server/connection'
import { takeAttempt } from '../../../../server/rate-limits'
import { providerSettings } from '../../../../server/services/identity-provider'
import { ATTEMPT_MS, beginProviderSignIn } from '../../../../server/services/provider-sign-in'
import { addressOf, PRIVATE, problem } from '../../../_server/guard'
import { toSignIn, toSignInLater } from '../../../_server/provider-answers'
import { providerCookie } from '../../../_server/provider-cookie'

export const dynamic = 'force-dynamic'

/** Sends the browser to the identity provider. */
export async function GET(request: Request): Promise<Response> {
  const settings = providerSettings()
  if (!settings) return problem(404, 'not-found', 'No identity provider is configured.')
  const from = addressOf(request)
  const waitS = (await takeAttempt('signInFailure', from, 0)) ?? (await takeAttempt('providerStart', from, 1))
  if (waitS !== null) return toSignInLater(waitS)
  try {
    const { address, browserToken } = await beginProviderSignIn(connection(), settings)
    ;(await cookies()).set(providerCookie(request.headers, browserToken, ATTEMPT_MS / 1000))
    return new Response(null, { status: 303, headers: { Location: address, ...PRIVATE } })
  } catch (error) {
    console.warn(`identity provider: ${(error as Error).message}`)
    return toSignIn('provider-failed')
  }
}
