/** The server's side of HTTP Digest (RFC 7616), for devices that know nothing else: MD5 as GA/T 1400 has it, or SHA-256. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const REALM = 'Sightline'
const NONCE_MS = 5 * 60_000
const MOST_NONCES = 10_000
const HASHES: Record<string, string> = { MD5: 'md5', 'SHA-256': 'sha256' }

export type DigestParameters = ReadonlyMap<string, string>

/** They hang on globalThis because Next loads modules once per route bundle. */
const holder = globalThis as typeof globalThis & { sightlineDigest?: { key: Buffer; counts: Map<string, number> } }
holder.sightlineDigest ??= { key: randomBytes(32), counts: new Map() }
const { key, counts } = holder.sightlineDigest

const sign = (at: string) => createHmac('sha256', key).update(at).digest('base64url')
function newNonce(now: number): string {
  const at = `${now.toString(36)}.${randomBytes(6).toString('base64url')}`
  return `${at}.${sign(at)}`
}

function isOurs(nonce: string, now: number): boolean {
  const parts = nonce.split('.')
  const at = parts.slice(0, 2).join('.')
  const age = now - Number.parseInt(parts[0], 36)
  return parts.length === 3 && isSame(parts[2], sign(at)) && age >= 0 && age < NONCE_MS
}

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Each count of a nonce is good once: who replays a request is refused. */
function isNewCount(nonce: string, count: number): boolean {
  if (!(count > (counts.get(nonce) ?? 0))) return false
  counts.delete(nonce)
  counts.set(nonce, count)
  if (counts.size > MOST_NONCES) counts.delete(counts.keys().next().value!)
  return true
}

/** The values of `WWW-Authenticate`, the one that every device knows first. */
export const digestChallenges = (now = Date.now()): string[] =>
  Object.keys(HASHES).map(
    (algorithm) => `Digest realm="${REALM}", qop="auth", nonce="${newNonce(now)}", algorithm=${algorithm}`,
  )

/** What an `Authorization` header says, or null when it is no digest. */
export function digestParameters(header: string | null): DigestParameters | null {
  if (!header || header.length > 2_000 || !/^digest\s/i.test(header)) return null
  const pairs = header.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)
  return new Map(
    [...pairs].map(([, name, quoted, bare]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare]),
  )
}

/** Whether whoever sent this knows the password; a nonce is ours, not old, and each of its counts is used once. */
export function provesPassword(
  parameters: DigestParameters,
  password: string,
  request: { method: string; path: string },
  now = Date.now(),
): boolean {
  const [username, nonce, uri, response, nc, cnonce, qop] = [
    'username',
    'nonce',
    'uri',
    'response',
    'nc',
    'cnonce',
    'qop',
  ].map((name) => parameters.get(name) ?? '')
  const hash = HASHES[(parameters.get('algorithm') ?? 'MD5').toUpperCase()]
  if (!hash || qop !== 'auth' || parameters.get('realm') !== REALM || pathOf(uri) !== request.path) return false
  if (!/^[\da-f]{8}$/i.test(nc) || !isOurs(nonce, now)) return false
  const hashOf = (...parts: string[]) => createHash(hash).update(parts.join(':')).digest('hex')
  const secret = hashOf(username, REALM, password)
  const expected = hashOf(secret, nonce, nc, cnonce, qop, hashOf(request.method, uri))
  return isSame(response.toLowerCase(), expected) && isNewCount(nonce, Number.parseInt(nc, 16))
}

/** Some devices put the whole address there. */
const pathOf = (uri: string) => (URL.canParse(uri) ? new URL(uri).pathname : uri.split('?')[0])
