import { describe, expect, it } from 'vitest'
import type { Caller } from '../domain/access'
import { iceServers } from './ice-servers'

const caller = { personId: 7 } as Caller
const now = new Date('2026-01-15T08:00:00Z')

describe('credentials of the TURN server', () => {
  it('end after an hour and name the person', () => {
    const [server] = iceServers({ turnUrl: 'turn:turn.example:3478', turnSecret: 'north' }, caller, now)
    expect(server.username).toBe(`${now.getTime() / 1_000 + 3_600}:7`)
  })

  it('are what another HMAC makes of them', async () => {
    const [{ username, credential }] = iceServers(
      { turnUrl: 'turn:turn.example:3478', turnSecret: 'north' },
      caller,
      now,
    )
    const bytes = (text: string) => new TextEncoder().encode(text)
    const hmac = { name: 'HMAC', hash: 'SHA-1' }
    const key = await crypto.subtle.importKey('raw', bytes('north'), hmac, false, ['sign'])
    const oracle = await crypto.subtle.sign(hmac, key, bytes(username))
    expect(credential).toBe(Buffer.from(oracle).toString('base64'))
  })

  it('are none where there is no server or no secret', () => {
    expect(iceServers({ turnUrl: null, turnSecret: 'north' }, caller, now)).toEqual([])
    expect(iceServers({ turnUrl: 'turn:turn.example:3478', turnSecret: null }, caller, now)).toEqual([])
  })
})
