import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { MediaError } from './gateway'
import { callMediaServer, type OutboundRequest } from './outbound'

let server: Server

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const GET: OutboundRequest = { method: 'GET', path: '/' }

async function outcome(url: string, request: OutboundRequest): Promise<string> {
  try {
    return `${(await callMediaServer(url, request)).status}`
  } catch (error) {
    return error instanceof MediaError ? error.reason : `not a MediaError: ${String(error)}`
  }
}

describe('a call to the media server', () => {
  it('sends the body as it is and brings the answer back, refusals too', async () => {
    const url = await serve(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      response.writeHead(406, { location: '/sessions/1' })
      response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
    })
    const answer = await callMediaServer(url, {
      method: 'POST',
      path: '/whep/a',
      contentType: 'application/sdp',
      body: 'v=0 摄像机',
    })
    expect(answer).toMatchObject({ status: 406, headers: { location: '/sessions/1' } })
    expect(answer.body.toString('utf8')).toBe('POST /whep/a application/sdp v=0 摄像机')
  })

  it('asks for no encoding, and refuses an encoded answer unread', async () => {
    for (const [encoding, encode] of [
      ['gzip', gzipSync],
      ['br', brotliCompressSync],
    ] as const) {
      let asked: string | string[] | undefined
      const url = await serve((request, response) => {
        asked = request.headers['accept-encoding']
        response.writeHead(200, { 'content-encoding': encoding })
        response.end(encode('hello'))
      })
      expect(await outcome(url, GET), encoding).toBe('refused')
      expect(asked).toBe('identity')
      server.close()
    }
  })

  it('times out when no answer comes', async () => {
    const url = await serve(() => {})
    const from = Date.now()
    expect(await outcome(url, { ...GET, timeoutMs: 200 })).toBe('timeout')
    expect(Date.now() - from).toBeLessThan(1_000)
  })

  it('times out when an answer trickles on for ever', async () => {
    const url = await serve((_request, response) => {
      const drip = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(drip))
    })
    const from = Date.now()
    expect(await outcome(url, { ...GET, timeoutMs: 300 })).toBe('timeout')
    expect(Date.now() - from).toBeLessThan(1_000)
  })

  it('refuses more than it will hold, without reading it all', async () => {
    let sent = 0
    const url = await serve((_request, response) => {
      const pour = () => {
        while (!response.destroyed && sent < 64 << 20) {
          sent += 65_536
          if (!response.write(Buffer.alloc(65_536))) return void response.once('drain', pour)
        }
        response.end()
      }
      pour()
    })
    expect(await outcome(url, { ...GET, mostBytes: 100_000 })).toBe('refused')
    expect(sent).toBeLessThan(32 << 20)
    expect(await outcome(url, { ...GET, mostBytes: 65 << 20 })).toBe('200')
  })

  it('is unreachable when nobody listens, and when the server dies in the middle of its answer', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000 })
      response.write('half of it')
      setTimeout(() => response.destroy(), 50)
    })
    expect(await outcome(url, GET)).toBe('unreachable')
    server.close()
    server.closeAllConnections()
    expect(await outcome(url, GET)).toBe('unreachable')
  })

  it('follows no redirect', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' })
      response.end()
    })
    expect(await outcome(url, GET)).toBe('302')
  })
})
