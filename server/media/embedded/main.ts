/**
 * The embedded media server, a process of its own: WHEP out, recordings over HTTP, of simulated clips and of cameras. It answers
 * on loopback only; the app stands before it. Run as: main.ts HTTP_PORT [MEDIA_ADDRESS].
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { initLogger } from 'node-datachannel'
import { clipOf } from '../../domain/clip-name'
import type { PtzPosition } from '../../domain/ptz-aim'
import { MEDIA_STATUS, MediaError, type StreamState } from '../gateway'
import type { Archive } from './archive'
import type { PtzHead } from './ptz/ptz-head'
import { createSessions, type Sessions } from './sessions'
import { snapshotOf } from './snapshot'
import { headOf, openStreams, type Stream } from './streams'

const MOST_OFFER_BYTES = 64 * 1024
const LONGEST_CLIP_MS = 5 * 60_000

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

function answer(
  response: ServerResponse,
  status: number,
  headers: Record<string, string | number> = {},
  body?: string | Uint8Array,
): void {
  response.writeHead(status, headers)
  response.end(body)
}

const sendJson = (response: ServerResponse, value: unknown) =>
  answer(response, 200, { 'content-type': 'application/json' }, JSON.stringify(value))

async function sendClip(response: ServerResponse, archive: Archive | null, query: URLSearchParams): Promise<void> {
  const from = Number(query.get('from'))
  const durationMs = Math.min(Number(query.get('duration')), LONGEST_CLIP_MS)
  if (!Number.isFinite(from) || !(durationMs > 0)) throw new MediaError('refused')
  if (!archive) throw new MediaError('no-recording')
  const clip = await archive.clip(from, durationMs)
  answer(response, 200, { 'content-type': 'video/mp4', 'x-clip-from': clip.from, 'x-clip-to': clip.to }, clip.bytes)
}

async function turn(head: PtzHead, query: URLSearchParams): Promise<void> {
  const preset = query.get('preset')
  if (preset !== null) return head.goTo(preset)
  const position = { pan: axis(query, 'pan'), tilt: axis(query, 'tilt'), hfov: axis(query, 'hfov') }
  await head.move(position)
}

function axis(query: URLSearchParams, name: keyof PtzPosition): number {
  const degrees = Number(query.get(name) ?? Number.NaN)
  if (!(Math.abs(degrees) <= 360)) throw new MediaError('refused', `${name} is no angle.`)
  return degrees
}

function statesOf(streams: Map<string, Stream>, sessions: Sessions): Record<string, StreamState> {
  return Object.fromEntries(
    [...streams].map(([name, { source }]) => {
      const { isOnline, codec, warning } = source.state()
      return [name, { isOnline, viewers: sessions.viewersOf(name), codec, warning }]
    }),
  )
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  streams: Map<string, Stream>,
  sessions: Sessions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://media')
  const [, place, name = '', part = ''] = url.pathname.split('/').map(decodeURIComponent)
  const named = () => {
    const stream = streams.get(name) ?? streams.get(clipOf(name))
    if (!stream) throw new MediaError('unknown-stream')
    return stream
  }
  const instant = (parameter: string) => Number(url.searchParams.get(parameter))
  switch (`${request.method} ${place}`) {
    case 'GET health':
      return answer(response, 200, { 'content-type': 'text/plain' }, 'ok')
    case 'GET streams':
      return sendJson(response, statesOf(streams, sessions))
    case 'POST whep': {
      const session = await sessions.open(named().source, await readBody(request))
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
    case 'GET hls':
      return answer(response, 200, { 'content-type': 'application/vnd.apple.mpegurl' }, await named().hls.playlist())
    case 'GET hls-parts':
      return answer(response, 200, { 'content-type': 'video/mp4' }, named().hls.part(part))
    case 'GET recordings':
      return sendJson(response, (await named().archive?.list(instant('from'), instant('to'))) ?? [])
    case 'GET clips':
      return sendClip(response, named().archive, url.searchParams)
    case 'GET ptz':
      return sendJson(response, await headOf(streams, name).state())
    case 'POST ptz':
      await turn(headOf(streams, name), url.searchParams)
      return answer(response, 204)
    case 'GET snapshots': {
      const { at, bytes } = await snapshotOf(named().source)
      return answer(response, 200, { 'content-type': 'video/mp4', 'x-snapshot-at': at }, bytes)
    }
    default:
      return answer(response, 404, {}, 'refused')
  }
}

async function main(port: number, mediaAddress: string): Promise<void> {
  initLogger('Fatal', (_level, message) => console.error(message))
  const streams = await openStreams()
  const sessions = createSessions({ address: mediaAddress, port: port + 1 })
  const server = createServer((request, response) => {
    route(request, response, streams, sessions).catch((error: unknown) => {
      const reason = error instanceof MediaError ? error.reason : 'refused'
      if (!(error instanceof MediaError)) console.error(`media: ${(error as Error).message}`)
      if (!response.headersSent) answer(response, MEDIA_STATUS[reason], { 'content-type': 'text/plain' }, reason)
    })
  })
  let isClosing = false
  const close = async () => {
    if (isClosing) return
    isClosing = true
    sessions.closeAll()
    server.close()
    await Promise.all([...streams.values()].map((stream) => stream.close()))
    process.exit(0)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', () => {})
  process.on('disconnect', close)
  server.listen(port, '127.0.0.1', () => process.send?.({ ready: true }))
}

main(Number(process.argv[2]), process.argv[3] ?? '127.0.0.1')
