/** Plays one camera's video by RTSP, its packets interleaved on the same TCP connection. RFC 2326. */
import { lookup } from 'node:dns/promises'
import { connect, type Socket } from 'node:net'
import { mayConnectTo } from '../../../outbound-addresses'
import type { RtspAddress } from './rtsp-address'
import { type Authorization, authorizationFor } from './rtsp-auth'
import { type RtspMessage, rtspReader } from './rtsp-reader'
import { type VideoTrack, videoTrackOf } from './session-description'

export interface RtspEvents {
  /** What the camera has; answer false to go no further. */
  onTrack(track: VideoTrack): boolean
  onPacket(packet: Buffer): void
  /** Once, with what a person can be told. Not after `close`. */
  onEnd(problem: string): void
}

/** A camera's refusal or silence; the message names no address and no password. */
class RtspProblem extends Error {}
class RtspSilence extends RtspProblem {}

const ANSWER_LIMIT_MS = 5_000
const SESSION_S = 60
const MOST_CHALLENGES = 2

interface Exchange {
  request(method: string, uri: string, headers?: Record<string, string>): Promise<RtspMessage>
  socket: Socket
}

const statusOf = ({ startLine }: RtspMessage) => Number(startLine.split(' ')[1])

async function connectTo({ host, port }: RtspAddress): Promise<Socket> {
  const { address } = await lookup(host).catch(() => {
    throw new RtspProblem('its host name is not known')
  })
  if (!mayConnectTo(address, true)) throw new RtspProblem('its address is not called')
  return connect({ host: address, port, noDelay: true, timeout: ANSWER_LIMIT_MS })
}

/** Requests one after the other, each with the authorization that the camera asked for. */
function exchangeOn(socket: Socket, { credentials }: RtspAddress, onPacket: (packet: Buffer) => void): Exchange {
  const read = rtspReader()
  let sequence = 0
  let session = ''
  let authorization: Authorization | null = null
  let waiting: { sequence: number; resolve(answer: RtspMessage): void } | null = null

  socket.on('data', (chunk: Buffer) => {
    try {
      for (const item of read(chunk)) {
        if (item.kind === 'packet') {
          // Even channels carry RTP, odd ones RTCP; we set up channel 0 alone.
          if (item.channel === 0) onPacket(item.data)
        } else if (item.startLine.startsWith('RTSP/') && Number(item.headers.get('cseq')?.[0]) === waiting?.sequence)
          waiting!.resolve(item)
      }
    } catch (error) {
      socket.destroy(error as Error)
    }
  })

  const once = (method: string, uri: string, headers: Record<string, string>) =>
    new Promise<RtspMessage>((resolve, reject) => {
      const limit = setTimeout(() => reject(new RtspSilence('it does not answer')), ANSWER_LIMIT_MS)
      const own = ++sequence
      waiting = {
        sequence: own,
        resolve(answer) {
          clearTimeout(limit)
          waiting = null
          resolve(answer)
        },
      }
      socket.once('close', () => clearTimeout(limit))
      const lines = {
        CSeq: String(own),
        'User-Agent': 'Sightline',
        ...(authorization && { Authorization: authorization(method, uri) }),
        ...(session && { Session: session }),
        ...headers,
      }
      const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(`${method} ${uri} RTSP/1.0\r\n${head.join('')}\r\n`)
    })

  return {
    socket,
    async request(method, uri, headers = {}) {
      for (let challenge = 0; ; challenge++) {
        const answer = await once(method, uri, headers)
        const status = statusOf(answer)
        session = answer.headers.get('session')?.[0].split(';')[0].trim() || session
        if (status === 401 && credentials && challenge < MOST_CHALLENGES) {
          authorization = authorizationFor(answer.headers.get('www-authenticate') ?? [], credentials)
          if (authorization) continue
        }
        if (status === 401) throw new RtspProblem('it refuses the user name or password')
        if (status < 200 || status > 299) throw new RtspProblem(`it answers ${status} to ${method}`)
        return answer
      }
    },
  }
}

/** How long the camera keeps a session that says nothing, in milliseconds. */
function sessionMs(answer: RtspMessage): number {
  const seconds = Number(/timeout=(\d+)/.exec(answer.headers.get('session')?.[0] ?? '')?.[1] ?? SESSION_S)
  return Math.min(Math.max(seconds, 5), 3_600) * 1000
}

async function play({ request, socket }: Exchange, { url }: RtspAddress, events: RtspEvents): Promise<void> {
  const options = await request('OPTIONS', url)
  const described = await request('DESCRIBE', url, { Accept: 'application/sdp' })
  const base = (described.headers.get('content-base') ?? described.headers.get('content-location'))?.[0] || url
  const track = videoTrackOf(described.body, base)
  if (!track) throw new RtspProblem('it has no video')
  if (!events.onTrack(track)) return
  const transport = 'RTP/AVP/TCP;unicast;interleaved=0-1'
  const setUp = await request('SETUP', track.control, { Transport: transport })
  if (!/interleaved=0-1/.test(setUp.headers.get('transport')?.[0] ?? ''))
    throw new RtspProblem('it does not send pictures over TCP')
  await request('PLAY', base, { Range: 'npt=0.000-' })
  const canAsk = /GET_PARAMETER/.test(options.headers.get('public')?.join() ?? '')
  // Any answer will do, even that it does not know the question.
  const ask = () =>
    request(canAsk ? 'GET_PARAMETER' : 'OPTIONS', base).catch((error: Error) => {
      if (error instanceof RtspSilence) socket.destroy(error)
    })
  const keepAlive = setInterval(ask, sessionMs(setUp) / 3)
  socket.once('close', () => clearInterval(keepAlive))
}

const told = (error: unknown) => (error instanceof RtspProblem ? error.message : 'it cannot be reached')

/** Begins to play; `close` ends it without a word from the camera. */
export function playRtsp(address: RtspAddress, events: RtspEvents): { close(): void } {
  let isOver = false
  let socket: Socket | null = null
  const end = (problem: string | null) => {
    socket?.destroy()
    if (isOver) return
    isOver = true
    if (problem !== null) events.onEnd(problem)
  }
  const run = async () => {
    socket = await connectTo(address)
    if (isOver) return void socket.destroy()
    socket.on('error', (error) => end(told(error)))
    socket.on('timeout', () => end('it fell silent'))
    socket.on('close', () => end('it closed the connection'))
    const guarded: RtspEvents = {
      ...events,
      onTrack: (track) => !isOver && events.onTrack(track),
      onPacket: (packet) => !isOver && events.onPacket(packet),
    }
    await play(exchangeOn(socket, address, guarded.onPacket), address, guarded)
  }
  run().catch((error: unknown) => end(told(error)))
  return { close: () => end(null) }
}
