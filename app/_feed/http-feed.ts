/** A camera's live picture over the app's own origin by HLS, where WebRTC finds no way. No React here. */
import type { ErrorData } from 'hls.js'
import type { FeedConnection, FeedMeter } from './feed-figures'
import { type FeedReason, reasonOf } from './feed-state'
import { FeedFailure, type OfferedFeed } from './whep'

/** So many segments behind the newest: the picture is late by them, and one may come late by as much. */
const SEGMENTS_BEHIND = 2
const MOST_SEGMENTS_BEHIND = 6
const CATCH_UP_RATE = 1.1
const KEPT_S = 4
const AHEAD_S = 10

/** What the app's answer to a playlist or part means that is more than a moment's. */
const REASON_OF_STATUS: Record<number, FeedReason> = {
  404: 'no-session',
  406: 'codec',
  409: 'offline',
  502: 'unreachable',
  504: 'timeout',
}

async function postOpening({ cameraId, quality }: OfferedFeed, signal: AbortSignal): Promise<string> {
  const response = await fetch(`/api/media/hls?camera=${cameraId}&quality=${quality}`, {
    method: 'POST',
    signal,
  }).catch(() => null)
  if (!response) throw new FeedFailure('server')
  const location = response.headers.get('location')
  if (response.status === 201 && location) return location
  const { code } = (await response.json().catch(() => ({}))) as { code?: string }
  // Then WebRTC was the only way there is.
  throw new FeedFailure(code === 'unsupported' ? 'no-route' : reasonOf(response.status, code))
}

/** Null: it is tried again by itself. */
function reasonOfError({ fatal, type, response }: ErrorData): FeedReason | null {
  const status = response?.code ?? 0
  if (status === 401 || status === 403) return 'permission'
  if (!fatal) return null
  if (type === 'mediaError') return 'codec'
  return REASON_OF_STATUS[status] ?? 'server'
}

function meterOf(video: HTMLVideoElement, hls: { latency: number }, received: () => number): FeedMeter {
  let last = { received: 0, shown: 0, at: performance.now() }
  return async () => {
    const now = { received: received(), shown: video.getVideoPlaybackQuality().totalVideoFrames, at: performance.now() }
    const link = now.received > last.received ? 'flowing' : now.received > 0 ? 'up' : 'none'
    const framesPerSecond = (1_000 * (now.shown - last.shown)) / Math.max(1, now.at - last.at)
    last = now
    const { videoWidth: width, videoHeight: height } = video
    const figures = width > 0 ? { width, height, framesPerSecond, delayMs: hls.latency * 1_000 } : null
    return { link, figures }
  }
}

/** Throws FeedFailure; later failures go to `onFailure`. */
export async function openHttpFeed(
  offered: OfferedFeed,
  video: HTMLVideoElement,
  signal: AbortSignal,
  onFailure: (reason: FeedReason) => void,
): Promise<FeedConnection> {
  const { default: Hls } = await import('hls.js/light')
  if (!Hls.isSupported()) throw new FeedFailure('no-route')
  const location = await postOpening(offered, signal)
  const [, lease] = /^\/api\/media\/hls\/([^/]+)\//.exec(location) ?? []
  const hls = new Hls({
    enableWorker: false,
    lowLatencyMode: false,
    liveSyncDurationCount: SEGMENTS_BEHIND,
    liveMaxLatencyDurationCount: MOST_SEGMENTS_BEHIND,
    maxLiveSyncPlaybackRate: CATCH_UP_RATE,
    backBufferLength: KEPT_S,
    maxBufferLength: AHEAD_S,
  })
  let parts = 0
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    parts++
  })
  hls.on(Hls.Events.ERROR, (_event, error) => {
    const reason = reasonOfError(error)
    if (reason) onFailure(reason)
  })
  const end = () => {
    hls.destroy()
    void fetch(`/api/media/session/${lease}`, { method: 'DELETE', keepalive: true }).catch(() => {})
  }
  if (signal.aborted) {
    end()
    throw new FeedFailure('no-session')
  }
  video.srcObject = null
  hls.loadSource(location)
  hls.attachMedia(video)
  void video.play().catch(() => {})
  return { meter: meterOf(video, hls, () => parts), end }
}
