/** A clip as a recorder's archive: everything since the retention limit is there, since the picture is a function of time. */
import { MediaError, type Recording } from '../gateway'
import type { Archive } from './archive'
import { type Clip, frameStart, framesBegun, keyFrameBefore } from './clip'
import { mp4Of } from './mp4'

/** How far back the simulated recorder remembers. */
const RETENTION_MS = 30 * 86_400_000

function recorded(from: number, to: number): Recording[] {
  const now = Date.now()
  const start = Math.max(from, now - RETENTION_MS)
  const end = Math.min(to, now)
  return start < end ? [{ from: start, to: end }] : []
}

export function simulatedArchive(clip: Clip): Archive {
  const perClip = clip.frames.length
  const config = {
    codec: clip.codec,
    codedWidth: clip.width,
    codedHeight: clip.height,
    description: clip.description,
  }
  return {
    list: async (from, to) => recorded(from, to),
    async clip(asked, durationMs) {
      const [span] = recorded(asked, asked + durationMs)
      if (!span) throw new MediaError('no-recording')
      const wanted = framesBegun(clip, span.from)
      const first = wanted - (wanted % perClip) + keyFrameBefore(clip, wanted % perClip)
      const last = Math.ceil((span.to * perClip) / clip.clipMs)
      const frames = Array.from({ length: last - first }, (_, i) => ({
        ...clip.frames[(first + i) % perClip],
        at: frameStart(clip, first + i),
      }))
      const [from, to] = [frameStart(clip, first), frameStart(clip, last)]
      return { from, to, bytes: await mp4Of(frames, to, config) }
    },
  }
}
