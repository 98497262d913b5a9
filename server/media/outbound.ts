/**
 * The one way out to a media server. Built on node:http because Node 20's fetch decodes brotli, which has an unfixed hole:
 * no encodings, one host, a time limit and a size cap.
 */
import { request } from 'node:http'
import { MediaError } from './gateway'

export interface OutboundResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export interface OutboundRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  contentType?: string
  body?: string
  timeoutMs?: number
  mostBytes?: number
}

const TIMEOUT_MS = 3_000
const MOST_BYTES = 1 << 20

/** Throws MediaError `unreachable`, `timeout`, or `refused` when the answer is too large or encoded. */
export function callMediaServer(
  baseUrl: string,
  { method, path, contentType, body, timeoutMs = TIMEOUT_MS, mostBytes = MOST_BYTES }: OutboundRequest,
): Promise<OutboundResponse> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(error instanceof MediaError ? error : new MediaError('unreachable', 'The media server does not answer.'))
    const headers = {
      'accept-encoding': 'identity',
      ...(contentType ? { 'content-type': contentType } : {}),
      ...(body ? { 'content-length': Buffer.byteLength(body) } : {}),
    }
    const call = request(new URL(path, baseUrl), { method, headers, timeout: timeoutMs }, (response) => {
      if (response.headers['content-encoding']) {
        call.destroy(new MediaError('refused', 'The media server sent an encoded answer.'))
        return
      }
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > mostBytes) call.destroy(new MediaError('refused', 'The media server sent too much.'))
        else chunks.push(chunk)
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
      response.on('error', fail)
    })
    const limit = setTimeout(() => call.destroy(new MediaError('timeout')), timeoutMs)
    call.on('timeout', () => call.destroy(new MediaError('timeout')))
    call.on('close', () => clearTimeout(limit))
    call.on('error', fail)
    call.end(body)
  })
}
