import { describe, expect, it } from 'vitest'
import { authorizationFor } from './rtsp-auth'

const RFC_7616 = { username: 'Mufasa', password: 'Circle of Life' }
const challenge = (algorithm: string) =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`
const cnonce = () => 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
const responseOf = (header: string | undefined) => /response="([0-9a-f]+)"/.exec(header ?? '')?.[1]

describe('the authorization a camera asks for', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('is the published one of RFC 7616 §3.9.1 for %s', (algorithm, response) => {
    const header = authorizationFor([challenge(algorithm)], RFC_7616, cnonce)?.('GET', '/dir/index.html')
    expect(responseOf(header)).toBe(response)
    expect(header).toMatch(/nc=00000001, qop=auth$/)
  })

  it('is the published one of RFC 2069 (erratum 749) where the camera names no quality', () => {
    const old = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'
    const header = authorizationFor([old], { username: 'Mufasa', password: 'CircleOfLife' })?.('GET', '/dir/index.html')
    expect(responseOf(header)).toBe('1949323746fe6a43ef61f9606e7febea')
  })

  it('prefers what hides the password best, counts on, and quotes names', () => {
    const both = ['Basic realm="x"', challenge('MD5'), challenge('SHA-256')]
    const answer = authorizationFor(both, { username: 'a"b', password: 'c' }, cnonce)!
    expect(answer('PLAY', 'rtsp://h/')).toMatch(/^Digest username="a\\"b", .*algorithm=SHA-256.*nc=00000001/)
    expect(answer('PLAY', 'rtsp://h/')).toMatch(/nc=00000002/)
    expect(authorizationFor(['Basic realm="x"'], { username: 'viewer', password: '密' })!('PLAY', '')).toBe(
      `Basic ${Buffer.from('viewer:密').toString('base64')}`,
    )
  })

  it('is none for what is not known', () => {
    for (const unknown of [[], ['Negotiate'], ['Digest realm="x"'], ['Digest realm="x", nonce="y", algorithm=MD4']])
      expect(authorizationFor(unknown, RFC_7616)).toBeNull()
  })
})
