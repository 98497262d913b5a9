import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { callOut, OutboundError, type OutboundRequest } from './outbound'
import { mayConnectTo, networksOf } from './outbound-addresses'

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

async function outcome(baseUrl: string, request: OutboundRequest, isLoopbackExpected = true): Promise<string> {
  try {
    return `${(await callOut({ baseUrl, isLoopbackExpected }, request)).status}`
  } catch (error) {
    return error instanceof OutboundError ? error.reason : `not an OutboundError: ${String(error)}`
  }
}

describe('a call out of the server', () => {
  it('sends the body as it is and brings the answer back, refusals too', async () => {
    const url = await serve(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      response.writeHead(406, { location: '/sessions/1' })
      response.end(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
    })
    const answer = await callOut(
      { baseUrl: url, isLoopbackExpected: true },
      {
        method: 'POST',
        path: '/whep/a',
        contentType: 'application/sdp',
        body: 'v=0 摄像机',
      },
    )
    expect(answer).toMatchObject({ status: 406, headers: { location: '/sessions/1' } })
    expect(answer.body.toString('utf8')).toBe('POST /whep/a application/sdp v=0 摄像机')
  })

  it('sends the headers it is given, but asks for no encoding all the same', async () => {
    const url = await serve((request, response) =>
      response.end(`${request.headers['authorization']} ${request.headers['accept-encoding']}`),
    )
    const headers = { authorization: 'Bearer x', 'accept-encoding': 'gzip' }
    const answer = await callOut({ baseUrl: url, isLoopbackExpected: true }, { ...GET, headers })
    expect(answer.body.toString('utf8')).toBe('Bearer x identity')
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

const LOOPBACK = ['127.0.0.1', '127.1', '127.255.255.254', '2130706433', '0x7f.1', '0x7f000001', '017700000001', '①②⑦.0.0.1', '127。0。0。1', '[::1]', '[0:0:0:0:0:0:0:1]', 'localhost'] // biome-ignore format: a list
const NEVER = ['0', '0.0.0.0', '0.1.2.3', '169.254.169.254', '169.254.169.254.', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '100.100.100.200', '192.0.0.192', '198.18.0.1', '224.0.0.1', '239.255.255.255', '255.255.255.255', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:1]', '[::127.0.0.1]', '[::ffff:169.254.169.254]', '[::ffff:10.0.0.1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2002:a9fe:a9fe::1]', '[2001:0:7f00:1::]', '[fd00:ec2::254]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[100::1]'] // biome-ignore format: a list

describe('where a call may go', () => {
  it.each(LOOPBACK)('%s is this machine: only where that is expected', async (host) => {
    const url = await serve((_request, response) => response.end())
    const own = `http://${host}:${new URL(url).port}`
    expect(await outcome(own, GET, false)).toBe('refused')
  })

  it.each(NEVER)('%s is never called', async (host) => {
    for (const isLoopbackExpected of [true, false])
      for (const scheme of ['http', 'https'])
        expect(await outcome(`${scheme}://${host}:9`, { ...GET, timeoutMs: 200 }, isLoopbackExpected)).toBe('refused')
  })

  it('checks what the resolver gives, not what the name says', () => {
    expect(
      ['10.1.2.3', '172.16.0.9', '192.168.1.5', '8.8.8.8', 'fd12::1', '2606:4700::1'].filter(
        (address) => !mayConnectTo(address, false),
      ),
    ).toEqual([])
    expect(
      ['', 'localhost', 'fe80::1%eth0', '2606:4700::1%1', '10.0.0', '::ffff:10.0.0.1'].filter((address) =>
        mayConnectTo(address, true),
      ),
    ).toEqual([])
  })

  it('stays within the networks it is given', async () => {
    const networks = networksOf('10.20.0.0/16, 192.168.7.5, fd12::/32')
    const may = (address: string) => mayConnectTo(address, false, networks)
    expect(['10.20.3.4', '192.168.7.5', 'fd12::9'].every(may)).toBe(true)
    expect(['10.21.0.1', '192.168.7.6', '8.8.8.8', 'fd13::1', '127.0.0.1', '169.254.169.254'].some(may)).toBe(false)
    await expect(callOut({ baseUrl: 'http://10.21.0.1', isLoopbackExpected: false, networks }, GET)).rejects.toThrow(
      '10.21.0.1 is not called.',
    )
    expect(mayConnectTo('169.254.169.254', false, networksOf('0.0.0.0/0'))).toBe(false)
    for (const wrong of ['', 'camera.example', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.1;10.0.0.2'])
      expect(() => networksOf(wrong), wrong).toThrow(RangeError)
  })

  it.each(['ftp://10.0.0.1', 'file:///etc/passwd', 'http://user:secret@10.0.0.1', 'https://:x@10.0.0.1'])(
    '%s is no destination',
    async (url) => {
      expect(await outcome(url, GET)).toBe('refused')
    },
  )

  it.each([
    '//169.254.169.254/',
    'http://169.254.169.254/',
    'https://127.0.0.1/',
    '/\\\\169.254.169.254/',
    '\\\\10.0.0.1\\',
  ])('the path %s leads to no other host', async (path) => {
    let asked: string | undefined
    const url = await serve((request, response) => {
      asked = request.headers.host
      response.end()
    })
    const result = await outcome(url, { ...GET, path })
    if (result !== 'refused') expect(asked).toBe(new URL(url).host)
    else expect(asked).toBeUndefined()
  })
})
