/** The city's identity provider (OpenID Connect), as the environment names it. Every call goes through the guarded door. */
import {
  allowInsecureRequests,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import { env } from '../env'
import { callOut } from '../outbound'

const CALL_LIMIT_S = 3

export interface ProviderSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** Where browsers reach this city. */
  origin: string
  roleClaim: string | null
}

export function providerSettings(): ProviderSettings | null {
  const { oidcIssuer, oidcClientId, oidcClientSecret, origin, oidcRoleClaim } = env
  if (!oidcIssuer || !oidcClientId || !oidcClientSecret || !origin) return null
  const roleClaim = oidcRoleClaim
  return { issuer: oidcIssuer, clientId: oidcClientId, clientSecret: oidcClientSecret, origin, roleClaim }
}

export const hasIdentityProvider = () => providerSettings() !== null

const isLoopback = (host: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)

/** Only to the issuer's own origin; on this machine only where the issuer is. */
const callsTo = (issuer: URL): CustomFetch => {
  const destination = { baseUrl: issuer.origin, isLoopbackExpected: isLoopback(issuer.hostname) }
  return async (url, { method, headers, body }) => {
    const {
      status,
      headers: got,
      body: bytes,
    } = await callOut(destination, {
      method: method === 'POST' ? 'POST' : 'GET',
      path: url,
      ...(body ? { body: String(body), contentType: headers['content-type'] } : {}),
    })
    return new Response(new Uint8Array(bytes), {
      status,
      headers: { 'content-type': String(got['content-type'] ?? '') },
    })
  }
}

let known: { settings: string; configuration: Promise<Configuration> } | null = null

/** What the provider says of itself, asked once; asked again after a failure. */
export function discoverProvider(settings: ProviderSettings): Promise<Configuration> {
  const key = JSON.stringify(settings)
  if (known?.settings === key) return known.configuration
  const issuer = new URL(settings.issuer)
  const isPlain = issuer.protocol === 'http:' && isLoopback(issuer.hostname)
  const configuration = discovery(issuer, settings.clientId, undefined, ClientSecretPost(settings.clientSecret), {
    [customFetch]: callsTo(issuer),
    timeout: CALL_LIMIT_S,
    // The signature of what the provider says is checked, and not only the line it came by.
    execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
  })
  known = { settings: key, configuration }
  configuration.catch(() => {
    known = null
  })
  return configuration
}
