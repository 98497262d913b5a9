/** The Authorization header that a camera asks for. RFC 7616 (Digest), RFC 7617 (Basic). */
import { createHash, randomBytes } from 'node:crypto'

export interface Credentials {
  username: string
  password: string
}

/** Makes the header for one request. */
export type Authorization = (method: string, uri: string) => string

const DIGESTS = new Map([
  ['SHA-256', 'sha256'],
  ['MD5', 'md5'],
])

function parametersOf(challenge: string): Map<string, string> {
  return new Map(
    [...challenge.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)].map(([, name, quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? bare,
    ]),
  )
}

const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`

function digest(
  challenge: string,
  { username, password }: Credentials,
  makeNonce: () => string,
): (Authorization & { strength: number }) | null {
  const parameters = parametersOf(challenge)
  const algorithm = (parameters.get('algorithm') ?? 'MD5').toUpperCase()
  const hash = DIGESTS.get(algorithm.replace(/-SESS$/, ''))
  const [realm, nonce, opaque] = ['realm', 'nonce', 'opaque'].map((name) => parameters.get(name))
  if (!hash || realm === undefined || nonce === undefined) return null
  const hashOf = (...parts: string[]) => createHash(hash).update(parts.join(':')).digest('hex')
  const hasQop = /(^|[\s,])auth($|[\s,])/.test(parameters.get('qop') ?? '')
  let count = 0
  const answer: Authorization = (method, uri) => {
    const clientNonce = makeNonce()
    const counted = (++count).toString(16).padStart(8, '0')
    const plain = hashOf(username, realm, password)
    const secret = algorithm.endsWith('-SESS') ? hashOf(plain, nonce, clientNonce) : plain
    const request = hashOf(method, uri)
    const response = hasQop
      ? hashOf(secret, nonce, counted, clientNonce, 'auth', request)
      : hashOf(secret, nonce, request)
    return `Digest ${[
      `username=${quoted(username)}`,
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `uri=${quoted(uri)}`,
      `response="${response}"`,
      ...(parameters.has('algorithm') ? [`algorithm=${algorithm}`] : []),
      ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
      ...(hasQop || algorithm.endsWith('-SESS') ? [`cnonce="${clientNonce}"`] : []),
      ...(hasQop ? [`nc=${counted}`, 'qop=auth'] : []),
    ].join(', ')}`
  }
  return Object.assign(answer, { strength: hash === 'sha256' ? 3 : 2 })
}

function basic({ username, password }: Credentials): Authorization & { strength: number } {
  const header = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return Object.assign(() => header, { strength: 1 })
}

/** The strongest way that the challenges allow; null when there is none that we know. */
export function authorizationFor(
  challenges: readonly string[],
  credentials: Credentials,
  makeNonce = () => randomBytes(8).toString('hex'),
): Authorization | null {
  const ways = challenges.flatMap((challenge) => {
    if (/^digest\s/i.test(challenge)) return digest(challenge, credentials, makeNonce) ?? []
    return /^basic(\s|$)/i.test(challenge) ? basic(credentials) : []
  })
  return ways.sort((a, b) => b.strength - a.strength).at(0) ?? null
}
