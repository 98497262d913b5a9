/**
 * What stand-ins for media servers of other makes share: real WebRTC sessions of a demo clip behind a small HTTP server. How they
 * answer is each stand-in's own, after what was observed of the server it stands in for.
 */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Clip, readClips } from '../embedded/clip'
import { HlsRing } from '../embedded/hls'
import { createSessions, type Sessions } from '../embedded/sessions'
import { simulatedCamera } from '../embedded/simulated-camera'
import type { Source } from '../embedded/source'

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

export interface StandInMedia {
  clip: Clip
  source: Source
  sessions: Sessions
  hls: HlsRing
}

export interface StandIn {
  url: string
  /** Every offer that came, as it came. */
  offers: readonly string[]
  stop(): Promise<void>
}

export const STREAM_CLIP = 'clip-03'

export const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

export async function startStandIn(answer: (asked: Asked, media: StandInMedia) => Promise<Answer>): Promise<StandIn> {
  const clips = await readClips(fileURLToPath(new URL('../embedded/clips', import.meta.url)))
  const clip = clips.get(STREAM_CLIP)!
  const source = simulatedCamera(clip)
  const offers: string[] = []
  let media: StandInMedia
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in')
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = 'GET', headers } = request
    if (method === 'POST') offers.push(body)
    const given = await answer({ method, path: url.pathname, query: url.searchParams, headers, body }, media).catch(
      (error: Error): Answer => ({ status: 500, body: error.message }),
    )
    response.writeHead(given.status, given.headers)
    response.end(given.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  media = {
    clip,
    source,
    hls: new HlsRing(source),
    sessions: createSessions({ address: '127.0.0.1', port: port > 60_000 ? port - 1 : port + 1 }),
  }
  let isStopped = false
  return {
    url: `http://127.0.0.1:${port}`,
    offers,
    async stop() {
      if (isStopped) return
      isStopped = true
      media.sessions.closeAll()
      media.hls.close()
      source.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
