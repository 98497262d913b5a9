/** A source's newest pictures as segments of fragmented MP4, kept in memory, and made only while somebody asks for them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BufferTarget, CmafOutputFormat, EncodedPacket, EncodedVideoPacketSource, Output } from 'mediabunny'
import { MediaError } from '../gateway'
import { type HlsSegment, playlistText } from '../hls-playlist'
import { decoderConfig } from './h264'
import type { DecoderConfig, Mp4Frame } from './mp4'
import type { Frame, Source } from './source'

/** A segment ends with the first group of pictures that makes it so long. */
const SHORTEST_MS = 900
const MOST_SEGMENTS = 8
/** A camera that sends no key frames has no segments. */
const MOST_FRAMES = 1_500
/** Pictures farther apart than this have a break between them. */
const BREAK_MS = 1_000
/** How long the last picture before a break is shown. */
const LAST_FRAME_MS = 40
const IDLE_MS = 20_000
const FIRST_SEGMENT_WITHIN_MS = 4_000
const LOOK_EVERY_MS = 50

interface KeptSegment extends HlsSegment {
  bytes: Uint8Array
}

const setsOf = ({ data, setsBytes }: Frame) => data.toString('latin1', 0, setsBytes)

/** Media time counts from `origin`, so that segments follow on each other. */
async function cmafOf(frames: readonly Mp4Frame[], to: number, origin: number, config: DecoderConfig) {
  const [target, initTarget] = [new BufferTarget(), new BufferTarget()]
  const output = new Output({ format: new CmafOutputFormat(), target, initTarget })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source)
  await output.start()
  for (const [i, { at, isKey, data }] of frames.entries()) {
    const durationS = ((frames[i + 1]?.at ?? to) - at) / 1_000
    const packet = new EncodedPacket(data, isKey ? 'key' : 'delta', (at - origin) / 1_000, durationS)
    await source.add(packet, i === 0 ? { decoderConfig: config } : undefined)
  }
  await output.finalize()
  return { bytes: new Uint8Array(target.buffer!), init: new Uint8Array(initTarget.buffer!) }
}

export class HlsRing {
  private segments: KeptSegment[] = []
  private readonly inits = new Map<string, { sets: string; bytes: Uint8Array }>()
  private group: Frame[] = []
  private sequence = 0
  private breaks = 0
  private isAfterBreak = false
  private origin: number | null = null
  private askedAt = 0
  private work: Promise<void> = Promise.resolve()
  private stopWatching: (() => void) | null = null
  private idle: NodeJS.Timeout | null = null

  constructor(private readonly source: Source) {}

  /** Throws MediaError `offline`, `codec` or `b-frames`, and `timeout` when no group of pictures ends in time. */
  async playlist(): Promise<string> {
    if ((await this.source.ready()) !== 'h264') throw new MediaError('codec')
    this.askedAt = Date.now()
    if (!this.stopWatching) this.begin()
    for (const until = Date.now() + FIRST_SEGMENT_WITHIN_MS; this.segments.length === 0; await sleep(LOOK_EVERY_MS))
      if (Date.now() > until) throw new MediaError('timeout')
    return playlistText({
      sequence: this.sequence - this.segments.length,
      breaks: this.breaks - this.segments.slice(1).filter(({ isAfterBreak }) => isAfterBreak).length,
      segments: this.segments,
    })
  }

  /** A part that a playlist named a moment ago. Throws MediaError `no-session`. */
  part(name: string): Uint8Array {
    const bytes = this.inits.get(name)?.bytes ?? this.segments.find((segment) => segment.name === name)?.bytes
    if (!bytes) throw new MediaError('no-session')
    return bytes
  }

  /** Ends it until it is asked for again. */
  close(): void {
    if (this.idle) clearInterval(this.idle)
    this.stopWatching?.()
    this.stopWatching = null
    this.segments = []
    this.inits.clear()
    this.group = []
    this.isAfterBreak = true
  }

  private begin(): void {
    this.group = [...this.source.group()]
    this.stopWatching = this.source.watch((frame) => this.take(frame))
    this.idle = setInterval(() => {
      if (Date.now() - this.askedAt > IDLE_MS) this.close()
    }, LOOK_EVERY_MS * 20)
  }

  private take(frame: Frame): void {
    const last = this.group.at(-1)
    if (last) {
      const isBreak = frame.at - last.at > BREAK_MS || frame.at <= last.at
      const isFull =
        frame.isKey && (frame.at - this.group[0].at >= SHORTEST_MS || setsOf(frame) !== setsOf(this.group[0]))
      if (isBreak || isFull) this.finish(isBreak ? last.at + LAST_FRAME_MS : frame.at)
      if (isBreak) this.isAfterBreak = true
    }
    if (this.group.length > MOST_FRAMES) this.group = []
    if (frame.isKey || this.group.length > 0) this.group.push(frame)
  }

  private finish(to: number): void {
    const frames = this.group
    const { isAfterBreak } = this
    this.group = []
    this.isAfterBreak = false
    this.work = this.work
      .then(() => this.keep(frames, to, isAfterBreak))
      .catch((error: Error) => console.error(`media: ${this.source.name} by HTTP: ${error.message}`))
  }

  private async keep(frames: readonly Frame[], to: number, isAfterBreak: boolean): Promise<void> {
    const sets = setsOf(frames[0])
    const config = decoderConfig(frames[0].data.subarray(0, frames[0].setsBytes))
    if (!config) return
    this.origin ??= frames[0].at
    const plain = frames.map(({ at, isKey, data, setsBytes }) => ({ at, isKey, data: data.subarray(setsBytes) }))
    const { bytes, init } = await cmafOf(plain, to, this.origin, config)
    if (!this.stopWatching) return
    const last = this.segments.at(-1)
    const isSame = last !== undefined && this.inits.get(last.init)?.sets === sets
    const initName = isSame ? last.init : `i${this.sequence}.mp4`
    if (!isSame) this.inits.set(initName, { sets, bytes: init })
    const isBreak = last !== undefined && (isAfterBreak || !isSame)
    if (isBreak || (isAfterBreak && this.sequence > 0)) this.breaks++
    this.segments.push({
      name: `s${this.sequence++}.m4s`,
      init: initName,
      durationMs: to - frames[0].at,
      at: frames[0].at,
      isAfterBreak: isBreak,
      isMissing: false,
      bytes,
    })
    if (this.segments.length > MOST_SEGMENTS) this.segments.shift()
    for (const name of this.inits.keys())
      if (!this.segments.some((segment) => segment.init === name)) this.inits.delete(name)
  }
}
