/** A clip as a camera: the frame shown is the time modulo the clip, so that live and recorded pictures agree. */
import { type Clip, frameStart, framesBegun, keyFrameBefore, parameterSets } from './clip'
import type { Frame, Source } from './source'

export function simulatedCamera(clip: Clip): Source {
  const sets = parameterSets(clip.description)
  const encoded = clip.frames.map(({ data, isKey }) =>
    isKey
      ? { isKey, data: Buffer.concat([sets, data]), setsBytes: sets.length }
      : { isKey, data: Buffer.from(data), setsBytes: 0 },
  )
  const watchers = new Set<(frame: Frame) => void>()
  let timer: NodeJS.Timeout | null = null
  let lastShown = 0
  const frame = (shown: number): Frame => ({ ...encoded[shown % encoded.length], at: frameStart(clip, shown) })

  const showDue = () => {
    const reached = framesBegun(clip, Date.now())
    // Whoever was asleep for longer than the clip has missed it.
    for (let shown = Math.max(lastShown + 1, reached - encoded.length); shown <= reached; shown++)
      for (const watcher of [...watchers]) watcher(frame(shown))
    lastShown = reached
    timer = setTimeout(showDue, Math.max(1, frameStart(clip, reached + 1) - Date.now()))
  }
  const stop = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    name: clip.name,
    state: () => ({ isOnline: true, codec: 'h264', warning: null, width: clip.width, height: clip.height }),
    ready: () => Promise.resolve('h264'),
    watch(onFrame) {
      watchers.add(onFrame)
      if (!timer) {
        lastShown = framesBegun(clip, Date.now())
        timer = setTimeout(showDue, Math.max(1, frameStart(clip, lastShown + 1) - Date.now()))
      }
      return () => {
        watchers.delete(onFrame)
        if (watchers.size === 0) stop()
      }
    },
    group() {
      const reached = timer ? lastShown : framesBegun(clip, Date.now())
      const first = reached - (reached % encoded.length) + keyFrameBefore(clip, reached % encoded.length)
      return Array.from({ length: reached - first + 1 }, (_, i) => frame(first + i))
    },
    close() {
      watchers.clear()
      stop()
    },
  }
}
