/** Recorder, store and archive with a clip's frames in place of a camera's. */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MediaError } from '../../gateway'
import { parameterSets, readClips } from '../clip'
import type { Frame, Source } from '../source'
import { cameraArchive } from './camera-archive'
import { Recorder } from './recorder'
import { partName, readSegment, spanOf, wholeBytes } from './segment'
import { SegmentStore } from './segment-store'

const CLIPS = fileURLToPath(new URL('../clips', import.meta.url))
/** 15 frames a second, a key frame a second. */
const FRAME_MS = 1000 / 15
const GROUP_MS = 1_000
const START = 1_800_000_000_123.4
const FOREVER = { ageMs: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY }

let encoded: Pick<Frame, 'data' | 'isKey' | 'setsBytes'>[]
let folder: string
let watcher: ((frame: Frame) => void) | null = null

const source: Source = {
  name: 'gate',
  state: () => ({ isOnline: true, codec: 'h264', warning: null, width: 640, height: 360 }),
  ready: async () => 'h264',
  watch(onFrame) {
    watcher = onFrame
    return () => {
      watcher = null
    }
  },
  group: () => [],
  close() {},
}

beforeAll(async () => {
  const clip = (await readClips(CLIPS)).get('clip-02')!
  const sets = parameterSets(clip.description)
  encoded = clip.frames.map(({ data, isKey }) =>
    isKey ? { data: Buffer.concat([sets, data]), isKey, setsBytes: sets.length } : { data, isKey, setsBytes: 0 },
  )
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-segments-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function recording(keeping = FOREVER) {
  const store = await SegmentStore.open(folder)
  const recorder = new Recorder(source, store, keeping)
  return { store, recorder, archive: cameraArchive(store, recorder) }
}

/** Shows frames from the clip's beginning. */
async function film(recorder: Recorder, from: number, seconds: number) {
  for (let i = 0; i < seconds * 15; i++) {
    watcher?.({ ...encoded[i % encoded.length], at: from + i * FRAME_MS })
    if (i % 60 === 59) await recorder.settled()
  }
  await recorder.settled()
}

const segments = () => readdirSync(folder).flatMap((name) => spanOf(name) ?? [])
const reasonOf = (call: Promise<unknown>) => call.then(String, (error: unknown) => (error as MediaError).reason)

async function packetsOf(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: [MP4] })
  const track = await input.getPrimaryVideoTrack()
  const packets: { at: number; data: Buffer; isKey: boolean }[] = []
  for await (const packet of new EncodedPacketSink(track!).packets())
    packets.push({ at: packet.timestamp * 1000, data: Buffer.from(packet.data), isKey: packet.type === 'key' })
  return packets
}

describe('a recorder', () => {
  it('writes a segment a minute, each from a key frame to the next, and lists them as one', async () => {
    const { recorder, archive } = await recording()
    await film(recorder, START, 150)
    const { open } = recorder
    expect(open!.to).toBeGreaterThan(START + 148_000)
    expect((await archive.list(0, 3e12)).length).toBe(1)
    await recorder.close()
    const spans = segments()
    expect(spans.map(({ from, to }) => Math.round((to - from) / 1000))).toEqual([60, 60, 30])
    expect(spans[0].from).toBe(Math.floor(START))
    expect(await archive.list(START + 10_000, START + 20_000)).toEqual([{ from: START + 10_000, to: START + 20_000 }])
    expect(await archive.list(START - 20_000, START - 10_000)).toEqual([])
    for (const name of readdirSync(folder)) {
      const file = readFileSync(join(folder, name))
      expect(wholeBytes(file)).toBeGreaterThan(file.length * 0.99)
      expect((await packetsOf(file))[0].isKey).toBe(true)
    }
  })

  it('gives the very frames back, across segments and from the one being written, at their times', async () => {
    const { recorder, archive } = await recording()
    await film(recorder, START, 75)
    for (const [asked, seconds] of [
      [START + 500, 2],
      [START + 55_250, 12],
      [START + 62_000, 5],
    ]) {
      const clip = await archive.clip(asked, seconds * 1000)
      expect(clip.from).toBeLessThanOrEqual(asked)
      expect(asked - clip.from).toBeLessThan(GROUP_MS + 1)
      expect(clip.to).toBeGreaterThanOrEqual(asked + seconds * 1000)
      const packets = await packetsOf(clip.bytes)
      const first = Math.round((clip.from - START) / FRAME_MS)
      for (const [i, packet] of packets.entries()) {
        const { data, setsBytes } = encoded[(first + i) % encoded.length]
        expect(packet.data.equals(data.subarray(setsBytes)), `${asked} ${i}`).toBe(true)
        expect(Math.abs(clip.from + packet.at - (START + (first + i) * FRAME_MS))).toBeLessThan(2)
      }
    }
    await recorder.close()
  })

  it('begins anew after a gap, and a clip ends there', async () => {
    const { recorder, archive } = await recording()
    await film(recorder, START, 10)
    await film(recorder, START + 13_000, 10)
    await recorder.close()
    const spans = await archive.list(0, 3e12)
    expect(spans).toHaveLength(2)
    expect(spans[0].to - START).toBeGreaterThan(9_900)
    expect(spans[0].to - START).toBeLessThan(10_100)
    expect(Math.abs(spans[1].from - START - 13_000)).toBeLessThan(2)
    const clip = await archive.clip(START + 5_000, 20_000)
    expect(Math.abs(clip.to - spans[0].to)).toBeLessThan(2)
    expect(await reasonOf(archive.clip(START + 11_000, 1_000))).toBe('no-recording')
    expect((await archive.clip(START + 11_000, 5_000)).from).toBeCloseTo(spans[1].from, -1)
  })

  it('begins anew when the camera changes its parameters', async () => {
    const { recorder } = await recording()
    await film(recorder, START, 5)
    const own = encoded
    const other = (await readClips(CLIPS)).get('clip-09')!
    const sets = Buffer.concat([parameterSets(other.description), Buffer.from([0, 0, 0, 2, 0x68, 0xff])])
    encoded = other.frames.map(({ data, isKey }) =>
      isKey ? { data: Buffer.concat([sets, data]), isKey, setsBytes: sets.length } : { data, isKey, setsBytes: 0 },
    )
    await film(recorder, START + 5_000, 5)
    encoded = own
    await recorder.close()
    expect(segments().map(({ from, to }) => Math.round((to - from) / 1000))).toEqual([5, 5])
  })

  it('keeps no more than it may, by age and by bytes, the youngest longest', async () => {
    const { recorder, store } = await recording()
    await film(recorder, START, 200)
    await recorder.close()
    const all = segments()
    const size = (name: string) => readFileSync(join(folder, name)).length
    const youngest = readdirSync(folder).sort().slice(-2)
    expect(all).toHaveLength(4)
    await store.keep({ ...FOREVER, ageMs: 100_000 }, all[0].to + 100_001)
    expect(segments()).toEqual(all.slice(1))
    await store.keep({ ...FOREVER, bytes: youngest.reduce((sum, name) => sum + size(name), 0) }, START)
    expect(segments()).toEqual(all.slice(2))
    expect(store.within(0, 3e12)).toHaveLength(2)
  })
})

describe('a recorder that was cut off', () => {
  it('loses at most the last group of pictures', async () => {
    const { recorder, store } = await recording()
    await film(recorder, START, 20.6)
    expect(readdirSync(folder)).toEqual([partName(START)])
    const left = mkdtempSync(join(tmpdir(), 'sightline-left-'))
    copyFileSync(join(folder, partName(START)), join(left, partName(START)))
    const salvaged = await SegmentStore.open(left)
    const [segment] = salvaged.within(0, 3e12)
    expect(START + 20_600 - segment.to).toBeLessThan(GROUP_MS + 2 * FRAME_MS)
    expect((await readSegment(segment.path, segment.from))!.frames.length).toBeGreaterThanOrEqual(19 * 15)
    expect(store.within(0, 3e12)).toEqual([])
    rmSync(left, { recursive: true })
    await recorder.close()
  })

  it('leaves a part that is made whole wherever it ends, or removed when nothing in it is', async () => {
    const { recorder } = await recording()
    await film(recorder, START, 6.5)
    await recorder.settled()
    const part = readFileSync(join(folder, partName(START)))
    const left = mkdtempSync(join(tmpdir(), 'sightline-left-'))
    let lastFrames = 0
    for (let bytes = 0; bytes <= part.length; bytes += 1_009) {
      writeFileSync(join(left, partName(START)), part)
      truncateSync(join(left, partName(START)), bytes)
      const [segment] = (await SegmentStore.open(left)).within(0, 3e12)
      expect(existsSync(join(left, partName(START)))).toBe(false)
      const frames = segment ? (await readSegment(segment.path, segment.from))!.frames.length : 0
      expect(frames % 15, `${bytes} bytes`).toBe(0)
      expect(frames).toBeGreaterThanOrEqual(lastFrames)
      lastFrames = frames
      for (const name of readdirSync(left)) rmSync(join(left, name))
    }
    expect(lastFrames).toBeGreaterThanOrEqual(75)
    writeFileSync(join(left, partName(START)), Buffer.alloc(5_000, 0xff))
    expect((await SegmentStore.open(left)).within(0, 3e12)).toEqual([])
    expect(readdirSync(left)).toEqual([])
    rmSync(left, { recursive: true })
    await recorder.close()
  })

  it('leaves files alone that are not its own', async () => {
    writeFileSync(join(folder, 'readme.txt'), 'hands off')
    writeFileSync(join(folder, '12-x.mp4'), 'hands off')
    await SegmentStore.open(folder)
    expect(readdirSync(folder).sort()).toEqual(['12-x.mp4', 'readme.txt'])
  })
})
