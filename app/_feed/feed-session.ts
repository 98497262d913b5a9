/**
 * A camera's live picture in a video element: carries out what the machine decides, and tells it what happens. A frame watchdog
 * tells a frozen picture from a live one, since a stalled camera fires no event. No React here.
 */
import type { FeedConnection, FeedFigures } from './feed-figures'
import { type FeedEvent, idleFeed, stepFeed } from './feed-machine'
import { onReturn } from './feed-returns'
import type { FeedReason, FeedState } from './feed-state'
import { openHttpFeed } from './http-feed'
import { onNetworkChange } from './network-change'
import { openWebrtcTrial, type WebrtcTrial } from './webrtc-trial'
import { FeedFailure, type FeedQuality, openWhep } from './whep'

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
  const offered = { cameraId, quality }
  let feed = idleFeed()
  let isClosed = false
  let attempt = new AbortController()
  let connection: FeedConnection | null = null
  let trial: WebrtcTrial | null = null
  let stopWaiting: (() => void) | null = null

  const endTrial = () => {
    trial?.end()
    trial = null
  }
  const drop = () => {
    attempt.abort()
    connection?.end()
    connection = null
    endTrial()
  }

  const connect = async () => {
    drop()
    attempt = new AbortController()
    const { signal } = attempt
    const fail = (reason: FeedReason) => signal.aborted || happen({ kind: 'failed', reason })
    try {
      const opened =
        feed.over === 'http'
          ? await openHttpFeed(offered, video, signal, fail)
          : await openWhep(offered, video, iceServers, signal, fail)
      if (signal.aborted) return opened.end()
      connection = opened
    } catch (error) {
      fail(error instanceof FeedFailure ? error.reason : 'no-route')
    }
  }

  const tryWebrtc = () => {
    endTrial()
    trial = openWebrtcTrial(offered, iceServers, {
      onStands: () => happen({ kind: 'trial-stands' }),
      onFailed: () => happen({ kind: 'trial-failed' }),
      onLost: (reason) => happen({ kind: 'failed', reason }),
    })
  }

  const takeOver = () => {
    const taken = trial
    trial = null
    connection?.end()
    connection = taken!.showIn(video)
  }

  const carryOut = {
    connect: () => void connect(),
    drop,
    'try-webrtc': tryWebrtc,
    'end-trial': endTrial,
    'take-over': takeOver,
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
    if (step.effect) carryOut[step.effect]()
    if (JSON.stringify(feed.state) === JSON.stringify(before)) return
    waitForReturn(feed.state)
    onState(feed.state)
  }

  const onPicture = () => {
    if (isClosed) return
    if (connection) happen({ kind: 'picture' })
    video.requestVideoFrameCallback(onPicture)
  }

  const watch = async () => {
    const measured = connection ? await connection.meter() : null
    onFigures?.(measured?.figures ?? null)
    const behindMs = measured?.figures?.delayMs ?? 0
    happen({ kind: 'tick', link: measured?.link ?? 'none', behindMs })
  }
  const watchdog = setInterval(() => void watch(), WATCH_EVERY_MS)
  const stopNoticing = onNetworkChange(() => happen({ kind: 'network-changed' }))

  const close = () => {
    if (isClosed) return
    happen({ kind: 'hidden' })
    isClosed = true
    stopWaiting?.()
    stopNoticing()
    clearInterval(watchdog)
    window.removeEventListener('pagehide', close)
    video.srcObject = null
  }
  window.addEventListener('pagehide', close)
  video.requestVideoFrameCallback(onPicture)
  return { setShown: (isShown) => happen({ kind: isShown ? 'shown' : 'hidden' }), close }
}
