/** The clips as encoded H.264 frames; nothing is decoded or encoded at run time. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny'

export interface ClipFrame {
  /** Length-prefixed NAL units, as in MP4. */
  data: Buffer
  isKey: boolean
}

export interface Clip {
  name: string
  frames: ClipFrame[]
  frameMs: number
  clipMs: number
  width: number
  height: number
  /** avcC record: sequence and picture parameter sets. */
  description: Uint8Array
  /** What a WebCodecs decoder calls it. */
  codec: string
}

/** SPS and PPS of an avcC record, length-prefixed, to stand before each key frame. ISO/IEC 14496-15 §5.3.3.1. */
export function parameterSets(avcC: Uint8Array): Buffer {
  const parts: Buffer[] = []
  let offset = 5
  const take = (count: number) => {
    for (let i = 0; i < count; i++) {
      const size = (avcC[offset] << 8) | avcC[offset + 1]
      const prefixed = Buffer.alloc(4 + size)
      prefixed.writeUInt32BE(size, 0)
      prefixed.set(avcC.subarray(offset + 2, offset + 2 + size), 4)
      parts.push(prefixed)
      offset += 2 + size
    }
  }
  take(avcC[offset++] & 0x1f)
  take(avcC[offset++])
  return Buffer.concat(parts)
}

async function readClip(path: string, name: string): Promise<Clip> {
  const input = new Input({ source: new BufferSource(readFileSync(path)), formats: [MP4] })
  const track = await input.getPrimaryVideoTrack()
  const config = await track?.getDecoderConfig()
  if (!track || !config?.description) throw new Error(`${path}: no H.264 track`)
  const frames: ClipFrame[] = []
  for await (const packet of new EncodedPacketSink(track).packets())
    frames.push({ data: Buffer.from(packet.data), isKey: packet.type === 'key' })
  const clipMs = Math.round((await track.computeDuration()) * 1000)
  const description = new Uint8Array(config.description as ArrayBuffer)
  return {
    name,
    frames,
    clipMs,
    frameMs: clipMs / frames.length,
    width: config.codedWidth!,
    height: config.codedHeight!,
    description,
    codec: config.codec,
  }
}

/** Every clip of the folder, by its name without the ending. */
export async function readClips(folder: string): Promise<Map<string, Clip>> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.mp4'))
    .sort()
  const clips = await Promise.all(names.map((file) => readClip(join(folder, file), file.slice(0, -4))))
  return new Map(clips.map((clip) => [clip.name, clip]))
}

type Timing = Pick<Clip, 'clipMs' | 'frames'>

/** How many frames have begun since the epoch, in whole numbers: a frame of 66.67 ms has no exact length. */
export const framesBegun = ({ clipMs, frames }: Timing, at: number): number => Math.floor((at * frames.length) / clipMs)

/** When a frame counted like that begins. */
export const frameStart = ({ clipMs, frames }: Timing, frame: number): number => (frame * clipMs) / frames.length

/** The frame that the camera shows at an instant: time modulo the clip, for live and recorded pictures alike. */
export const frameAt = (timing: Timing, at: number): number => framesBegun(timing, at) % timing.frames.length

/** The key frame at or before a frame of the clip. */
export function keyFrameBefore({ frames }: Pick<Clip, 'frames'>, frame: number): number {
  for (let index = frame; index > 0; index--) if (frames[index].isKey) return index
  return 0
}
