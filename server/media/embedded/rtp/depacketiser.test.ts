import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../domain/testing/random'
import { rtpCamera } from '../../testing/rtp-of-frames'
import { parameterSets, readClips } from '../clip'
import { nalsOf } from '../h264'
import { vp8Packetiser } from '../vp8-packetiser'
import { depacketiser } from './depacketiser'
import { h264Parts } from './h264-parts'
import { readRtp } from './rtp-packet'
import { vp8Parts } from './vp8-parts'

const CLIPS = fileURLToPath(new URL('../clips', import.meta.url))
const SEED = 6184
const MUTATIONS = 600
const STEP = 6_000

interface Sent {
  packets: Buffer[]
  data: Buffer
  isKey: boolean
}

/** A clip as a camera would send it, its timestamps running over the end of 32 bits. */
let sent: Sent[]
beforeAll(async () => {
  const clip = (await readClips(CLIPS)).get('clip-01')!
  const sets = parameterSets(clip.description)
  const send = rtpCamera(96)
  sent = clip.frames.map(({ data, isKey }, i) => ({
    packets: send(isKey ? [...nalsOf(sets)] : [], [...nalsOf(data)], (0xffff0000 + i * STEP) >>> 0),
    data: isKey ? Buffer.concat([sets, data]) : data,
    isKey,
  }))
})

const through = (packets: readonly Buffer[], take = depacketiser(h264Parts())) =>
  packets.flatMap((bytes) => {
    const packet = readRtp(bytes)
    return packet ? take(packet) : []
  })

/** The clip's frames without SEI and delimiters, which are left out. */
const shown = ({ data }: Sent) => Buffer.concat([...nalsOf(data)].filter((nal) => [1, 5, 7, 8].includes(nal[0] & 0x1f)))
const bare = (data: Buffer) => Buffer.concat([...nalsOf(data)])

describe('H.264 out of RTP', () => {
  it('is the very frames that went in, with their times and key frames', () => {
    const pictures = through(sent.flatMap(({ packets }) => packets))
    expect(pictures).toHaveLength(sent.length)
    for (const [i, picture] of pictures.entries()) {
      expect(picture).toMatchObject({ isKey: sent[i].isKey, isBidirectional: false })
      expect(picture!.timestamp).toBe((0xffff0000 + i * STEP) >>> 0)
      expect(bare(picture!.data).equals(shown(sent[i]))).toBe(true)
    }
  })

  it('leaves out what follows a lost packet until the next key frame, wherever it is lost', () => {
    const packets = sent
      .slice(0, 40)
      .flatMap((frame, frameIndex) => frame.packets.map((bytes) => ({ bytes, frameIndex })))
    for (let lost = 0; lost < packets.length; lost += 7) {
      const left = packets.filter((_, i) => i !== lost).map(({ bytes }) => bytes)
      const first = packets[lost].frameIndex
      const whole = through(left).flatMap((picture) =>
        picture ? [((picture.timestamp - 0xffff0000) >>> 0) / STEP] : [],
      )
      const next = sent.findIndex(({ isKey }, i) => isKey && i > first)
      // A first packet that never came is not missed, but the key frame is not whole without it.
      const isGoneAtOnce = whole.filter((i) => i >= first && i < next)
      expect(isGoneAtOnce, `without packet ${lost}`).toEqual(lost === 0 ? isGoneAtOnce : [])
      expect(whole.filter((i) => i < first)).toHaveLength(first)
      expect(whole.includes(next + 15) || next + 15 >= 40).toBe(true)
    }
  })

  it('begins with a key frame', () => {
    const pictures = through(sent.slice(3).flatMap(({ packets }) => packets))
    expect(pictures.findIndex((picture) => picture !== null)).toBe(12)
    expect(pictures[12]!.isKey).toBe(true)
  })

  it(`survives ${MUTATIONS} mutated streams, seed ${SEED}`, () => {
    const random = seededRandom(SEED)
    const below = (most: number) => Math.floor(random() * most)
    const packets = sent.slice(0, 32).flatMap((frame) => frame.packets)
    let kept = 0
    for (let i = 0; i < MUTATIONS; i++) {
      const mutated = packets.flatMap((packet) => {
        if (random() > 0.1) return [packet]
        const copy = Buffer.from(packet)
        switch (below(6)) {
          case 0:
            return []
          case 1:
            return [packet, packet]
          case 2:
            return [copy.subarray(0, below(copy.length))]
          case 3:
            copy[below(Math.min(copy.length, 16))] = below(256)
            return [copy]
          case 4:
            return [
              Buffer.concat([copy.subarray(0, 12), Buffer.from(Array.from({ length: below(40) }, () => below(256)))]),
            ]
          default:
            copy.writeUInt16BE(below(0x10000), 12 + below(copy.length - 14))
            return [copy]
        }
      })
      const parts = h264Parts()
      kept += through(mutated, depacketiser(parts)).filter((picture) => picture !== null).length
      parts.size()
    }
    expect(kept).toBeGreaterThan(MUTATIONS)
  })

  it('holds no more than a picture may have', () => {
    const take = depacketiser(h264Parts())
    const packet = (payload: Buffer, sequence: number) =>
      take({ payloadType: 96, sequence: sequence & 0xffff, timestamp: 1, isLast: false, payload })
    const before = process.memoryUsage().rss
    const tiny = Buffer.concat([Buffer.from([24]), ...Array.from({ length: 20_000 }, () => Buffer.from([0, 1, 0x41]))])
    for (let i = 0; i < 400; i++) packet(tiny, i)
    const large = Buffer.concat([Buffer.from([0x7c, 0x05]), Buffer.alloc(60_000)])
    for (let i = 400; i < 2_000; i++) packet(large, i)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20)
  })
})

describe('VP8 out of RTP', () => {
  const key = Buffer.concat([Buffer.from('1002009d012a80026801', 'hex'), Buffer.alloc(3_000, 7)])
  const delta = Buffer.concat([Buffer.from('31', 'hex'), Buffer.alloc(900, 9)])

  it('is the very frames that went in, and the size that key frames say', () => {
    const send = vp8Packetiser(1, 97, 1_200)
    const parts = vp8Parts()
    const pictures = through([...send(key, 0), ...send(delta, 3_000), ...send(key, 6_000)], depacketiser(parts))
    expect(pictures.map((picture) => picture?.data.equals(picture.isKey ? key : delta))).toEqual([true, true, true])
    expect(pictures.map((picture) => picture?.isKey)).toEqual([true, false, true])
    expect(parts.size()).toEqual({ width: 640, height: 360 })
  })

  it('reads every descriptor that RFC 7741 allows', () => {
    // X; I with one byte or two; L; T and K together; and none.
    for (const descriptor of ['10', '9080 05', '9080 8123', '90c0 05 01', '9020 01', '90f0 8123 01 22', '9000']) {
      const packet = Buffer.concat([Buffer.from(descriptor.replaceAll(' ', ''), 'hex'), key])
      const parts = vp8Parts()
      expect(parts.add(packet), descriptor).toBe(true)
      expect(parts.take()?.data.equals(key), descriptor).toBe(true)
    }
  })

  it('survives payloads of every kind', () => {
    const random = seededRandom(SEED)
    for (let i = 0; i < 5_000; i++) {
      const parts = vp8Parts()
      const payload = Buffer.from(Array.from({ length: Math.floor(random() * 14) }, () => Math.floor(random() * 256)))
      parts.add(payload)
      parts.take()
    }
  })
})
