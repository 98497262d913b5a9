import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../domain/testing/random'
import { type Clip, frameAt, frameStart, framesBegun, keyFrameBefore, parameterSets, readClips } from './clip'

const FOLDER = fileURLToPath(new URL('./clips', import.meta.url))
const NAMES = readdirSync(FOLDER).sort()
const MOST_BYTES = 3_000_000
const SEED = 8

/** Six frames in 100 ms, key frames 0 and 3: a frame has no exact length in milliseconds. */
const SIX_FRAMES = Object.freeze({
  clipMs: 100,
  frames: [true, false, false, true, false, false].map((isKey) => ({ isKey, data: Buffer.alloc(0) })),
})

describe('the clips', () => {
  let clips: Map<string, Clip>
  beforeAll(async () => {
    clips = await readClips(FOLDER)
  })

  it('are sixteen, and take no more than 3 MB', () => {
    expect([...clips.keys()]).toEqual(Array.from({ length: 16 }, (_, i) => `clip-${String(i + 1).padStart(2, '0')}`))
    expect(NAMES.reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0)).toBeLessThanOrEqual(MOST_BYTES)
  })

  it('are 8 s of 120 frames each, with a key frame every 15', () => {
    for (const { name, frames, clipMs } of clips.values()) {
      expect({ frames: frames.length, clipMs }, name).toEqual({ frames: 120, clipMs: 8_000 })
      expect(
        frames.flatMap(({ isKey }, i) => (isKey ? [i] : [])),
        name,
      ).toEqual([0, 15, 30, 45, 60, 75, 90, 105])
    }
  })

  it('are what every browser takes: constrained baseline, with both parameter sets', () => {
    for (const { name, codec, description, width, height } of clips.values()) {
      expect(codec, name).toMatch(/^avc1\.42[ce]0/)
      expect(width / height, name).toBeCloseTo(16 / 9, 1)
      const sets = parameterSets(description)
      const first = sets.readUInt32BE(0)
      expect([sets[4] & 0x1f, sets[4 + first + 4] & 0x1f], name).toEqual([7, 8])
      expect(sets.length, name).toBe(8 + first + sets.readUInt32BE(4 + first))
    }
  })

  it.each(NAMES)('%s shows its frames in the order they are decoded: no B-frames', async (name) => {
    const input = new Input({ source: new BufferSource(readFileSync(join(FOLDER, name))), formats: [MP4] })
    const track = await input.getPrimaryVideoTrack()
    let shown = 0
    for await (const packet of new EncodedPacketSink(track!).packets()) {
      expect(packet.timestamp).toBeCloseTo((shown * 8) / 120, 3)
      shown++
    }
    expect(shown).toBe(120)
  })
})

describe('the frame of an instant', () => {
  it('is the epoch time modulo the clip, exact at the edges of frames', () => {
    expect([0, 16, 17, 33, 34, 49, 50, 99, 100, 116, 117].map((at) => frameAt(SIX_FRAMES, at))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 5, 0, 0, 1,
    ])
  })

  it(`agrees with arithmetic in whole numbers at 10,000 instants of this century, seed ${SEED}`, () => {
    const clip = { clipMs: 8_000, frames: Array.from({ length: 120 }, () => SIX_FRAMES.frames[0]) }
    const random = seededRandom(SEED)
    for (let i = 0; i < 10_000; i++) {
      const at = Math.floor(random() * 4_102_444_800_000)
      const edge = at - (at % 200)
      for (const instant of [at, edge, edge - 1]) {
        const exact = (BigInt(instant) * 120n) / 8_000n
        expect(BigInt(framesBegun(clip, instant))).toBe(exact)
        expect(frameAt(clip, instant)).toBe(Number(exact % 120n))
        expect(Math.abs(frameStart(clip, Number(exact)) - instant)).toBeLessThan(67)
      }
    }
  })

  it('goes back to the key frame at or before it', () => {
    expect([0, 1, 2, 3, 4, 5].map((frame) => keyFrameBefore(SIX_FRAMES, frame))).toEqual([0, 0, 0, 3, 3, 3])
  })
})
