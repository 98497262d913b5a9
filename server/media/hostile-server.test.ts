/** Media servers that answer anything at all: every call ends in a value that can be believed or in a MediaError, and leads nowhere else. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../domain/testing/random'
import { MediaError, type MediaGateway } from './gateway'
import { openGateway } from './open-gateway'
import { addressOf } from './testing/address'

const ROUNDS = 120
const SEED = 20260722
const OFFER = 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102\r\na=mid:0\r\na=rtpmap:102 H264/90000\r\n'

let server: Server
let url: string
let random = seededRandom(SEED)
const asked: string[] = []
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]

const NUMBERS = [0, 1, -1, 1e308, 2 ** 53, Number.NaN, 0.5, 86_400_000]
const TEXTS = ['', '\0', 'x'.repeat(70_000), '../../etc/passwd', '__proto__', '<script>', 'live', 'clip-03', 'H264', '2026-07-22T00:00:00Z', '2026-07-22-00-15-00-3.mp4', 'not found', 'codec', 'v=0\r\nm=video 9', 'v=0\r\n'] // biome-ignore format: a list

function anything(depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 3 ? 4 : 6))
  if (kind === 0) return pick(NUMBERS)
  if (kind === 1) return pick(TEXTS)
  if (kind === 2) return pick([null, true, false])
  if (kind === 3) return pick([[], {}])
  if (kind === 4) return Array.from({ length: Math.floor(random() * 5) }, () => anything(depth + 1))
  const keys = ['code', 'data', 'items', 'pageCount', 'name', 'tracks', 'readers', 'online', 'paths', 'rootPath', 'start', 'duration', 'app', 'stream', '__proto__', 'msg'] // biome-ignore format: a list
  return Object.fromEntries(
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => [pick(keys), anything(depth + 1)]),
  )
}

/** An answer of the right shape with something wrong within. */
function nearlyRight(): unknown {
  return pick([
    { code: 0, data: [{ app: 'live', stream: 'clip-03', totalReaderCount: pick(NUMBERS), tracks: anything() }] },
    { code: 0, data: { paths: [pick(TEXTS), '2026-07-22-00-15-00-3.mp4'], rootPath: pick(TEXTS) } },
    { pageCount: pick(NUMBERS), items: [{ name: 'clip-03', online: true, tracks: anything(), readers: anything() }] },
    [{ start: pick(TEXTS), duration: pick(NUMBERS), url: 'http://169.254.169.254/' }],
    [{ start: '2026-07-22T00:00:00+99:99', duration: 1 }],
  ])
}

const LOCATIONS = ['', '/', '//169.254.169.254/whep/x', 'http://169.254.169.254/whep/1', '/v3/config/paths/delete/all', '/whep/../../v3/x', '/a/whep/1', '/index/api/delete_webrtc?id=1', '/index/api/restartServer', 'javascript:1', `/whep/${'x'.repeat(9_000)}`] // biome-ignore format: a list

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.method} ${request.url}`)
    request.resume()
    if (random() < 0.03) return void response.destroy()
    const headers: Record<string, string> = {}
    if (random() < 0.5) headers['location'] = pick(LOCATIONS)
    if (random() < 0.3)
      headers['content-range'] = pick(['bytes 0-0/9', 'bytes 0-0/-1', 'bytes */*', `bytes 0-0/${2 ** 52}`])
    response.writeHead(pick([200, 200, 200, 201, 201, 206, 204, 302, 400, 404, 406, 500]), headers)
    response.end(random() < 0.6 ? JSON.stringify(random() < 0.6 ? nearlyRight() : anything()) : String(pick(TEXTS)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function calls(gateway: MediaGateway): (() => Promise<unknown>)[] {
  const now = Date.parse('2026-07-22T12:00:00Z')
  return [
    () => gateway.cameraState(['clip-03', 'live/clip-03', '__proto__']),
    () => gateway.openLive('clip-03', OFFER),
    () => gateway.listRecordings('clip-03', now - 86_400_000, now),
    () => gateway.openClip('clip-03', now - 60_000, 10_000),
    () => gateway.snapshot('clip-03'),
    () => gateway.hlsPlaylist('clip-03'),
    () => gateway.hlsPart('clip-03', 'init.mp4'),
    () => gateway.closeLive('/a/whep/1'),
  ]
}

describe.each(['whep', 'mediamtx', 'zlmediakit'] as const)('the adapter for %s', (kind) => {
  it(`believes nothing that cannot be, in ${ROUNDS} rounds, seed ${SEED}`, async () => {
    random = seededRandom(SEED)
    asked.length = 0
    const gateway = openGateway(kind, addressOf(url, 'a:b'))
    const surprises: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      expect(typeof (await gateway.health()).ok).toBe('boolean')
      for (const call of calls(gateway))
        try {
          await call()
        } catch (error) {
          if (!(error instanceof MediaError)) surprises.push(String(error))
        }
      for (const { viewers } of await gateway.cameraState(['clip-03']).then(
        (states) => states.values(),
        () => [],
      ))
        expect(Number.isSafeInteger(viewers)).toBe(true)
      for (const { from, to } of await gateway.listRecordings('clip-03', 0, 30 * 86_400_000).catch(() => []))
        expect(from).toBeLessThan(to)
    }
    expect(surprises).toEqual([])
    expect(asked.length).toBeGreaterThan(ROUNDS * 2)
    expect(asked.filter((line) => !line.startsWith(new URL(url).host))).toEqual([])
    if (kind !== 'whep')
      expect(
        asked.filter(
          (line) => /DELETE/.test(line) && !/DELETE (\/\S*\/?whep\/[^/]+|\/index\/api\/delete_webrtc\?\S*)$/.test(line),
        ),
      ).toEqual([])
  })
})
