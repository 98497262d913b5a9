/**
 * A camera's live picture in a video element: carries out what the machine decides, and tells it what happens. A frame watchdog
 * tells a frozen picture from a live one, since a stalled camera fires no event. No React here.
 */
import { type FeedFigures, type FeedMeter, meterOf } from './feed-figures'
import { type FeedEvent, idleFeed, stepFeed } from './feed-machine'
import { onReturn } from './feed-returns'
import type { FeedState } from './feed-state'
import { FeedFailure, type FeedQuality, openWhep, type WhepSession } from './whep'

const WATCH_EVERY_MS = 500

export interface FeedSession {
  /** A hidden feed holds no connection. */
  setShown(isShown: boolean): void
  close(): void
}

export interface FeedOptions {
  cameraId: number
  quality: FeedQuality
  iceServers: RTCIceServer[]
  onState(state: FeedState): void
  onFigures?(figures: FeedFigures | null): void
}

/** Plays nothing until it is shown. */
export function openFeedSession(video: HTMLVideoElement, options: FeedOptions): FeedSession {
  const { cameraId, quality, iceServers, onState, onFigures } = options
  let feed = idleFeed()
  let isClosed = false
  let attempt = new AbortController()
  let session: WhepSession | null = null
  let meter: FeedMeter | null = null
  let stopWaiting: (() => void) | null = null

  const drop = () => {
    attempt.abort()
    session?.end()
    session = null
    meter = null
  }

  const connect = async () => {
    drop()
    attempt = new AbortController()
    const { signal } = attempt
    try {
      const opened = await openWhep({ cameraId, quality }, video, iceServers, signal)
      if (signal.aborted) return opened.end()
      session = opened
      meter = meterOf(opened.peer)
      opened.peer.onconnectionstatechange = () =>
        opened.peer.connectionState === 'failed' && happen({ kind: 'failed', reason: 'no-route' })
    } catch (error) {
      if (!signal.aborted) happen({ kind: 'failed', reason: error instanceof FeedFailure ? error.reason : 'no-route' })
    }
  }

  /** While the picture is away the server is asked to tell of its return. */
  const waitForReturn = ({ kind }: FeedState) => {
    const isAway = kind === 'stale' || kind === 'retrying'
    if (isAway) stopWaiting ??= onReturn(cameraId, () => happen({ kind: 'returned' }))
    else {
      stopWaiting?.()
      stopWaiting = null
    }
  }

  const happen = (event: FeedEvent) => {
    if (isClosed) return
    const before = feed.state
    const step = stepFeed(feed, event, Date.now(), Math.random())
    feed = step.feed
    if (step.effect === 'connect') void connect()
    if (step.effect === 'drop') drop()
    if (feed.state.kind === before.kind && feed.state.kind === 'live') return
    if (JSON.stringify(feed.state) === JSON.stringify(before)) return
    waitForReturn(feed.state)
    onState(feed.state)
  }

  const onPicture = () => {
    if (isClosed) return
    if (session) happen({ kind: 'picture' })
    video.requestVideoFrameCallback(onPicture)
  }

  const watch = async () => {
    const measured = meter ? await meter() : null
    onFigures?.(measured?.figures ?? null)
    happen({ kind: 'tick', link: measured?.link ?? 'none' })
  }
  const watchdog = setInterval(() => void watch(), WATCH_EVERY_MS)

  const close = () => {
    if (isClosed) return
    happen({ kind: 'hidden' })
    isClosed = true
    stopWaiting?.()
    clearInterval(watchdog)
    window.removeEventListener('pagehide', close)
    video.srcObject = null
  }
  window.addEventListener('pagehide', close)
  video.requestVideoFrameCallback(onPicture)
  return { setShown: (isShown) => happen({ kind: isShown ? 'shown' : 'hidden' }), close }
}
