/** What every media gateway must do, whatever server stands behind it. Each adapter runs this against a real server. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../domain/testing/random'
import { ABSENT_STREAM, MediaError, type MediaGateway, type MediaReason } from './gateway'
import { readPlaylist } from './hls-playlist'
import { brokenOffer } from './testing/broken-offer'
import { makeOffer, type Receiver, receive } from './testing/receiver'

export interface StartedGateway {
  gateway: MediaGateway
  /** A stream that the server has. */
  stream: string
  /** How far back the stream is recorded, in milliseconds; without it, at least ten minutes. */
  recordedMs?: number
  /** Its camera does not turn, though others of this server may. */
  isFixed?: boolean
  /** Opens the stream in a process of its own and kills that process once pictures flow. */
  openAndVanish(): Promise<void>
  /** Ends the server, not the gateway. */
  stop(): Promise<void>
}

const RTP_TICKS_PER_S = 90_000
const BROKEN_OFFERS = 300
const SEED = 20260115
const TIMEOUT_MS = 3_000
const REAPED_WITHIN_MS = 20_000

async function reasonOf(call: Promise<unknown>): Promise<MediaReason | string> {
  try {
    await call
    return 'no error'
  } catch (error) {
    return error instanceof MediaError ? error.reason : `not a MediaError: ${String(error)}`
  }
}

async function until(isSo: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; await sleep(50)) if (await isSo()) return true
  return false
}

export function gatewayContract(name: string, start: () => Promise<StartedGateway>): void {
  describe(`${name} as a media gateway`, () => {
    let started: StartedGateway
    let gateway: MediaGateway
    let stream: string
    const open: Receiver[] = []
    /** How many the server says are watching; where it tells nothing, what is expected. */
    const viewers = async (expected: number) =>
      gateway.capabilities.states === 'none' ? expected : (await gateway.cameraState([stream])).get(stream)!.viewers
    const offers = (what: 'recordings' | 'snapshots' | 'hls') => gateway.capabilities[what]

    beforeAll(async () => {
      started = await start()
      gateway = started.gateway
      stream = started.stream
    })
    afterAll(async () => {
      for (const receiver of open) receiver.close()
      await started.stop()
    })

    it('is healthy', async () => {
      expect(await gateway.health()).toEqual({ ok: true })
    })

    it('knows which streams are there, and how many watch', async () => {
      if (gateway.capabilities.states === 'none')
        return expect(await reasonOf(gateway.cameraState([stream]))).toBe('unsupported')
      expect(await gateway.cameraState([stream, 'no-such-stream'])).toEqual(
        new Map([
          [stream, { isOnline: true, viewers: 0, codec: 'h264', warning: null }],
          ['no-such-stream', ABSENT_STREAM],
        ]),
      )
    })

    it('sends H.264 pictures whose time goes on as fast as the clock, and none after it is closed', async () => {
      const receiver = await receive(gateway, stream)
      open.push(receiver)
      expect(await viewers(1)).toBe(1)
      await sleep(300)
      const before = { count: receiver.packets.length, at: receiver.packets.at(-1)!.timestamp, on: performance.now() }
      await sleep(1_000)
      const after = { count: receiver.packets.length, at: receiver.packets.at(-1)!.timestamp, on: performance.now() }
      expect(after.count - before.count).toBeGreaterThan(10)
      const mediaS = ((after.at - before.at) >>> 0) / RTP_TICKS_PER_S
      expect(Math.abs(mediaS - (after.on - before.on) / 1_000)).toBeLessThan(0.25)
      const gaps = receiver.packets
        .slice(1)
        .filter(({ sequence }, i) => sequence !== ((receiver.packets[i].sequence + 1) & 0xffff))
      expect(gaps).toEqual([])
      await gateway.closeLive(receiver.sessionId)
      expect(await until(async () => (await viewers(0)) === 0, 2_000)).toBe(true)
      // What was on its way may still come.
      await sleep(200)
      const atClose = receiver.packets.length
      await sleep(300)
      expect(receiver.packets.length).toBe(atClose)
    })

    it('takes candidates that come after the offer', async () => {
      // Where late ones are not taken they are dropped without a word, and the offer holds them all.
      const receiver = await receive(gateway, stream, { isTrickled: gateway.capabilities.trickle })
      if (!gateway.capabilities.trickle) await gateway.addCandidates(receiver.sessionId, 'a=mid:0\r\n')
      open.push(receiver)
      expect(receiver.packets.length).toBeGreaterThan(0)
      await gateway.closeLive(receiver.sessionId)
    })

    it('has no session to add to or to close that it did not open', async () => {
      const nobody = '00000000-0000-4000-8000-000000000000'
      expect(await reasonOf(gateway.addCandidates(nobody, 'a=mid:0\r\n'))).toBe('no-session')
      expect(await reasonOf(gateway.closeLive(nobody))).toBe('no-session')
    })

    it('refuses a stream that is not there, whatever its name', async () => {
      const { peer, sdp } = await makeOffer()
      peer.close()
      for (const unknown of ['no-such-stream', '摄像机', 'a/b', '%2e%2e', 'x'.repeat(500)])
        expect(await reasonOf(gateway.openLive(unknown, sdp)), unknown).toBe('unknown-stream')
    })

    it('says so when a browser takes no H.264', async () => {
      const { peer, sdp } = await makeOffer()
      peer.close()
      expect(await reasonOf(gateway.openLive(stream, sdp.replaceAll('H264', 'VP8')))).toBe('codec')
    })

    it(`survives ${BROKEN_OFFERS} broken offers, seed ${SEED}`, async () => {
      const random = seededRandom(SEED)
      const { peer, sdp } = await makeOffer()
      peer.close()
      const outcomes: Record<string, number> = {}
      const note = (outcome: string) => {
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      }
      for (const garbage of [
        'v',
        '\0\0\0',
        '{"type":"offer"}',
        'v=0\r\n',
        'm=video 9 UDP/TLS/RTP/SAVPF 102\r\n'.repeat(50),
      ])
        expect(['codec', 'refused']).toContain(await reasonOf(gateway.openLive(stream, garbage)))
      for (let i = 0; i < BROKEN_OFFERS; i++) {
        try {
          const { id } = await gateway.openLive(stream, brokenOffer(sdp, random))
          await gateway.closeLive(id).catch((error: MediaError) => expect(error.reason).toBe('no-session'))
          note('opened')
        } catch (error) {
          note(error instanceof MediaError ? error.reason : `not a MediaError: ${String(error)}`)
        }
      }
      expect(Object.keys(outcomes).filter((outcome) => !['opened', 'codec', 'refused'].includes(outcome))).toEqual([])
      expect((outcomes['codec'] ?? 0) + (outcomes['refused'] ?? 0)).toBeGreaterThan(BROKEN_OFFERS / 10)
      expect(await gateway.health()).toEqual({ ok: true })
      expect(await viewers(0)).toBe(0)
      const receiver = await receive(gateway, stream)
      open.push(receiver)
      await gateway.closeLive(receiver.sessionId)
    })

    it('lists what was recorded: sorted, inside what was asked, and nothing of the future', async () => {
      const now = Date.now()
      if (!offers('recordings'))
        return expect(await reasonOf(gateway.listRecordings(stream, now - 1_000, now))).toBe('unsupported')
      const spans = await gateway.listRecordings(stream, now - 3_600_000, now + 3_600_000)
      expect(spans.length).toBeGreaterThan(0)
      spans.forEach(({ from, to }, i) => {
        expect(from).toBeLessThan(to)
        expect(from).toBeGreaterThanOrEqual(i === 0 ? now - 3_600_000 : spans[i - 1].to)
      })
      expect(spans.at(-1)!.to).toBeLessThanOrEqual(Date.now())
      expect(await gateway.listRecordings(stream, now + 60_000, now + 3_600_000)).toEqual([])
      // Who lists only what runs cannot tell a stream without recordings from one that never was.
      const ofUnknown = await reasonOf(gateway.listRecordings('no-such-stream', now - 1_000, now))
      expect(ofUnknown).toBe(gateway.capabilities.states === 'all' ? 'unknown-stream' : 'no error')
    })

    it('cuts a clip that covers what was asked and begins with a key frame', async () => {
      const recordedMs = started.recordedMs ?? 600_000
      const asked = { from: Date.now() - recordedMs + 123, durationMs: Math.min(20_000, recordedMs / 2) }
      if (!offers('recordings'))
        return expect(await reasonOf(gateway.openClip(stream, asked.from, asked.durationMs))).toBe('unsupported')
      const clip = await gateway.openClip(stream, asked.from, asked.durationMs)
      expect(clip.contentType).toBe('video/mp4')
      expect(clip.from).toBeLessThanOrEqual(asked.from)
      expect(clip.from).toBeGreaterThan(asked.from - 5_000)
      expect(clip.to).toBeGreaterThanOrEqual(asked.from + asked.durationMs)
      const input = new Input({ source: new BufferSource(clip.bytes), formats: [MP4] })
      const track = await input.getPrimaryVideoTrack()
      expect(Math.abs((await track!.computeDuration()) * 1_000 - (clip.to - clip.from))).toBeLessThan(2)
      const first = await new EncodedPacketSink(track!).getFirstPacket()
      expect(first).toMatchObject({ type: 'key', timestamp: 0 })
    })

    it('has no clip of the future, of unknown streams or of no length', async () => {
      const now = Date.now()
      if (!offers('recordings')) return
      expect(await reasonOf(gateway.openClip(stream, now + 60_000, 1_000))).toBe('no-recording')
      const ofUnknown = await reasonOf(gateway.openClip('no-such-stream', now - 60_000, 1_000))
      expect(ofUnknown).toBe(gateway.capabilities.states === 'all' ? 'unknown-stream' : 'no-recording')
      for (const durationMs of [0, -1, Number.NaN])
        expect(await reasonOf(gateway.openClip(stream, now - 60_000, durationMs))).toBe('refused')
    })

    it('takes a snapshot of now, as a picture or as a film of one key frame', async () => {
      if (!offers('snapshots')) return expect(await reasonOf(gateway.snapshot(stream))).toBe('unsupported')
      const { at, bytes, contentType } = await gateway.snapshot(stream)
      expect(Math.abs(Date.now() - at)).toBeLessThan(5_000)
      if (contentType === 'image/jpeg') expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
      else {
        const input = new Input({ source: new BufferSource(bytes), formats: [MP4] })
        const track = await input.getPrimaryVideoTrack()
        expect(await new EncodedPacketSink(track!).getFirstPacket()).toMatchObject({ type: 'key' })
      }
      expect(await reasonOf(gateway.snapshot('no-such-stream'))).toBe('unknown-stream')
    })

    it('sends the same pictures by HTTP, as segments that follow on each other as fast as the clock', async () => {
      if (!offers('hls')) {
        expect(await reasonOf(gateway.hlsPlaylist(stream))).toBe('unsupported')
        return expect(await reasonOf(gateway.hlsPart(stream, 'x'))).toBe('unsupported')
      }
      const media = new Map<string, { durationMs: number; bytes: Uint8Array }>()
      let init = new Uint8Array()
      const sequences: number[] = []
      for (const until = Date.now() + 4_000; Date.now() < until; await sleep(400)) {
        const { sequence, segments } = readPlaylist(await gateway.hlsPlaylist(stream))
        sequences.push(sequence + segments.length)
        for (const { name, durationMs, init: initName, isMissing } of segments) {
          for (const each of [name, initName]) expect(each).toMatch(/^[\w.-]{1,64}$/)
          if (isMissing || media.has(name)) continue
          init = await gateway.hlsPart(stream, initName)
          media.set(name, { durationMs, bytes: await gateway.hlsPart(stream, name) })
        }
      }
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
      expect(media.size).toBeGreaterThanOrEqual(3)
      const toldMs = [...media.values()].reduce((sum, { durationMs }) => sum + durationMs, 0)
      const file = Buffer.concat([init, ...[...media.values()].map(({ bytes }) => bytes)])
      const track = await new Input({ source: new BufferSource(file), formats: [MP4] }).getPrimaryVideoTrack()
      const times: number[] = []
      let lastEnd = 0
      for await (const { timestamp, duration } of new EncodedPacketSink(track!).packets()) {
        if (times.length > 0) expect(Math.abs(timestamp - lastEnd)).toBeLessThan(0.05)
        times.push(timestamp)
        lastEnd = timestamp + duration
      }
      expect(Math.abs((lastEnd - times[0]) * 1_000 - toldMs)).toBeLessThan(50)
      expect(times.length / (toldMs / 1_000)).toBeGreaterThan(10)
      expect(await new EncodedPacketSink(track!).getFirstPacket()).toMatchObject({ type: 'key' })
    })

    it('sends by HTTP no stream that is not there, and no part that no playlist named', async () => {
      if (!offers('hls')) return
      for (const unknown of ['no-such-stream', '摄像机', 'a/b', '%2e%2e', 'x'.repeat(500)])
        expect(await reasonOf(gateway.hlsPlaylist(unknown)), unknown).toBe('unknown-stream')
      for (const name of ['nobody', '../../health', 'a/b', '', '%2e%2e', '__proto__'])
        expect(await reasonOf(gateway.hlsPart(stream, name)), name).toBe('no-session')
    })

    it('turns a camera where it can, to a position and to its presets, and says when it stands', async () => {
      const position = { pan: 30, tilt: 20, hfov: 25 }
      if (!gateway.capabilities.ptz || started.isFixed) {
        for (const call of [
          gateway.ptzState(stream),
          gateway.movePtz(stream, position),
          gateway.goToPreset(stream, '1'),
        ])
          expect(await reasonOf(call)).toBe('unsupported')
        return
      }
      const stands = async () => !(await gateway.ptzState(stream)).isMoving
      await gateway.movePtz(stream, position)
      expect(await until(stands, 5_000)).toBe(true)
      const { presets, ...there } = await gateway.ptzState(stream)
      for (const axis of ['pan', 'tilt', 'hfov'] as const) expect(there.position[axis]).toBeCloseTo(position[axis], 3)
      expect(presets.length).toBeGreaterThan(0)
      await gateway.goToPreset(stream, presets[0].id)
      expect(await until(stands, 5_000)).toBe(true)
      expect((await gateway.ptzState(stream)).position).not.toEqual(there.position)
      expect(await reasonOf(gateway.goToPreset(stream, 'no such preset'))).toBe('refused')
      expect(await reasonOf(gateway.movePtz(stream, { ...position, pan: Number.NaN }))).toBe('refused')
      expect(await reasonOf(gateway.ptzState('no-such-stream'))).toBe('unknown-stream')
    })

    it('forgets a viewer that vanished without a word', async () => {
      if (gateway.capabilities.states === 'none') return
      await started.openAndVanish()
      expect(await viewers(1)).toBe(1)
      expect(await until(async () => (await viewers(0)) === 0, REAPED_WITHIN_MS)).toBe(true)
    })

    it('is a state, not an error, when the server has stopped; every call then fails in time', async () => {
      const { peer, sdp } = await makeOffer()
      peer.close()
      await started.stop()
      const from = Date.now()
      expect(await gateway.health()).toEqual({ ok: false, reason: 'unreachable' })
      expect(await reasonOf(gateway.openLive(stream, sdp))).toBe('unreachable')
      expect(await reasonOf(gateway.cameraState([stream]))).toBe(
        gateway.capabilities.states === 'none' ? 'unsupported' : 'unreachable',
      )
      expect(await reasonOf(gateway.hlsPlaylist(stream))).toBe(offers('hls') ? 'unreachable' : 'unsupported')
      expect(await reasonOf(gateway.openClip(stream, from - 60_000, 1_000))).toBe(
        offers('recordings') ? 'unreachable' : 'unsupported',
      )
      expect(Date.now() - from).toBeLessThan(TIMEOUT_MS + 500)
    })
  })
}
