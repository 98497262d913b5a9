/** All viewers of the embedded server, and what becomes of those that vanish. */
import { randomUUID } from 'node:crypto'
import { MediaError } from '../gateway'
import { candidatesOf } from './offer'
import type { Source } from './source'
import { openViewer, type Viewer } from './viewer'

const LOOK_EVERY_MS = 500
const CONNECT_LIMIT_MS = 15_000
const SILENCE_LIMIT_MS = 8_000
const MOST_VIEWERS = 200
const COLLECT_AFTER_CLOSES = 50

interface Session {
  source: Source
  viewer: Viewer
  openedAt: number
  /** When the browser was last heard of; null until media flows. */
  heardAt: number | null
}

export interface Sessions {
  open(source: Source, offerSdp: string): Promise<{ id: string; answerSdp: string }>
  addCandidates(id: string, fragment: string): void
  /** False when there is no such session. */
  close(id: string): boolean
  viewersOf(stream: string): number
  closeAll(): void
}

export function createSessions(bind: { address: string; port: number }): Sessions {
  const sessions = new Map<string, Session>()
  let opening = 0
  let closes = 0

  const close = (id: string) => {
    const session = sessions.get(id)
    if (!session) return false
    sessions.delete(id)
    session.viewer.close()
    // Native buffers of a closed session wait for a major collection, which a small heap rarely does by itself.
    if (++closes % COLLECT_AFTER_CLOSES === 0) setImmediate(() => globalThis.gc?.())
    return true
  }

  const look = setInterval(() => {
    const now = Date.now()
    for (const [id, session] of sessions) {
      const isLate =
        session.heardAt === null ? now - session.openedAt > CONNECT_LIMIT_MS : now - session.heardAt > SILENCE_LIMIT_MS
      if (isLate || session.source.state().warning === 'b-frames') close(id)
    }
  }, LOOK_EVERY_MS)

  return {
    async open(source, offerSdp) {
      if (sessions.size + opening >= MOST_VIEWERS) throw new MediaError('busy')
      const id = randomUUID()
      const hear = () => {
        const session = sessions.get(id)
        if (session) session.heardAt = Date.now()
      }
      opening++
      try {
        const events = { onOpen: hear, onReport: hear, onGone: () => close(id) }
        const viewer = await openViewer(source, await source.ready(), offerSdp, bind, events)
        sessions.set(id, { source, viewer, openedAt: Date.now(), heardAt: null })
        return { id, answerSdp: viewer.answerSdp }
      } finally {
        opening--
      }
    },
    addCandidates(id, fragment) {
      const session = sessions.get(id)
      if (!session) throw new MediaError('no-session')
      for (const { candidate, mid } of candidatesOf(fragment)) session.viewer.addCandidate(candidate, mid)
    },
    close,
    viewersOf: (stream) => [...sessions.values()].filter((session) => session.source.name === stream).length,
    closeAll() {
      clearInterval(look)
      for (const id of [...sessions.keys()]) close(id)
    },
  }
}
