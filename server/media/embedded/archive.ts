/** What was recorded of one stream. */
import type { Recording } from '../gateway'

export interface RecordedClip {
  from: number
  to: number
  bytes: Uint8Array
}

export interface Archive {
  /** Sorted and merged, within what is asked. */
  list(from: number, to: number): Promise<Recording[]>
  /** Begins at the key frame at or before `from` and ends with the first gap. Throws MediaError `no-recording`. */
  clip(from: number, durationMs: number): Promise<RecordedClip>
}
