/** Hears from the server when cameras' streams are back: one event stream for all feeds of the page that wait, none when none does. */

const waiting = new Map<number, Set<() => void>>()
let source: EventSource | null = null
let asked = ''
let change: ReturnType<typeof setTimeout> | undefined

/** A wall that loses its server asks once, not once per tile. */
const GATHER_MS = 100

function listen(): void {
  const wanted = [...waiting.keys()].sort((a, b) => a - b).join()
  if (wanted === asked) return
  asked = wanted
  source?.close()
  source = wanted ? new EventSource(`/api/media/returns?cameras=${wanted}`) : null
  source?.addEventListener('returned', ({ data }: MessageEvent<string>) => {
    for (const tell of waiting.get(Number(data)) ?? []) tell()
  })
}

function listenSoon(): void {
  clearTimeout(change)
  change = setTimeout(listen, GATHER_MS)
}

/** Calls back each time the camera's stream is back, until the returned function is called. */
export function onReturn(cameraId: number, tell: () => void): () => void {
  const tellers = waiting.get(cameraId) ?? new Set()
  waiting.set(cameraId, tellers.add(tell))
  listenSoon()
  return () => {
    tellers.delete(tell)
    if (tellers.size === 0 && waiting.get(cameraId) === tellers) waiting.delete(cameraId)
    listenSoon()
  }
}
