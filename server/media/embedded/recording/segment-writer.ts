/** Writes one segment. What is written survives the process up to the last whole group of pictures. */
import { type FileHandle, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output, StreamTarget } from 'mediabunny'
import type { DecoderConfig, Mp4Frame } from '../mp4'
import { partName, type Segment, segmentName } from './segment'

/** `fastStart: 'fragmented'` begins a fragment with a key frame, once the one before is this long. */
const SHORTEST_FRAGMENT_S = 0

export class SegmentWriter {
  private bytes = 0
  private hasBegun = false
  private writing: Promise<unknown> = Promise.resolve()
  private readonly output: Output
  private readonly source = new EncodedVideoPacketSource('avc')

  private constructor(
    private readonly folder: string,
    /** Whole epoch milliseconds, as in the file's name. */
    readonly from: number,
    private readonly config: DecoderConfig,
    private readonly file: FileHandle,
  ) {
    const target = new StreamTarget(
      new WritableStream({
        write: ({ data, position }: { data: Uint8Array; position: number }) => {
          this.writing = this.file.write(data, 0, data.length, position)
          this.bytes = Math.max(this.bytes, position + data.length)
          return this.writing.then(() => {})
        },
      }),
    )
    const format = new Mp4OutputFormat({ fastStart: 'fragmented', minimumFragmentDuration: SHORTEST_FRAGMENT_S })
    this.output = new Output({ format, target })
    this.output.addVideoTrack(this.source)
  }

  static async begin(folder: string, at: number, config: DecoderConfig): Promise<SegmentWriter> {
    const from = Math.floor(at)
    const writer = new SegmentWriter(folder, from, config, await open(join(folder, partName(from)), 'w'))
    await writer.output.start()
    return writer
  }

  get path(): string {
    return join(this.folder, partName(this.from))
  }

  async add({ at, isKey, data }: Mp4Frame, durationMs: number): Promise<void> {
    const packet = new EncodedPacket(data, isKey ? 'key' : 'delta', (at - this.from) / 1000, durationMs / 1000)
    await this.source.add(packet, this.hasBegun ? undefined : { decoderConfig: this.config })
    this.hasBegun = true
    if (isKey) await this.written()
  }

  /** Until the fragment that a key frame ended is in the file: the muxer hands it over a moment later. */
  private async written(): Promise<void> {
    for (let awaited: Promise<unknown> | null = null; awaited !== this.writing; ) {
      awaited = this.writing
      await awaited
      await breathe()
    }
  }

  /** Puts the whole segment in place; it ends at `to`. */
  async end(to: number): Promise<Segment> {
    await this.output.finalize()
    await this.file.close()
    const path = join(this.folder, segmentName(this.from, to))
    await rename(this.path, path)
    return { from: this.from, to: this.from + Math.ceil(to - this.from), path, bytes: this.bytes }
  }

  /** Leaves the part as it is, after a failure. */
  async letGo(): Promise<void> {
    await this.output.cancel().catch(() => {})
    await this.file.close().catch(() => {})
  }
}
