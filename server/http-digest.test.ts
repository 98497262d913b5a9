import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestChallenges, digestParameters, provesPassword } from './http-digest'

const PATH = '/VIID/System/Register'
const USER = '34020000001190000001'
const AT = 1_790_000_000_000

/** As a device answers: written down from RFC 7616 by itself. */
function answer(
  challenge: string,
  {
    password = 'let me in',
    method = 'POST',
    uri = PATH,
    nc = 1,
    algorithm,
  }: { password?: string; method?: string; uri?: string; nc?: number; algorithm?: string } = {},
): string {
  const field = (name: string) => new RegExp(`${name}="?([^",]+)`).exec(challenge)![1]
  const hash = (algorithm ?? field('algorithm')) === 'MD5' ? 'md5' : 'sha256'
  const h = (text: string) => createHash(hash).update(text).digest('hex')
  const count = nc.toString(16).padStart(8, '0')
  const response = h(
    `${h(`${USER}:${field('realm')}:${password}`)}:${field('nonce')}:${count}:c1:auth:${h(`${method}:${uri}`)}`,
  )
  return `Digest username="${USER}", realm="${field('realm')}", nonce="${field('nonce')}", uri="${uri}", response="${response}", algorithm=${field('algorithm')}, qop=auth, nc=${count}, cnonce="c1"`
}
const proves = (header: string, request = { method: 'POST', path: PATH }, now = AT + 1_000) =>
  provesPassword(digestParameters(header)!, 'let me in', request, now)

describe('a device proves that it knows its password', () => {
  it.each([0, 1])('with challenge %i, once for each count of a nonce', (which) => {
    const challenge = digestChallenges(AT)[which]
    expect(proves(answer(challenge))).toBe(true)
    expect(proves(answer(challenge))).toBe(false)
    expect(proves(answer(challenge, { nc: 2 }))).toBe(true)
  })

  it('and not with another password, method, path, algorithm, or a nonce that is old, ahead or not ours', () => {
    const [challenge] = digestChallenges(AT)
    expect(proves(answer(challenge, { password: 'let me out' }))).toBe(false)
    expect(proves(answer(challenge, { method: 'GET' }))).toBe(false)
    expect(proves(answer(challenge), { method: 'POST', path: '/VIID/MotorVehicles' })).toBe(false)
    expect(proves(answer(challenge, { algorithm: 'SHA-256' }))).toBe(false)
    expect(proves(answer(challenge), undefined, AT + 6 * 60_000)).toBe(false)
    expect(proves(answer(challenge), undefined, AT - 60_000)).toBe(false)
    expect(proves(answer(challenge.replace(/nonce="./, 'nonce="z')))).toBe(false)
    expect(proves(answer(challenge.replace(/nonce="[^"]+/, 'nonce="1.2.3')))).toBe(false)
    expect(proves(answer(challenge))).toBe(true)
  })

  it('with the whole address as devices put it', () => {
    const [challenge] = digestChallenges(AT)
    expect(proves(answer(challenge, { uri: `http://10.0.0.1:3000${PATH}` }))).toBe(true)
  })

  it.each([null, '', 'Basic eDp5', 'Digest', `Digest ${'a="b",'.repeat(400)}`])('not with %s', (header) => {
    const parameters = digestParameters(header)
    expect(parameters !== null && provesPassword(parameters, 'x', { method: 'POST', path: PATH }, AT)).toBe(false)
  })
})
