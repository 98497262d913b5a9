/** A real OpenID Connect provider on loopback that lets whoever comes in as the account it is told, without a question. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export const CLIENT = { id: 'sightline', secret: 'a secret of the test alone, long enough' }

export interface TestProvider {
  issuer: string
  /** Who comes in next, and which roles it says they have. */
  account: { subject: string; roles: string[] }
  /** Does what a browser does between leaving for the provider and coming back; answers with the way back. */
  visit(address: string): Promise<URL>
  close(): void
}

interface GrantContext {
  oidc: { client: { clientId: string }; session: { accountId: string }; provider: Provider }
}

async function grantEverything({ oidc }: GrantContext) {
  const { Grant } = oidc.provider
  const grant = new Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
  grant.addOIDCScope('openid')
  await grant.save()
  return grant
}

/** Follows redirects with cookies until the provider sends the browser elsewhere. */
async function follow(issuer: string, address: string): Promise<URL> {
  const jar = new Map<string, string>()
  for (let url = new URL(address), steps = 0; steps < 10; steps++) {
    if (!url.href.startsWith(issuer)) return url
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const set of response.headers.getSetCookie()) {
      const [name, ...value] = set.split(';')[0].split('=')
      jar.set(name, value.join('='))
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`The provider answered ${response.status}: ${await response.text()}`)
    url = new URL(location, url)
  }
  throw new Error('The provider goes round in circles.')
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))

export async function startTestProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer()
  const issuer = `http://127.0.0.1:${await listen(server)}`
  const account = { subject: '', roles: [] as string[] }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: ['for the test alone'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'roles'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => '/let-in' },
    loadExistingGrant: grantEverything,
    findAccount: (_context: unknown, subject: string) => ({
      accountId: subject,
      claims: () => ({ sub: subject, roles: account.roles }),
    }),
    pkce: { required: () => true },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/let-in'))
      void provider.interactionFinished(request, response, { login: { accountId: account.subject } })
    else answer(request, response)
  })
  return { issuer, account, visit: (address) => follow(issuer, address), close: () => server.close() }
}
