/** What was recorded of a camera, as spans and as clips, up to the group of pictures before the present one. */
import { MediaError, type Recording } from '../../gateway'
import type { Archive, RecordedClip } from '../archive'
import { type DecoderConfig, type Mp4Frame, mp4Of } from '../mp4'
import type { Recorder } from './recorder'
import { readSegment } from './segment'
import type { SegmentStore } from './segment-store'

/** Segments nearer to each other than this are one recording. */
const GAP_MS = 1_000
/** A longer clip is cut short: the gateway takes no more in one piece. */
const MOST_BYTES = 56 << 20

interface Span {
  from: number
  to: number
  path: string
}

const isSameConfig = (a: DecoderConfig, b: DecoderConfig) =>
  a.description.length === b.description.length && a.description.every((byte, i) => byte === b.description[i])

/** Where the frame stands with which the clip begins: the last key frame at or before `from`, else the first one after it. */
function firstFrame(frames: readonly Mp4Frame[], from: number): number {
  const before = frames.findLastIndex(({ isKey, at }) => isKey && at <= from)
  return before >= 0 ? before : frames.findIndex(({ isKey }) => isKey)
}

export function cameraArchive(store: SegmentStore, recorder: Recorder): Archive {
  const spansWithin = (from: number, to: number): Span[] => {
    const { open } = recorder
    const isOpenWithin = open !== null && open.from < to && open.to > from
    return [...store.within(from, to), ...(isOpenWithin ? [open] : [])]
  }
  return {
    async list(from, to) {
      const merged: Recording[] = []
      for (const span of spansWithin(from, to)) {
        const last = merged.at(-1)
        if (last && span.from - last.to < GAP_MS) last.to = Math.max(last.to, span.to)
        else merged.push({ from: span.from, to: span.to })
      }
      return merged.map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    },
    async clip(from, durationMs): Promise<RecordedClip> {
      const end = from + durationMs
      const frames: Mp4Frame[] = []
      let config: DecoderConfig | null = null
      let to = 0
      let bytes = 0
      for (const span of spansWithin(from, end)) {
        if (config && span.from - to >= GAP_MS) break
        const read = await readSegment(span.path, span.from).catch(() => null)
        if (!read || (config && !isSameConfig(config, read.config))) break
        const begin: number = config ? 0 : firstFrame(read.frames, from)
        const stop = read.frames.findIndex(({ at }) => at >= end)
        const wanted = read.frames.slice(begin, stop < 0 ? undefined : stop)
        config = read.config
        to = stop < 0 ? read.to : read.frames[stop].at
        for (const frame of wanted) {
          bytes += frame.data.length
          if (bytes > MOST_BYTES) {
            to = frame.at
            break
          }
          frames.push(frame)
        }
        if (bytes > MOST_BYTES) break
      }
      if (!config || frames.length === 0 || to <= frames[0].at) throw new MediaError('no-recording')
      return { from: frames[0].at, to, bytes: await mp4Of(frames, to, config) }
    },
  }
}
