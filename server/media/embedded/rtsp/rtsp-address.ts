/** A camera's RTSP address with its credentials taken out of it, so that it can be sent and told. */
import type { Credentials } from './rtsp-auth'

export interface RtspAddress {
  host: string
  port: number
  /** Without credentials. */
  url: string
  credentials: Credentials | null
}

const PORT = 554

/** Null when it is not an RTSP address. */
export function readRtspAddress(text: string): RtspAddress | null {
  if (!/^rtsp:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  try {
    const credentials = url.username
      ? { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : null
    url.username = ''
    url.password = ''
    const host = url.hostname.replace(/^\[|\]$/g, '')
    return host ? { host, port: Number(url.port || PORT), url: url.href, credentials } : null
  } catch {
    return null
  }
}
