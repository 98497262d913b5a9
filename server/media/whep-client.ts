/**
 * Signalling with media servers that others made, as they are and not as WHEP would have them: see each adapter for what its
 * server does. A session is known by the path its server gave it, which no browser ever sees.
 */
import { LRUCache } from 'lru-cache'
import type { OutboundResponse } from '../outbound'
import { type LiveSession, MediaError } from './gateway'
import type { ServerCall } from './server-call'

const OPEN_TIMEOUT_MS = 5_000
const MOST_ANSWER_BYTES = 64 * 1024
const LONGEST_SESSION_PATH = 2_048
const MOST_REMEMBERED = 2_000

interface Dialect {
  /** Where offers for a stream go; null when no stream can have this name. */
  offerPath(stream: string): string | null
  /** What a session's path looks like; any other is not called. */
  session: RegExp
  takesCandidates: boolean
  /** What an answer that is not a session means. */
  refusal(response: OutboundResponse, stream: string): Promise<MediaError> | MediaError
  /** Whether the answer to an end says that there was no such session. */
  isUnknownSession?(response: OutboundResponse): boolean
}

export interface WhepClient {
  openLive(stream: string, offerSdp: string): Promise<LiveSession>
  addCandidates(sessionId: string, fragment: string): Promise<void>
  closeLive(sessionId: string): Promise<void>
}

const offersH264 = (sdp: string) => /^a=rtpmap:\d+ H264\/90000/im.test(sdp)

const midsOf = (sdp: string) => [...sdp.matchAll(/^a=mid:(.*?)\r?$/gm)].map(([, mid]) => mid)

/** MediaMTX counts media sections where browsers may name them. */
const withNumbers = (fragment: string, mids: readonly string[]) =>
  fragment.replace(/^a=mid:(.*?)(\r?)$/gm, (line, mid: string, end: string) => {
    const index = mids.indexOf(mid)
    return index < 0 ? line : `a=mid:${index}${end}`
  })

/** Paths only: a server behind a proxy may name itself by another host. */
function sessionPath(location: unknown, offerPath: string, { session }: Dialect): string {
  const given = typeof location === 'string' ? location : ''
  let path = ''
  try {
    const { pathname, search } = new URL(given, `http://media${offerPath}`)
    path = pathname + search
  } catch {
    // Told below.
  }
  if (given === '' || path.length > LONGEST_SESSION_PATH || !session.test(path))
    throw new MediaError('refused', 'The media server named no session.')
  return path
}

export function whepClient(call: ServerCall, dialect: Dialect): WhepClient {
  /** For late candidates only; an ended app forgets it, and a session can be ended without. */
  const opened = new LRUCache<string, { etag: string; mids: string[] }>({ max: MOST_REMEMBERED })

  const end = async (sessionId: string) => {
    if (!dialect.session.test(sessionId)) throw new MediaError('no-session')
    const response = await call({ method: 'DELETE', path: sessionId })
    opened.delete(sessionId)
    if ([404, 410].includes(response.status) || dialect.isUnknownSession?.(response)) throw new MediaError('no-session')
    if (response.status >= 300) throw new MediaError('refused', `The media server answered ${response.status}.`)
  }

  return {
    async openLive(stream, offerSdp) {
      const path = dialect.offerPath(stream)
      if (path === null) throw new MediaError('unknown-stream')
      const response = await call({
        method: 'POST',
        path,
        contentType: 'application/sdp',
        body: offerSdp,
        timeoutMs: OPEN_TIMEOUT_MS,
        mostBytes: MOST_ANSWER_BYTES,
      })
      if (response.status !== 201) {
        const refusal = await dialect.refusal(response, stream)
        throw refusal.reason === 'refused' && !offersH264(offerSdp) ? new MediaError('codec') : refusal
      }
      const id = sessionPath(response.headers['location'], path, dialect)
      const answerSdp = response.body.toString('utf8')
      if (!/^v=0\r?\n/.test(answerSdp) || !/^m=video /m.test(answerSdp)) {
        await end(id).catch(() => {})
        throw new MediaError('refused', 'The media server answered with something other than a description of video.')
      }
      opened.set(id, { etag: String(response.headers['etag'] ?? '*'), mids: midsOf(offerSdp) })
      return { id, answerSdp }
    },
    async addCandidates(sessionId, fragment) {
      const session = opened.get(sessionId)
      if (!session) throw new MediaError('no-session')
      if (!dialect.takesCandidates) return
      const response = await call({
        method: 'PATCH',
        path: sessionId,
        contentType: 'application/trickle-ice-sdpfrag',
        headers: { 'if-match': session.etag },
        body: withNumbers(fragment, session.mids),
      })
      if ([404, 410].includes(response.status)) throw new MediaError('no-session')
      // A server that takes none has all it needs in the offer.
      if (response.status >= 300 && response.status !== 405 && response.status !== 501)
        throw new MediaError('refused', `The media server answered ${response.status}.`)
    },
    closeLive: end,
  }
}

/** What a status alone says of a stream. */
export function reasonOfStatus(status: number): MediaError {
  const message = `The media server answered ${status}.`
  if (status === 404) return new MediaError('unknown-stream', message)
  if (status === 409) return new MediaError('offline', message)
  if (status === 503) return new MediaError('busy', message)
  if (status === 504) return new MediaError('timeout', message)
  return new MediaError('refused', message)
}
