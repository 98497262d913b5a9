/** The ring of segments: what it tells of breaks, what it keeps, and that it ends when nobody asks. */
import { fileURLToPath } from 'node:url'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MediaError } from '../gateway'
import { readPlaylist } from '../hls-playlist'
import { type Clip, parameterSets, readClips } from './clip'
import { HlsRing } from './hls'
import type { Frame, PlayableCodec, Source } from './source'

const MOST_KEPT = 8
const IDLE_MS = 20_000
const START = Date.parse('2026-07-22T08:00:00Z')

/** A camera whose pictures come when the test says so, each group a second long. */
function handSource(clip: Clip, ready: () => Promise<PlayableCodec> = () => Promise.resolve('h264')) {
  const watchers = new Set<(frame: Frame) => void>()
  const sets = parameterSets(clip.description)
  const perGroup = clip.frames.findIndex(({ isKey }, i) => i > 0 && isKey)
  const source: Source = {
    name: 'hand',
    state: () => ({ isOnline: true, codec: 'h264', warning: null, width: clip.width, height: clip.height }),
    ready,
    watch(onFrame) {
      watchers.add(onFrame)
      return () => watchers.delete(onFrame)
    },
    group: () => [],
    close: () => {},
  }
  const sendGroup = (from: number) => {
    for (let i = 0; i < perGroup; i++) {
      const { data, isKey } = clip.frames[i]
      const frame = isKey ? Buffer.concat([sets, data]) : data
      for (const watcher of watchers)
        watcher({ at: from + i * clip.frameMs, isKey, data: frame, setsBytes: isKey ? sets.length : 0 })
    }
  }
  return { source, watching: () => watchers.size, sendGroup, groupMs: perGroup * clip.frameMs }
}

let clip: Clip
beforeAll(async () => {
  clip = (await readClips(fileURLToPath(new URL('./clips', import.meta.url)))).get('clip-03')!
})
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: START })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Sends so many groups one after the other, and one that is not finished. Tells when the next would begin. */
async function filled(ring: HlsRing, camera: ReturnType<typeof handSource>, groups: number, from = START) {
  const asked = ring.playlist()
  await vi.waitFor(() => expect(camera.watching()).toBe(1))
  for (let i = 0; i <= groups; i++) camera.sendGroup(from + i * camera.groupMs)
  await asked
  const isWritten = async () => {
    const { segments } = readPlaylist(await ring.playlist())
    expect(segments.at(-1)!.at).toBeGreaterThan(from + (groups - 1) * camera.groupMs - 2)
  }
  await vi.waitFor(isWritten)
  return from + (groups + 1) * camera.groupMs
}

describe('the ring of segments of a camera', () => {
  it('keeps the newest eight, tells when each was taken, and gives the ones it names', async () => {
    const camera = handSource(clip)
    const ring = new HlsRing(camera.source)
    await filled(ring, camera, 12)
    const { sequence, breaks, segments } = readPlaylist(await ring.playlist())
    expect([sequence, breaks, segments.length]).toEqual([12 - MOST_KEPT, 0, MOST_KEPT])
    for (const [i, { at, durationMs, name, init, isAfterBreak }] of segments.entries()) {
      expect(Math.abs(at! - (START + (sequence + i) * camera.groupMs))).toBeLessThan(2)
      expect(Math.abs(durationMs - camera.groupMs)).toBeLessThan(2)
      expect(isAfterBreak).toBe(false)
      const file = Buffer.concat([ring.part(init), ring.part(name)])
      const track = await new Input({ source: new BufferSource(file), formats: [MP4] }).getPrimaryVideoTrack()
      const first = await new EncodedPacketSink(track!).getFirstPacket()
      expect(first!.type).toBe('key')
      expect(first!.timestamp).toBeCloseTo(((sequence + i) * camera.groupMs) / 1_000, 1)
    }
    for (const name of ['s0.m4s', 's99.m4s', 'i9.mp4', '../i0.mp4', '__proto__', ''])
      expect(() => ring.part(name), name).toThrow(MediaError)
    ring.close()
  })

  it('says where pictures do not follow on each other, and counts that when it has gone', async () => {
    const camera = handSource(clip)
    const ring = new HlsRing(camera.source)
    const next = await filled(ring, camera, 3)
    const after = await filled(ring, camera, 3, next + 5_000)
    const { breaks, segments } = readPlaylist(await ring.playlist())
    expect(breaks).toBe(0)
    expect(segments.map(({ isAfterBreak }) => isAfterBreak)).toEqual([false, false, false, false, true, false, false])
    await filled(ring, camera, 7, after)
    const later = readPlaylist(await ring.playlist())
    expect(later.segments.some(({ isAfterBreak }) => isAfterBreak)).toBe(false)
    expect(later.breaks).toBe(1)
    ring.close()
  })

  it('ends when nobody has asked for a while, and goes on counting when somebody asks again', async () => {
    const camera = handSource(clip)
    const ring = new HlsRing(camera.source)
    const next = await filled(ring, camera, 3)
    vi.advanceTimersByTime(IDLE_MS - 2_000)
    expect(camera.watching()).toBe(1)
    vi.advanceTimersByTime(4_000)
    expect(camera.watching()).toBe(0)
    expect(() => ring.part('s2.m4s')).toThrow(MediaError)
    await filled(ring, camera, 2, next + IDLE_MS)
    expect(readPlaylist(await ring.playlist())).toMatchObject({ sequence: 3, breaks: 1 })
    ring.close()
  })

  it('is refused for what a browser could not show, and for a camera that is away', async () => {
    await expect(new HlsRing(handSource(clip, async () => 'vp8').source).playlist()).rejects.toMatchObject({
      reason: 'codec',
    })
    const away = () => Promise.reject(new MediaError('offline'))
    await expect(new HlsRing(handSource(clip, away).source).playlist()).rejects.toMatchObject({ reason: 'offline' })
  })
})
