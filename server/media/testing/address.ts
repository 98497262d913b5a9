import type { ServerAddress } from '../server-call'

/** A server on this machine that answers everything at one address. */
export const addressOf = (url: string, secret: string | null = null): ServerAddress => ({
  baseUrl: url,
  apiUrl: new URL(url).origin,
  recordingsUrl: new URL(url).origin,
  hlsUrl: new URL(url).origin,
  secret,
  isLoopbackExpected: true,
  recordingsZone: 'Asia/Shanghai',
})
