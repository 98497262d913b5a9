/** The embedded media server with real cameras: GStreamer's RTSP server, in H.264 and VP8, that dies and comes back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddedGateway } from './embedded-gateway'
import { MediaError, type MediaGateway, type Recording } from './gateway'
import { gatewayContract } from './gateway.contract'
import { endMediaServer, freePort, type MediaServerProcess, startMediaServer } from './testing/media-server'
import { makeOffer, type Receiver, receive } from './testing/receiver'
import {
  CAMERA_PASSWORD,
  type CameraAuth,
  cameraUrl,
  type RtspTestCamera,
  startRtspCamera,
} from './testing/rtsp-camera'
import { openAndVanish } from './testing/vanish'

const ROUNDS = 5
const OFFLINE_WITHIN_MS = 4_000
const BACK_WITHIN_MS = 3_000
const LINGER_MS = 20_000
const RTP_TICKS_PER_S = 90_000

let folder: string
let server: MediaServerProcess
let gateway: MediaGateway
const ports = { digest: 0, basic: 0 }
const cameras = new Map<CameraAuth, RtspTestCamera>()
const open: Receiver[] = []

async function until(isSo: () => boolean | Promise<boolean>, limitMs: number): Promise<number> {
  const from = performance.now()
  while (!(await isSo())) {
    if (performance.now() - from > limitMs) return Number.POSITIVE_INFINITY
    await sleep(20)
  }
  return performance.now() - from
}
const stateOf = async (stream: string) => (await gateway.cameraState([stream])).get(stream)!
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: unknown) => (error instanceof MediaError ? error.reason : String(error)),
  )
const gapsOf = ({ packets }: Receiver) =>
  packets.filter(({ sequence }, i) => i > 0 && sequence !== ((packets[i - 1].sequence + 1) & 0xffff))

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-cameras-'))
  for (const auth of ['digest', 'basic'] as const) {
    ports[auth] = await freePort()
    cameras.set(auth, await startRtspCamera(ports[auth], auth))
  }
  const file = join(folder, 'cameras.json')
  writeFileSync(
    file,
    JSON.stringify({
      gate: { url: cameraUrl(ports.digest, 'h264') },
      yard: { url: cameraUrl(ports.basic, 'vp8') },
      roof: { url: cameraUrl(ports.basic, 'b-frames') },
      hall: { url: cameraUrl(ports.basic, 'h265') },
      locked: { url: cameraUrl(ports.digest, 'h264', `not ${CAMERA_PASSWORD}`) },
    }),
  )
  server = await startMediaServer({ SIGHTLINE_CAMERAS: file, SIGHTLINE_DATA: folder })
  gateway = embeddedGateway(server.url)
})
afterAll(async () => {
  for (const receiver of open) receiver.close()
  for (const camera of cameras.values()) await camera.kill()
  if (server) expect(await endMediaServer(server)).toEqual({ code: 0, signal: null })
  rmSync(folder, { recursive: true, force: true })
})

describe('cameras by RTSP', () => {
  it('are known soon after the start, each with its codec and what is wrong with it', async () => {
    const expected = {
      gate: { isOnline: true, viewers: 0, codec: 'h264', warning: null },
      yard: { isOnline: true, viewers: 0, codec: 'vp8', warning: null },
      roof: { isOnline: true, viewers: 0, codec: 'h264', warning: 'b-frames' },
      hall: { isOnline: true, viewers: 0, codec: 'h265', warning: null },
      locked: { isOnline: false, viewers: 0, codec: null, warning: null },
    }
    const names = Object.keys(expected)
    const isKnown = async () => {
      const states = Object.fromEntries(await gateway.cameraState(names))
      return JSON.stringify(states) === JSON.stringify(expected)
    }
    await until(isKnown, 10_000)
    expect(Object.fromEntries(await gateway.cameraState(names))).toEqual(expected)
    expect(server.said()).toContain('camera locked: it refuses the user name or password')
    expect(server.said()).not.toMatch(/s3cret|viewer:/)
  })

  it('say why they cannot be played', async () => {
    const { peer, sdp } = await makeOffer()
    peer.close()
    expect(await reasonOf(gateway.openLive('hall', sdp))).toBe('codec')
    expect(await reasonOf(gateway.openLive('roof', sdp))).toBe('b-frames')
    expect(await reasonOf(gateway.openLive('locked', sdp))).toBe('offline')
    expect(await reasonOf(gateway.openLive('yard', sdp)), 'VP8 for who takes H.264 only').toBe('codec')
    expect(await reasonOf(gateway.snapshot('yard'))).toBe('codec')
  })

  it.each([
    ['gate', 'h264'],
    ['yard', 'vp8'],
  ] as const)('send pictures without a gap, as fast as the clock: %s, %s', async (stream, codec) => {
    const receiver = await receive(gateway, stream, { codec })
    open.push(receiver)
    await sleep(500)
    const before = { at: receiver.packets.at(-1)!.timestamp, on: performance.now() }
    await sleep(2_000)
    const after = { at: receiver.packets.at(-1)!.timestamp, on: performance.now() }
    const mediaS = ((after.at - before.at) >>> 0) / RTP_TICKS_PER_S
    expect(Math.abs(mediaS - (after.on - before.on) / 1_000)).toBeLessThan(0.3)
    expect(gapsOf(receiver)).toEqual([])
    await gateway.closeLive(receiver.sessionId)
  })

  it(`are offline within ${OFFLINE_WITHIN_MS} ms when they die or freeze, and back on the same session`, async () => {
    const receiver = await receive(gateway, 'gate')
    open.push(receiver)
    for (let round = 0; round < ROUNDS; round++) {
      const isFrozen = round % 2 === 1
      const camera = cameras.get('digest')!
      if (isFrozen) camera.process.kill('SIGSTOP')
      else await camera.kill()
      const offline = await until(async () => !(await stateOf('gate')).isOnline, OFFLINE_WITHIN_MS)
      expect(offline, `round ${round}`).toBeLessThan(OFFLINE_WITHIN_MS)
      const sent = receiver.packets.length
      await sleep(1_500)
      expect(receiver.packets.length).toBe(sent)
      if (isFrozen) camera.process.kill('SIGCONT')
      else cameras.set('digest', await startRtspCamera(ports.digest, 'digest'))
      const back = await until(() => receiver.packets.length > sent, BACK_WITHIN_MS)
      expect(back, `round ${round}`).toBeLessThan(BACK_WITHIN_MS)
      expect(await until(async () => (await stateOf('gate')).isOnline, 1_000)).toBeLessThan(1_000)
      await sleep(500)
    }
    expect(gapsOf(receiver)).toEqual([])
    await gateway.closeLive(receiver.sessionId)
  })

  it('are let go some time after the last viewer went, and taken up again for the next', async () => {
    const receiver = await receive(gateway, 'gate')
    const camera = cameras.get('digest')!
    expect(camera.clients()).toBeGreaterThan(0)
    receiver.close()
    await gateway.closeLive(receiver.sessionId).catch(() => {})
    const gone = await until(() => camera.clients() === 0, LINGER_MS + 5_000)
    expect(gone).toBeGreaterThan(LINGER_MS - 2_000)
    expect(gone).toBeLessThan(LINGER_MS + 5_000)
    expect((await stateOf('gate')).isOnline).toBe(true)
    open.push(await receive(gateway, 'gate'))
  })

  it('give a snapshot of their last key frame', async () => {
    const { at, bytes, contentType } = await gateway.snapshot('gate')
    expect(contentType).toBe('video/mp4')
    expect(Math.abs(Date.now() - at)).toBeLessThan(3_000)
    expect(bytes.length).toBeGreaterThan(500)
  })
})

const RECORDED_MS = 6_000
const GROUP_MS = 1_000

/** A server that records one camera, once it has recorded for a while. */
async function startRecording(dataFolder: string) {
  const port = await freePort()
  const camera = await startRtspCamera(port, 'digest')
  const file = join(dataFolder, 'cameras.json')
  writeFileSync(file, JSON.stringify({ gate: { url: cameraUrl(port, 'h264'), record: true } }))
  const env = { SIGHTLINE_CAMERAS: file, SIGHTLINE_DATA: dataFolder }
  const started = await startMediaServer(env)
  const spans = async (of: MediaServerProcess = started) =>
    embeddedGateway(of.url).listRecordings('gate', 0, Date.now() + 60_000)
  const hasRecorded = async () => (await spans()).some(({ from, to }) => to - from > RECORDED_MS + 2_000)
  expect(await until(hasRecorded, 20_000)).toBeLessThan(20_000)
  return { port, camera, env, started, spans }
}

gatewayContract('the embedded server with a recorded camera', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sightline-recorded-'))
  const { camera, started } = await startRecording(dataFolder)
  return {
    gateway: embeddedGateway(started.url),
    stream: 'gate',
    recordedMs: RECORDED_MS,
    isFixed: true,
    openAndVanish: () => openAndVanish(started.url, 'gate'),
    async stop() {
      expect(await endMediaServer(started)).toEqual({ code: 0, signal: null })
      await camera.kill()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
})

describe('recordings of a camera', () => {
  let dataFolder: string
  beforeAll(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'sightline-recorded-'))
  })
  afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

  it('lose at most a group of pictures when the server is killed, and have a gap where there was no camera', async () => {
    const { port, camera, env, started, spans } = await startRecording(dataFolder)
    let restarted: MediaServerProcess | undefined
    let again: RtspTestCamera | undefined
    try {
      const before = await spans()
      started.child.kill('SIGKILL')
      const killedAt = Date.now()
      restarted = await startMediaServer(env)
      const [first] = await spans(restarted)
      expect(first.from).toBe(before[0].from)
      expect(killedAt - first.to).toBeLessThan(GROUP_MS + 500)
      const isRecording = async () => (await spans(restarted)).at(-1)!.to > killedAt + 2_000
      expect(await until(isRecording, 10_000)).toBeLessThan(10_000)
      await camera.kill()
      const diedAt = Date.now()
      await sleep(2_000)
      again = await startRtspCamera(port, 'digest')
      const backAt = Date.now()
      const isBack = async () => (await spans(restarted)).at(-1)!.from > diedAt + 1_000
      expect(await until(isBack, 10_000)).toBeLessThan(10_000)
      const all: Recording[] = await spans(restarted)
      const [last, next] = all.slice(-2)
      expect(Math.abs(last.to - diedAt)).toBeLessThan(GROUP_MS)
      expect(next.from).toBeGreaterThan(diedAt + 1_000)
      expect(next.from - backAt).toBeLessThan(BACK_WITHIN_MS)
    } finally {
      await camera.kill()
      await again?.kill()
      if (restarted) await endMediaServer(restarted)
    }
  })
})
