/** How much script a page runs for each frame, from Chromium's own trace. */
import type { Browser, Page } from 'playwright-core'

/** Times in microseconds: `ts` and `dur` by the wall's clock, `tts` and `tdur` by what the thread had of the processor. */
interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  tts?: number
  tdur?: number
}

/** Milliseconds of every frame that the page drew, of all script since the frame before. */
export interface ScriptPerFrame {
  /** What the processor did for it. */
  processor: number[]
  /** With what it waited for graphics and for other processes. */
  wall: number[]
}

/** Where script runs: whatever lies in one of these counts once. */
const SCRIPT = new Set([
  'FireAnimationFrame',
  'FunctionCall',
  'TimerFire',
  'EventDispatch',
  'EvaluateScript',
  'RunMicrotasks',
  'MinorGC',
  'MajorGC',
])
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8']
/** Callbacks of one frame follow each other at once; between frames a page has to wait for the next. */
const SAME_FRAME_US = 4_000

export async function scriptPerFrame(browser: Browser, page: Page, work: () => Promise<void>): Promise<ScriptPerFrame> {
  await browser.startTracing(page, { categories: CATEGORIES })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  const events = ofThePage(traceEvents)
  return {
    processor: perFrame(events, ({ tts = 0, tdur = 0 }) => [tts, tdur]),
    wall: perFrame(events, ({ ts, dur = 0 }) => [ts, dur]),
  }
}

/** The script on the thread on which frames are asked for. */
function ofThePage(events: TraceEvent[]): TraceEvent[] {
  const count = new Map<string, number>()
  for (const { name, pid, tid } of events)
    if (name === 'FireAnimationFrame') count.set(`${pid} ${tid}`, (count.get(`${pid} ${tid}`) ?? 0) + 1)
  const [thread] = [...count].sort((a, b) => b[1] - a[1])[0] ?? ['']
  return events
    .filter(({ name, ph, pid, tid }) => ph === 'X' && SCRIPT.has(name) && `${pid} ${tid}` === thread)
    .sort((a, b) => a.ts - b.ts)
}

function perFrame(
  events: readonly TraceEvent[],
  spanOf: (event: TraceEvent) => [from: number, length: number],
): number[] {
  const frames: number[] = []
  let [current, busyUntil, lastCallback] = [0, 0, Number.NEGATIVE_INFINITY]
  for (const event of events) {
    if (event.name === 'FireAnimationFrame') {
      if (event.ts - lastCallback > SAME_FRAME_US) {
        frames.push(current / 1_000)
        current = 0
      }
      lastCallback = event.ts + (event.dur ?? 0)
    }
    const [from, length] = spanOf(event)
    current += Math.max(0, from + length - Math.max(from, busyUntil))
    busyUntil = Math.max(busyUntil, from + length)
  }
  // What came before the first frame belongs to none.
  return frames.slice(1).sort((a, b) => a - b)
}
