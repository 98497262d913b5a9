/** WebRTC beside pictures that come over HTTP: out of sight until it shows pictures, so that nothing is interrupted. No React here. */
import type { FeedConnection } from './feed-figures'
import type { FeedReason } from './feed-state'
import { type OfferedFeed, openWhep } from './whep'

const LOOK_EVERY_MS = 250

export interface WebrtcTrial {
  /** Puts its pictures in this place; it goes on there. */
  showIn(video: HTMLVideoElement): FeedConnection
  end(): void
}

/** Tells once: that its pictures are being decoded, or that it failed; and when it is lost after it was shown. */
export function openWebrtcTrial(
  offered: OfferedFeed,
  iceServers: RTCIceServer[],
  { onStands, onFailed, onLost }: { onStands(): void; onFailed(): void; onLost(reason: FeedReason): void },
): WebrtcTrial {
  const aside = document.createElement('video')
  aside.muted = true
  const attempt = new AbortController()
  let connection: FeedConnection | null = null
  let looking: ReturnType<typeof setInterval> | undefined

  let isShown = false

  const fail = (reason: FeedReason) => {
    if (isShown) onLost(reason)
    else if (!attempt.signal.aborted) onFailed()
  }
  const look = async () => {
    const measured = await connection?.meter()
    if (!measured?.figures?.framesPerSecond || attempt.signal.aborted) return
    clearInterval(looking)
    onStands()
  }
  const open = async () => {
    try {
      const opened = await openWhep(offered, aside, iceServers, attempt.signal, fail)
      if (attempt.signal.aborted) return opened.end()
      connection = opened
      looking = setInterval(() => void look(), LOOK_EVERY_MS)
    } catch {
      fail('no-route')
    }
  }
  void open()
  return {
    showIn(video) {
      isShown = true
      clearInterval(looking)
      video.srcObject = aside.srcObject
      aside.srcObject = null
      void video.play().catch(() => {})
      return connection!
    },
    end() {
      attempt.abort()
      clearInterval(looking)
      connection?.end()
    },
  }
}
