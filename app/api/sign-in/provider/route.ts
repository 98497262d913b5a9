import { cookies } from 'next/headers'
import { connection } from '../../../../server/connection'
import { providerSettings } from '../../../../server/services/identity-provider'
import { ATTEMPT_MS, beginProviderSignIn } from '../../../../server/services/provider-sign-in'
import { PRIVATE, problem } from '../../../_server/guard'
import { providerCookie } from '../../../_server/provider-cookie'

export const dynamic = 'force-dynamic'

/** Sends the browser to the identity provider. */
export async function GET(request: Request): Promise<Response> {
  const settings = providerSettings()
  if (!settings) return problem(404, 'not-found', 'No identity provider is configured.')
  try {
    const { address, browserToken } = await beginProviderSignIn(connection(), settings)
    ;(await cookies()).set(providerCookie(request.headers, browserToken, ATTEMPT_MS / 1000))
    return new Response(null, { status: 303, headers: { Location: address, ...PRIVATE } })
  } catch (error) {
    console.warn(`identity provider: ${(error as Error).message}`)
    return new Response(null, { status: 303, headers: { Location: '/sign-in?problem=provider-failed', ...PRIVATE } })
  }
}
