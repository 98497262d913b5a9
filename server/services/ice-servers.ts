/** What a browser needs to reach the media server from behind a network that lets no video through. */
import { createHmac } from 'node:crypto'
import type { Caller } from '../domain/access'

export interface TurnSettings {
  turnUrl: string | null
  turnSecret: string | null
}

export interface IceServer {
  urls: string
  username: string
  credential: string
}

const VALID_S = 3_600

/**
 * Credentials of the TURN server that end after an hour: the name is their end and the person, the password its HMAC-SHA1 with the
 * shared secret (draft-uberti-behave-turn-rest-00, as coturn reads it). None is set up: none is needed.
 */
export function iceServers({ turnUrl, turnSecret }: TurnSettings, { personId }: Caller, now: Date): IceServer[] {
  if (!turnUrl || !turnSecret) return []
  const username = `${Math.floor(now.getTime() / 1_000) + VALID_S}:${personId}`
  return [{ urls: turnUrl, username, credential: createHmac('sha1', turnSecret).update(username).digest('base64') }]
}
