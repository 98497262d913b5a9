/** Playlists of media servers that mean harm: they end in a MediaError, and nothing is fetched but what lies beside the playlist. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MediaGateway } from './gateway'
import { openGateway } from './open-gateway'
import { addressOf } from './testing/address'

const ELSEWHERE = [
  'http://169.254.169.254/latest/meta-data.mp4',
  '//169.254.169.254/x.mp4',
  'https://127.0.0.1/x.mp4',
  'file:///etc/passwd.mp4',
  'javascript:alert(1)//.mp4',
  'data:video/mp4;base64,AAAA',
  '/v3/config/paths/delete/all',
  '/index/api/restartServer?secret=zlm-secret&x=.mp4',
  '../other/segment.mp4',
  '../../segment.mp4',
  '%2e%2e/other/segment.mp4',
  '..%2fother%2fsegment.mp4',
  '..\\other\\segment.mp4',
  'a/b/c/d/segment.mp4',
  '2026-07-22/../../segment.mp4',
  'segment.mp4?to=http://169.254.169.254/',
  'segment.mp4?a=../../x',
  'segment.exe',
  'segment.ts',
  'seg\0ment.mp4',
  'x'.repeat(2_000),
]

const playlist = (segment: string, init = 'init.mp4', head = '') =>
  `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:1\n${head}#EXT-X-MAP:URI="${init}"\n#EXTINF:1,\n${segment}\n`

const NO_PLAYLISTS = [
  '',
  '<html>',
  '{"code":0}',
  '#EXTM3U\n'.repeat(10_000),
  playlist('segment.mp4', 'init.mp4', '#EXT-X-KEY:METHOD=AES-128,URI="http://169.254.169.254/key"\n'),
  playlist('segment.mp4', 'init.mp4', '#EXT-X-BYTERANGE:10@99\n'),
  playlist('segment.mp4', 'init.mp4', '#EXT-X-MEDIA-SEQUENCE:1e99\n'),
  playlist('segment.mp4', 'init.mp4', '#EXT-X-MEDIA-SEQUENCE:-1\n'),
  playlist('segment.mp4').replace('EXTINF:1', 'EXTINF:NaN'),
  playlist('segment.mp4').replace('EXTINF:1', 'EXTINF:1e9'),
  playlist('segment.mp4').replace('EXTINF:1', 'EXTINF:-3'),
  playlist('segment.mp4').replace('#EXTINF:1,\n', ''),
  '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://169.254.169.254/live.m3u8\n',
  '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n../../admin.m3u8\n',
]

let server: Server
let url: string
let answer = ''
let asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(String(request.url).split('?')[0])
    response.end(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  asked = []
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe.each([
  ['mediamtx', '/live/gate/index.m3u8'],
  ['zlmediakit', '/live/gate/hls.fmp4.m3u8'],
] as const)('HLS of %s', (kind, path) => {
  const open = (): MediaGateway => openGateway(kind, addressOf(url, 'a:b'))

  it.each(ELSEWHERE)('does not fetch %s', async (address) => {
    for (const text of [playlist(address), playlist('segment.mp4', address)]) {
      answer = text
      await expect(open().hlsPlaylist('live/gate')).rejects.toMatchObject({ reason: 'refused' })
    }
    expect(new Set(asked)).toEqual(new Set([path]))
  })

  it('believes no playlist that is none', async () => {
    for (const text of NO_PLAYLISTS) {
      answer = text
      await expect(open().hlsPlaylist('live/gate'), text.slice(0, 200)).rejects.toMatchObject({ reason: 'refused' })
    }
    expect(new Set(asked)).toEqual(new Set([path]))
  })

  it('tells the browser names that say nothing, and fetches only those, of that stream', async () => {
    answer = playlist('segment.mp4')
    const gateway = open()
    const text = await gateway.hlsPlaylist('live/gate')
    const names = text.match(/^[^#\n]+$/gm)!
    expect(text).not.toMatch(/segment|init\.mp4|gate|http/)
    expect((await gateway.hlsPart('live/gate', names[0])).length).toBe(answer.length)
    expect(asked.at(-1)).toBe('/live/gate/segment.mp4')
    await expect(gateway.hlsPart('live/other', names[0])).rejects.toMatchObject({ reason: 'no-session' })
    await expect(gateway.hlsPart('live/gate', 'segment.mp4')).rejects.toMatchObject({ reason: 'no-session' })
  })

  it('passes nothing on that it does not know, and at most the newest sixteen', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `#EXTINF:1,\ns${i}.mp4`).join('\n')
    answer = `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:7\n#EXT-X-START:TIME-OFFSET=0\n#EXT-X-DATERANGE:ID="x"\n#EXT-X-MAP:URI="init.mp4"\n${many}\n`
    const text = await open().hlsPlaylist('live/gate')
    expect(text).not.toMatch(/START|DATERANGE/)
    expect(text).toContain('#EXT-X-MEDIA-SEQUENCE:31\n')
    expect(text.match(/#EXTINF/g)).toHaveLength(16)
  })

  it('says offline of a stream that has ended, and unsupported of one in another container', async () => {
    answer = `${playlist('segment.mp4')}#EXT-X-ENDLIST\n`
    await expect(open().hlsPlaylist('live/gate')).rejects.toMatchObject({ reason: 'offline' })
    answer = '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nsegment.ts\n'
    await expect(open().hlsPlaylist('live/gate')).rejects.toMatchObject({ reason: 'unsupported' })
  })
})
