/**
 * One live feed, negotiated by WHEP through the app's own origin. No React here. Every wait is followed by a look whether the
 * session still stands; a frame watchdog tells a frozen picture from a live one, since a stalled camera fires no event.
 */
import 'webrtc-adapter'
import { type FeedReason, type FeedState, isFinal, reasonOf, retryDelay } from './feed-state'

const STALE_AFTER_MS = 2_000
const GIVE_UP_STALE_MS = 6_000
const FIRST_PICTURE_LIMIT_MS = 8_000
const WATCH_EVERY_MS = 500

export interface FeedSession {
  close(): void
}

class FeedFailure extends Error {
  constructor(readonly reason: FeedReason) {
    super(reason)
  }
}

interface Attempt {
  peer: RTCPeerConnection
  location: string | null
}

async function postOffer(
  cameraId: number,
  sdp: string,
  signal: AbortSignal,
): Promise<{ answer: string; location: string }> {
  const response = await fetch(`/api/media/live/${cameraId}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp' },
    body: sdp,
    signal,
  }).catch(() => null)
  if (!response) throw new FeedFailure('server')
  if (response.status !== 201) {
    const { code } = (await response.json().catch(() => ({}))) as { code?: string }
    throw new FeedFailure(reasonOf(response.status, code))
  }
  return { answer: await response.text(), location: response.headers.get('location')! }
}

const discard = (location: string | null) => {
  if (location) void fetch(location, { method: 'DELETE', keepalive: true }).catch(() => {})
}

/** Sends candidates on as they come; those found before the location is known wait for it. */
function trickle(attempt: Attempt, waiting: RTCIceCandidate[]): void {
  const { location, peer } = attempt
  if (!location || waiting.length === 0) return
  const ufrag = /a=ice-ufrag:.*/.exec(peer.localDescription?.sdp ?? '')?.[0] ?? ''
  const password = /a=ice-pwd:.*/.exec(peer.localDescription?.sdp ?? '')?.[0] ?? ''
  const lines = waiting.splice(0).map((candidate) => `a=mid:${candidate.sdpMid}\r\na=${candidate.candidate}`)
  void fetch(location, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/trickle-ice-sdpfrag' },
    body: `${ufrag}\r\n${password}\r\n${lines.join('\r\n')}\r\n`,
  }).catch(() => {})
}

async function connect(
  cameraId: number,
  video: HTMLVideoElement,
  signal: AbortSignal,
  onFailed: () => void,
): Promise<Attempt> {
  const peer = new RTCPeerConnection({ iceServers: [] })
  const attempt: Attempt = { peer, location: null }
  const waiting: RTCIceCandidate[] = []
  peer.addTransceiver('video', { direction: 'recvonly' })
  peer.ontrack = ({ track }) => {
    video.srcObject = new MediaStream([track])
    void video.play().catch(() => {})
  }
  peer.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) waiting.push(candidate)
    trickle(attempt, waiting)
  }
  peer.onconnectionstatechange = () => peer.connectionState === 'failed' && onFailed()
  try {
    await peer.setLocalDescription(await peer.createOffer())
    const { answer, location } = await postOffer(cameraId, peer.localDescription!.sdp, signal)
    attempt.location = location
    if (signal.aborted) throw new FeedFailure('no-session')
    await peer.setRemoteDescription({ type: 'answer', sdp: answer })
    trickle(attempt, waiting)
    return attempt
  } catch (error) {
    peer.close()
    discard(attempt.location)
    throw error
  }
}

/** Plays a camera into a video element and tells each change of state, until closed. */
export function openFeedSession(
  cameraId: number,
  video: HTMLVideoElement,
  onState: (state: FeedState) => void,
): FeedSession {
  const abort = new AbortController()
  let attempt: Attempt | null = null
  let tries = 0
  let state: FeedState = { kind: 'idle' }
  let lastPictureAt: number | null = null
  let startedAt = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const tell = (next: FeedState) => {
    if (abort.signal.aborted) return
    state = next
    onState(next)
  }

  const drop = () => {
    attempt?.peer.close()
    discard(attempt?.location ?? null)
    attempt = null
  }

  const fail = (reason: FeedReason) => {
    drop()
    if (isFinal(reason)) return tell({ kind: 'failed', reason })
    const delay = retryDelay(tries++, Math.random())
    tell({ kind: 'retrying', reason, at: Date.now() + delay })
    clearTimeout(retry)
    retry = setTimeout(start, delay)
  }

  const start = async () => {
    if (abort.signal.aborted) return
    if (tries === 0) tell({ kind: 'connecting' })
    lastPictureAt = null
    startedAt = Date.now()
    try {
      const opened = await connect(cameraId, video, abort.signal, () => fail('network'))
      if (abort.signal.aborted) {
        opened.peer.close()
        discard(opened.location)
      } else attempt = opened
    } catch (error) {
      if (!abort.signal.aborted) fail(error instanceof FeedFailure ? error.reason : 'network')
    }
  }

  const onPicture = () => {
    lastPictureAt = Date.now()
    if (state.kind !== 'live') {
      tries = 0
      tell({ kind: 'live' })
    }
    if (!abort.signal.aborted) video.requestVideoFrameCallback(onPicture)
  }

  /** A silent server is asked again: its stream may be back before the connection notices that it was gone. */
  const watch = () => {
    if (!attempt) return
    const now = Date.now()
    if (lastPictureAt === null) {
      if (now - startedAt > FIRST_PICTURE_LIMIT_MS) fail('network')
      return
    }
    const silentMs = now - lastPictureAt
    if (silentMs > GIVE_UP_STALE_MS) fail('unreachable')
    else if (silentMs > STALE_AFTER_MS) tell({ kind: 'stale', since: lastPictureAt })
  }

  const watchdog = setInterval(watch, WATCH_EVERY_MS)
  const close = () => {
    if (abort.signal.aborted) return
    clearInterval(watchdog)
    clearTimeout(retry)
    window.removeEventListener('pagehide', close)
    abort.abort()
    drop()
    video.srcObject = null
  }
  window.addEventListener('pagehide', close)
  video.requestVideoFrameCallback(onPicture)
  void start()
  return { close }
}
