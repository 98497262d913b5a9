/** The client against a camera that answers badly: whatever comes, it ends with a sentence and no more. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../domain/testing/random'
import { readRtspAddress } from './rtsp-address'
import { playRtsp } from './rtsp-client'
import { RtspGarbage, rtspReader } from './rtsp-reader'

const SEED = 2326
const BROKEN_CAMERAS = 300
const AT_ONCE = 50
const SDP = 'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n'
const PACKET = Buffer.from([0x24, 0, 0, 13, 0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0x41])

const withBody = (head: string, body: string) => `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

/** What a well-behaved camera says to a request. */
function answerTo(request: string): Buffer {
  const [method] = request.split(' ')
  const head = `RTSP/1.0 200 OK\r\nCSeq: ${/CSeq: (\d+)/.exec(request)?.[1]}\r\n`
  if (method === 'OPTIONS') return Buffer.from(`${head}Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER\r\n\r\n`)
  if (method === 'DESCRIBE') return Buffer.from(withBody(`${head}Content-Type: application/sdp\r\n`, SDP))
  if (method === 'SETUP')
    return Buffer.from(`${head}Session: 1234;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n`)
  return Buffer.concat([Buffer.from(`${head}\r\n`), ...(method === 'PLAY' ? [PACKET, PACKET, PACKET] : [])])
}

let change: (answer: Buffer) => Buffer = (answer) => answer
let server: Server
const sockets = new Set<Socket>()
const requests: string[] = []

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      requests.push(String(chunk))
      socket.write(change(answerTo(String(chunk))))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

const address = () => readRtspAddress(`rtsp://viewer:secret@127.0.0.1:${(server.address() as AddressInfo).port}/live`)!

/** Plays for a while; what came of it. */
async function played(ms: number) {
  const outcome = { packets: 0, problems: [] as string[] }
  const playing = playRtsp(address(), {
    onTrack: () => true,
    onPacket: () => outcome.packets++,
    onEnd: (problem) => outcome.problems.push(problem),
  })
  await sleep(ms)
  playing.close()
  return outcome
}

describe('the RTSP client', () => {
  it('asks in order, never with the password in an address, and gets the packets', async () => {
    change = (answer) => answer
    requests.length = 0
    expect(await played(300)).toEqual({ packets: 3, problems: [] })
    expect(requests.map((request) => request.split(' ')[0])).toEqual(['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY'])
    expect(requests.join()).not.toMatch(/secret|viewer/)
    expect(requests[3]).toContain('Session: 1234\r\n')
  })

  it.each([
    ['401', 'RTSP/1.0 401 Unauthorized', 'it refuses the user name or password'],
    ['404', 'RTSP/1.0 404 Not Found', 'it answers 404 to OPTIONS'],
    ['302, which is not followed', 'RTSP/1.0 302 Found\r\nLocation: rtsp://10.0.0.1/', 'it answers 302 to OPTIONS'],
  ])('says what a camera answered: %s', async (_status, head, problem) => {
    change = (answer) => Buffer.from(String(answer).replace('RTSP/1.0 200 OK', head))
    expect((await played(200)).problems).toEqual([problem])
  })

  it('says when there is nobody', async () => {
    const problems: string[] = []
    playRtsp(
      { ...address(), port: 9 },
      { onTrack: () => true, onPacket: () => {}, onEnd: (text) => problems.push(text) },
    )
    await sleep(200)
    expect(problems).toEqual(['it cannot be reached'])
  })

  it(`survives ${BROKEN_CAMERAS} cameras whose answers are broken, seed ${SEED}`, async () => {
    const random = seededRandom(SEED)
    const below = (most: number) => Math.floor(random() * most)
    change = (answer) => {
      if (random() > 0.5) return answer
      const copy = Buffer.from(answer)
      const at = below(copy.length)
      switch (below(7)) {
        case 0:
          return copy.subarray(0, at)
        case 1:
          copy[at] = below(256)
          return copy
        case 2:
          return Buffer.concat([copy.subarray(0, at), copy])
        case 3:
          return Buffer.from(String(copy).replace(/\d+/g, () => String(below(2 ** 34) - 2 ** 32)))
        case 4:
          return Buffer.from(Array.from({ length: below(3_000) }, () => below(256)))
        case 5:
          return Buffer.concat([Buffer.from('$'), copy])
        default:
          return Buffer.from(String(copy).replace('\r\n', `\r\nX: ${'y'.repeat(below(40_000))}\r\n`))
      }
    }
    let ended = 0
    for (let i = 0; i < BROKEN_CAMERAS; i += AT_ONCE)
      for (const { problems } of await Promise.all(Array.from({ length: AT_ONCE }, () => played(150)))) {
        expect(problems.length).toBeLessThan(2)
        ended += problems.length
      }
    expect(ended).toBeGreaterThan(BROKEN_CAMERAS / 10)
  })
})

describe('the reader of RTSP', () => {
  const stream = Buffer.concat([
    Buffer.from(withBody('RTSP/1.0 200 OK\r\nCSeq: 1\r\n', SDP)),
    PACKET,
    Buffer.from('\r\nOPTIONS * RTSP/1.0\r\nCSeq: 2\r\n\r\n'),
    PACKET,
  ])

  it('finds the same whatever the pieces are that bytes come in', () => {
    const inOne = rtspReader()(stream)
    expect(inOne.map(({ kind }) => kind)).toEqual(['message', 'packet', 'message', 'packet'])
    for (let size = 1; size < 40; size++) {
      const read = rtspReader()
      const found = []
      for (let from = 0; from < stream.length; from += size) found.push(...read(stream.subarray(from, from + size)))
      expect(found).toEqual(inOne)
    }
  })

  it('gives up what cannot be RTSP instead of keeping it', () => {
    for (const bad of [
      'HTTP/1.1 200 OK\r\n\r\n',
      'x'.repeat(20_000),
      'RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n',
      'RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n',
    ])
      expect(() => rtspReader()(Buffer.from(bad))).toThrow(RtspGarbage)
  })
})
