/** What viewers, recorders and snapshots draw from: one camera's encoded pictures, wherever they come from. */
import type { StreamCodec, StreamWarning } from '../gateway'

export type PlayableCodec = 'h264' | 'vp8'

export interface Frame {
  /** UTC epoch milliseconds, with fractions; steps are those of the camera's own clock. */
  at: number
  isKey: boolean
  /** H.264: length-prefixed NAL units, a key frame's parameter sets before it. VP8: the frame as it is. */
  data: Buffer
  /** How many bytes of `data` are parameter sets. */
  setsBytes: number
}

export interface SourceState {
  isOnline: boolean
  codec: StreamCodec | null
  warning: StreamWarning | null
  /** Pixels. */
  width: number | null
  height: number | null
}

export interface Source {
  readonly name: string
  state(): SourceState
  /** The codec, as soon as pictures flow. Throws MediaError `offline`, `codec` or `b-frames`. */
  ready(): Promise<PlayableCodec>
  /** Every frame from now on, in decoding order, after a break beginning with a key frame, until the answer is called. */
  watch(onFrame: (frame: Frame) => void): () => void
  /** The frames since the last key frame, oldest first; empty when there is no picture now. */
  group(): readonly Frame[]
  close(): void
}
