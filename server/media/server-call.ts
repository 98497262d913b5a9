/** HTTP with one media server of another make: what cannot be reached, and what cannot be believed, is a MediaError. */
import type { z } from 'zod'
import { callOut, type Destination, OutboundError, type OutboundRequest, type OutboundResponse } from '../outbound'
import { MediaError } from './gateway'

/** What is known of a media server, as an administrator entered it. */
export interface ServerAddress {
  /** Where viewers' offers go. */
  baseUrl: string
  /** Where it is asked about its streams and recordings; null: as this make has it by default. */
  apiUrl: string | null
  recordingsUrl: string | null
  /** Where it sends HLS, where that is elsewhere than by default. */
  hlsUrl?: string
  /** `name:password`, or a token. */
  secret: string | null
  isLoopbackExpected: boolean
  networks?: Destination['networks']
  /** The zone of the server's clock, where its file names tell the time by it. */
  recordingsZone: string
}

export type ServerCall = (request: OutboundRequest) => Promise<OutboundResponse>

export function serverCall(
  baseUrl: string,
  { isLoopbackExpected, networks }: ServerAddress,
  headers: Record<string, string> = {},
): ServerCall {
  return (request) =>
    callOut(
      { baseUrl, isLoopbackExpected, networks },
      { ...request, headers: { ...headers, ...request.headers } },
    ).catch((error: unknown) => {
      throw error instanceof OutboundError ? new MediaError(error.reason, `Media server: ${error.message}`) : error
    })
}

/** `name:password` goes as Basic, anything else as Bearer. RFC 7617, RFC 6750. */
export function authorization(secret: string | null): Record<string, string> {
  if (!secret) return {}
  const credentials = secret.includes(':') ? `Basic ${Buffer.from(secret).toString('base64')}` : `Bearer ${secret}`
  return { authorization: credentials }
}

/** The same host on another port, for servers that answer on several. */
export function onPort(baseUrl: string, port: number): string {
  const url = new URL(baseUrl)
  url.port = String(port)
  return url.origin
}

/** What an answer holds. Throws MediaError `refused` when it is something else. */
export function contentOf<T>(schema: z.ZodType<T>, { body }: OutboundResponse): T {
  let value: unknown
  try {
    value = JSON.parse(body.toString('utf8'))
  } catch {
    throw new MediaError('refused', 'The media server sent something other than JSON.')
  }
  const read = schema.safeParse(value)
  if (!read.success) throw new MediaError('refused', 'The media server sent JSON of another shape.')
  return read.data
}

/** A path of a stream whose name may hold slashes; null when the name would lead elsewhere. */
export function streamPath(stream: string): string | null {
  const parts = stream.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return null
  return parts.map(encodeURIComponent).join('/')
}
