/**
 * The one way out of this server. Built on node:http because Node 20's fetch decodes brotli, which has an unfixed hole:
 * configured hosts only, no encodings, no redirects, a time limit and a size cap, and a connection to the very address that
 * was checked.
 */
import { type LookupAddress, lookup } from 'node:dns'
import { request as httpRequest, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { type BlockList, isIP } from 'node:net'
import { mayConnectTo } from './outbound-addresses'

/** Where a call may go. It comes from the configuration, never from a request. */
export interface Destination {
  /** `http:` or `https:`, without a password. */
  baseUrl: string
  /** Whether it may be on this machine. */
  isLoopbackExpected: boolean
  /** The networks it must be in; null or missing: any that may be called at all. */
  networks?: BlockList | null
}

export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Stays within the destination's origin. */
  path: string
  contentType?: string
  /** Others than those of the body, such as Authorization. */
  headers?: Record<string, string>
  body?: string
  timeoutMs?: number
  mostBytes?: number
}

export interface OutboundResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export class OutboundError extends Error {
  constructor(
    readonly reason: 'unreachable' | 'timeout' | 'refused',
    message: string = reason,
  ) {
    super(message)
  }
}

/** It came, and is not taken: too large, or encoded. */
export class AnswerNotTaken extends OutboundError {
  constructor(message: string) {
    super('refused', message)
  }
}

const TIMEOUT_MS = 3_000
const MOST_BYTES = 1 << 20

/** The address, or the refusal. */
function urlOf({ baseUrl, isLoopbackExpected, networks }: Destination, path: string): URL {
  const base = new URL(baseUrl)
  const url = new URL(path, base)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!/^https?:$/.test(base.protocol) || base.username || base.password)
    throw new OutboundError('refused', 'A destination is an http or https address without a password.')
  if (url.origin !== base.origin) throw new OutboundError('refused', 'A call stays on its own host.')
  if (isIP(host) && !mayConnectTo(host, isLoopbackExpected, networks))
    throw new OutboundError('refused', `${host} is not called.`)
  return url
}

/** A look-up whose every address is checked; the connection is made to one of them without asking again. */
const checkedLookup =
  ({ isLoopbackExpected, networks }: Destination): RequestOptions['lookup'] =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return done(error, [])
      if (!found.every(({ address }) => mayConnectTo(address, isLoopbackExpected, networks)))
        return done(new OutboundError('refused', `${host} is at an address that is not called.`), [])
      if (options.all) done(null, found)
      else done(null, found[0].address, found[0].family)
    })

/**
 * Sends one request. A status of 300 and more is an answer like any other.
 * Throws OutboundError `unreachable`, `timeout`, or `refused` when the address is not allowed or the answer too large or encoded.
 */
export async function callOut(destination: Destination, given: OutboundRequest): Promise<OutboundResponse> {
  const { method, path, contentType, body, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES } = given
  const url = urlOf(destination, path)
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const headers = {
    ...given.headers,
    'accept-encoding': 'identity',
    ...(contentType ? { 'content-type': contentType } : {}),
    ...(body ? { 'content-length': Buffer.byteLength(body) } : {}),
  }
  const options: RequestOptions = {
    method,
    headers,
    agent: false,
    lookup: checkedLookup(destination),
  }
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(error instanceof OutboundError ? error : new OutboundError('unreachable', `${url.host} does not answer.`))
    const call = send(url, options, (response) => {
      if (response.headers['content-encoding']) {
        call.destroy(new AnswerNotTaken('The answer is encoded.'))
        return
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > mostBytes) call.destroy(new AnswerNotTaken('The answer is too large.'))
        else chunks.push(chunk)
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
      response.on('error', fail)
    })
    const limit = setTimeout(() => call.destroy(new OutboundError('timeout')), timeoutMs)
    call.on('close', () => clearTimeout(limit))
    call.on('error', fail)
    call.end(body)
  })
}
