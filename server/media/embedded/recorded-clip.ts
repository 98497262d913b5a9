/** A recorded span as an MP4 file: the clip's own frames, repeated by time, from the key frame at or before the start. */
import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny'
import { type ClipSource, frameStart, framesBegun, keyFrameBefore } from './clip-source'

export interface RecordedClip {
  from: number
  to: number
  bytes: Uint8Array
}

/** The last key frame at an instant, as a film of one frame. */
export async function keyFrameClip(clip: ClipSource, now: number): Promise<{ at: number; bytes: Uint8Array }> {
  const current = framesBegun(clip, now)
  const shown = current % clip.frames.length
  const first = current - shown + keyFrameBefore(clip, shown)
  const { from, bytes } = await muxed(clip, first, first + 1)
  return { at: from, bytes }
}

/** Media time 0 of the file is `from`, which lies at or before what was asked. */
export async function recordedClip(clip: ClipSource, from: number, durationMs: number): Promise<RecordedClip> {
  const perClip = clip.frames.length
  const wanted = framesBegun(clip, from)
  const first = wanted - (wanted % perClip) + keyFrameBefore(clip, wanted % perClip)
  const last = Math.ceil(((from + durationMs) * perClip) / clip.clipMs)
  return muxed(clip, first, last)
}

async function muxed(clip: ClipSource, first: number, last: number): Promise<RecordedClip> {
  const perClip = clip.frames.length
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source, { frameRate: Math.round(1000 / clip.frameMs) })
  await output.start()
  const config = { codec: clip.codec, codedWidth: clip.width, codedHeight: clip.height, description: clip.description }
  const frameS = clip.frameMs / 1000
  for (let shown = first; shown < last; shown++) {
    const { data, isKey } = clip.frames[shown % perClip]
    const packet = new EncodedPacket(new Uint8Array(data), isKey ? 'key' : 'delta', (shown - first) * frameS, frameS)
    await source.add(packet, shown === first ? { decoderConfig: config } : undefined)
  }
  await output.finalize()
  return { from: frameStart(clip, first), to: frameStart(clip, last), bytes: new Uint8Array(target.buffer!) }
}
