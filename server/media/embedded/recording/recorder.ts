/** Records a source without end: a segment a minute, cut at key frames, and a new one after every gap. */

import { decoderConfig } from '../h264'
import type { Frame, Source } from '../source'
import type { Keeping, SegmentStore } from './segment-store'
import { SegmentWriter } from './segment-writer'

const SEGMENT_MS = 60_000
/** Pictures farther apart than this have a gap between them. */
const GAP_MS = 1_000
/** What is too old goes, also while nothing is recorded. */
const CLEAN_EVERY_MS = 60_000
/** How long the last frame before a gap is shown. */
const LAST_FRAME_MS = 40
/** Frames that wait for a slow disk; beyond, recording begins anew with a key frame. */
const MOST_WAITING = 500

/** What is being written: readable up to `to`. */
export interface OpenSegment {
  from: number
  to: number
  path: string
}

export class Recorder {
  private writer: SegmentWriter | null = null
  private sets = ''
  private held: Frame | null = null
  /** The end of the last group of pictures that was written whole. */
  private writtenTo = 0
  private waiting = 0
  private isSkipping = false
  private work: Promise<void> = Promise.resolve()
  private readonly stopWatching: () => void
  private readonly cleaning = setInterval(() => this.enqueue(() => this.clean()), CLEAN_EVERY_MS)

  constructor(
    private readonly source: Source,
    private readonly store: SegmentStore,
    private readonly keeping: Keeping,
  ) {
    this.stopWatching = source.watch((frame) => this.queue(frame))
  }

  get open(): OpenSegment | null {
    return this.writer && this.writtenTo > this.writer.from
      ? { from: this.writer.from, to: this.writtenTo, path: this.writer.path }
      : null
  }

  /** Finishes the segment that is being written. */
  async close(): Promise<void> {
    this.stopWatching()
    clearInterval(this.cleaning)
    this.enqueue(() => this.endSegment(null))
    await this.settled()
  }

  /** Resolves when every frame so far is dealt with. */
  settled(): Promise<void> {
    return this.work
  }

  private enqueue(task: () => Promise<void>): void {
    this.work = this.work.then(task).catch((error: NodeJS.ErrnoException) => this.give(error))
  }

  private queue(frame: Frame): void {
    // Pictures that refer to later ones do not come in the order of their times.
    if (this.waiting >= MOST_WAITING || this.source.state().warning === 'b-frames') this.isSkipping = true
    if (this.isSkipping && !this.mayResume(frame)) return
    this.isSkipping = false
    this.waiting++
    this.enqueue(() =>
      this.take(frame).finally(() => {
        this.waiting--
      }),
    )
  }

  private mayResume({ isKey }: Frame): boolean {
    return isKey && this.waiting < MOST_WAITING && this.source.state().warning !== 'b-frames'
  }

  private async take(frame: Frame): Promise<void> {
    const { held } = this
    if (held) {
      const isGap = frame.at - held.at > GAP_MS || frame.at <= held.at
      const sets = frame.isKey ? frame.data.toString('latin1', 0, frame.setsBytes) : this.sets
      const isFull = frame.isKey && this.writer !== null && frame.at - this.writer.from >= SEGMENT_MS
      if (isGap || isFull || sets !== this.sets) await this.endSegment(isGap ? null : frame.at)
      else await this.write(held, frame.at)
    }
    // After a gap or a failure recording begins with a key frame.
    this.held = frame.isKey || this.writer ? frame : null
    if (!this.writer && frame.isKey) await this.beginSegment(frame)
  }

  private async beginSegment(key: Frame): Promise<void> {
    const config = decoderConfig(key.data.subarray(0, key.setsBytes))
    if (!config) return
    this.sets = key.data.toString('latin1', 0, key.setsBytes)
    this.writer = await SegmentWriter.begin(this.store.folder, key.at, config)
    this.writtenTo = key.at
  }

  private async write(frame: Frame, until: number): Promise<void> {
    const { at, isKey, data, setsBytes } = frame
    await this.writer?.add({ at, isKey, data: data.subarray(setsBytes) }, until - at)
    if (isKey) this.writtenTo = at
  }

  /** `until`: when the next frame came; null when none did. */
  private async endSegment(until: number | null): Promise<void> {
    const { writer, held } = this
    if (!writer) return
    const to = until ?? (held ? held.at + LAST_FRAME_MS : this.writtenTo)
    if (held) await this.write(held, to)
    this.held = null
    this.writer = null
    this.store.add(await writer.end(to))
    await this.clean()
  }

  private clean(): Promise<void> {
    return this.store.keep(this.keeping, Date.now())
  }

  /** The disk is full or gone: what was written stays as it is, and the next key frame tries again. */
  private async give(error: NodeJS.ErrnoException): Promise<void> {
    console.error(`media: recording of ${this.source.name}: ${error.code ?? error.message}`)
    const { writer } = this
    this.writer = null
    this.held = null
    if (!writer) return
    await writer.letGo()
    await this.store.salvage(writer.from).catch(() => {})
  }
}
