/**
 * The embedded media server, a process of its own: WHEP out, recorded clips over HTTP, both from simulated clips. It answers on
 * loopback only; the app stands before it. Run as: main.ts HTTP_PORT [MEDIA_ADDRESS].
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { initLogger } from 'node-datachannel'
import { MEDIA_STATUS, MediaError, type Recording, type StreamState } from '../gateway'
import { type ClipSource, readClips } from './clip-source'
import { keyFrameClip, recordedClip } from './recorded-clip'
import { createSessions, type Sessions } from './sessions'

const MOST_OFFER_BYTES = 64 * 1024
const LONGEST_CLIP_MS = 5 * 60_000
/** How far back the simulated recorder remembers. */
const RETENTION_MS = 30 * 86_400_000

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_OFFER_BYTES) throw new MediaError('refused')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Everything since the retention limit is recorded, without gaps: the clip is a function of time. */
function recordings(from: number, to: number, now: number): Recording[] {
  const start = Math.max(from, now - RETENTION_MS)
  const end = Math.min(to, now)
  return start < end ? [{ from: start, to: end }] : []
}

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number> = {},
  body?: string | Uint8Array,
): void {
  response.writeHead(status, headers)
  response.end(body)
}

async function sendClip(response: ServerResponse, clip: ClipSource, query: URLSearchParams): Promise<void> {
  const from = Number(query.get('from'))
  const durationMs = Math.min(Number(query.get('duration')), LONGEST_CLIP_MS)
  if (!Number.isFinite(from) || !(durationMs > 0)) throw new MediaError('refused')
  const [span] = recordings(from, from + durationMs, Date.now())
  if (!span) throw new MediaError('no-recording')
  const made = await recordedClip(clip, span.from, span.to - span.from)
  answer(response, 200, { 'content-type': 'video/mp4', 'x-clip-from': made.from, 'x-clip-to': made.to }, made.bytes)
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  clips: Map<string, ClipSource>,
  sessions: Sessions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://media')
  const [, place, name = ''] = url.pathname.split('/').map(decodeURIComponent)
  const clipNamed = () => {
    const clip = clips.get(name)
    if (!clip) throw new MediaError('unknown-stream')
    return clip
  }
  switch (`${request.method} ${place}`) {
    case 'GET health':
      return answer(response, 200, { 'content-type': 'text/plain' }, 'ok')
    case 'GET streams':
      return answer(
        response,
        200,
        { 'content-type': 'application/json' },
        JSON.stringify(
          Object.fromEntries(
            [...clips.keys()].map((stream): [string, StreamState] => [
              stream,
              { isOnline: true, viewers: sessions.viewersOf(stream), codec: 'h264', warning: null },
            ]),
          ),
        ),
      )
    case 'POST whep': {
      const session = await sessions.open(name, clipNamed(), await readBody(request))
      return answer(
        response,
        201,
        { 'content-type': 'application/sdp', location: `/sessions/${session.id}` },
        session.answerSdp,
      )
    }
    case 'PATCH sessions':
      sessions.addCandidates(name, await readBody(request))
      return answer(response, 204)
    case 'DELETE sessions':
      return answer(response, sessions.close(name) ? 200 : 404, {}, 'no-session')
    case 'GET recordings': {
      clipNamed()
      return answer(
        response,
        200,
        { 'content-type': 'application/json' },
        JSON.stringify(
          recordings(Number(url.searchParams.get('from')), Number(url.searchParams.get('to')), Date.now()),
        ),
      )
    }
    case 'GET clips':
      return sendClip(response, clipNamed(), url.searchParams)
    case 'GET snapshots': {
      const { at, bytes } = await keyFrameClip(clipNamed(), Date.now())
      return answer(response, 200, { 'content-type': 'video/mp4', 'x-snapshot-at': at }, bytes)
    }
    default:
      return answer(response, 404, {}, 'refused')
  }
}

async function main(port: number, mediaAddress: string): Promise<void> {
  initLogger('Fatal', (_level, message) => console.error(message))
  const clips = await readClips(fileURLToPath(new URL('./clips', import.meta.url)))
  const sessions = createSessions({ address: mediaAddress, port: port + 1 })
  const server = createServer((request, response) => {
    route(request, response, clips, sessions).catch((error: unknown) => {
      const reason = error instanceof MediaError ? error.reason : 'refused'
      if (!(error instanceof MediaError)) console.error(`media: ${(error as Error).message}`)
      if (!response.headersSent) answer(response, MEDIA_STATUS[reason], { 'content-type': 'text/plain' }, reason)
    })
  })
  const close = () => {
    sessions.closeAll()
    server.close()
    process.exit(0)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', () => {})
  process.on('disconnect', close)
  server.listen(port, '127.0.0.1', () => process.send?.({ ready: true }))
}

main(Number(process.argv[2]), process.argv[3] ?? '127.0.0.1')
