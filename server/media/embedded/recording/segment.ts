/** A recorded segment: a fragmented MP4 of about a minute, one fragment per group of pictures, named by when it begins and how long it is. */
import { readFile } from 'node:fs/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'
import type { DecoderConfig, Mp4Frame } from '../mp4'

export interface Segment {
  /** UTC epoch milliseconds. */
  from: number
  to: number
  path: string
  bytes: number
}

const PACKETS_PER_BREATH = 200
const BOX_HEADER_BYTES = 8
const LARGE_BOX_HEADER_BYTES = 16

export const segmentName = (from: number, to: number) => `${Math.floor(from)}-${Math.ceil(to - Math.floor(from))}.mp4`
export const partName = (from: number) => `${Math.floor(from)}.part`

/** When a segment of this file name begins and ends; null for another file. */
export function spanOf(name: string): { from: number; to: number } | null {
  const [, from, durationMs] = /^(\d{1,15})-(\d{1,9})\.mp4$/.exec(name) ?? []
  return from === undefined ? null : { from: Number(from), to: Number(from) + Number(durationMs) }
}

/** When a segment of this file name, which was not finished, begins; null for another file. */
export function partStart(name: string): number | null {
  const from = /^(\d{1,15})\.part$/.exec(name)?.[1]
  return from === undefined ? null : Number(from)
}

/** How many bytes hold whole fragments: what a writer that was cut off leaves after them is no use. */
export function wholeBytes(file: Buffer): number {
  let at = 0
  let whole = 0
  let hasMovie = false
  while (at + BOX_HEADER_BYTES <= file.length) {
    const type = file.toString('latin1', at + 4, at + 8)
    let size = file.readUInt32BE(at)
    if (size === 1 && at + LARGE_BOX_HEADER_BYTES <= file.length) size = Number(file.readBigUInt64BE(at + 8))
    if (size < BOX_HEADER_BYTES || at + size > file.length) break
    at += size
    hasMovie ||= type === 'moov'
    if (type === 'mdat' && hasMovie) whole = at
  }
  return whole
}

export interface SegmentFrames {
  config: DecoderConfig
  /** `at` in UTC epoch milliseconds. */
  frames: Mp4Frame[]
  /** When the last frame ends. */
  to: number
  /** How long the file is up to its last whole fragment. */
  fileBytes: number
}

/** The frames of a segment that begins at `from`, finished or not; null when it holds none. */
export async function readSegment(path: string, from: number): Promise<SegmentFrames | null> {
  const file = await readFile(path)
  const whole = file.subarray(0, wholeBytes(file))
  if (whole.length === 0) return null
  const input = new Input({ source: new BufferSource(whole), formats: [MP4] })
  const track = await input.getPrimaryVideoTrack()
  const config = await track?.getDecoderConfig()
  if (!track || !config?.description) return null
  const frames: Mp4Frame[] = []
  let to = from
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const at = from + packet.timestamp * 1000
    frames.push({ at, isKey: packet.type === 'key', data: packet.data })
    to = Math.max(to, at + packet.duration * 1000)
    if (frames.length % PACKETS_PER_BREATH === 0) await breathe()
  }
  return frames.length === 0
    ? null
    : {
        config: {
          codec: config.codec,
          codedWidth: config.codedWidth!,
          codedHeight: config.codedHeight!,
          description: new Uint8Array(config.description as ArrayBuffer),
        },
        frames,
        to,
        fileBytes: whole.length,
      }
}
