/** Encoded H.264 frames as an MP4 file; nothing is decoded or encoded. */
import { setImmediate as breathe } from 'node:timers/promises'
import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny'

/** What a decoder must know before the first frame. */
export interface DecoderConfig {
  /** As WebCodecs spells it, such as avc1.42e01f. */
  codec: string
  codedWidth: number
  codedHeight: number
  /** avcC record: sequence and picture parameter sets. */
  description: Uint8Array
}

export interface Mp4Frame {
  /** Milliseconds from any one origin. */
  at: number
  isKey: boolean
  /** Length-prefixed NAL units, without parameter sets. */
  data: Uint8Array
}

/** Viewers get their frames in between: writing a long file gives way after so many. */
const FRAMES_PER_BREATH = 200

/** Media time 0 is the first frame, a key frame; the last one is shown until `to`. */
export async function mp4Of(frames: readonly Mp4Frame[], to: number, config: DecoderConfig): Promise<Uint8Array> {
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const source = new EncodedVideoPacketSource('avc')
  output.addVideoTrack(source)
  await output.start()
  for (const [i, { at, isKey, data }] of frames.entries()) {
    const durationS = ((frames[i + 1]?.at ?? to) - at) / 1000
    const packet = new EncodedPacket(data, isKey ? 'key' : 'delta', (at - frames[0].at) / 1000, durationS)
    await source.add(packet, i === 0 ? { decoderConfig: config } : undefined)
    if (i % FRAMES_PER_BREATH === FRAMES_PER_BREATH - 1) await breathe()
  }
  await output.finalize()
  return new Uint8Array(target.buffer!)
}
