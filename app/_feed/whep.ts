/**
 * One WHEP session through the app's own origin: an offer, an answer, late candidates, an end. The browser learns no media
 * server's address. No React here.
 */
import 'webrtc-adapter'
import { type FeedReason, reasonOf } from './feed-state'

/** `sub` where the camera has a smaller stream, as for a wall; else the main one. */
export type FeedQuality = 'main' | 'sub'

export class FeedFailure extends Error {
  constructor(readonly reason: FeedReason) {
    super(reason)
  }
}

export interface WhepSession {
  peer: RTCPeerConnection
  /** Ends it here and at the server. */
  end(): void
}

interface Offered {
  cameraId: number
  quality: FeedQuality
}

const discard = (location: string | null) => {
  if (location) void fetch(location, { method: 'DELETE', keepalive: true }).catch(() => {})
}

async function postOffer({ cameraId, quality }: Offered, sdp: string, signal: AbortSignal) {
  const response = await fetch(`/api/media/live/${cameraId}?quality=${quality}`, {
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

/** Sends candidates on as they come; those found before the location is known wait for it. */
function trickler(peer: RTCPeerConnection) {
  let location: string | null = null
  const waiting: RTCIceCandidate[] = []
  const flush = () => {
    if (!location || waiting.length === 0) return
    const sdp = peer.localDescription?.sdp ?? ''
    const credentials = [/a=ice-ufrag:.*/, /a=ice-pwd:.*/].map((line) => line.exec(sdp)?.[0] ?? '')
    const lines = waiting.splice(0).map((candidate) => `a=mid:${candidate.sdpMid}\r\na=${candidate.candidate}`)
    void fetch(location, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/trickle-ice-sdpfrag' },
      body: `${[...credentials, ...lines].join('\r\n')}\r\n`,
    }).catch(() => {})
  }
  peer.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) waiting.push(candidate)
    flush()
  }
  return (known: string) => {
    location = known
    flush()
  }
}

/** Throws FeedFailure, or an AbortError-like failure that nobody waits for once `signal` is aborted. */
export async function openWhep(
  offered: Offered,
  video: HTMLVideoElement,
  iceServers: RTCIceServer[],
  signal: AbortSignal,
): Promise<WhepSession> {
  const peer = new RTCPeerConnection({ iceServers })
  let location: string | null = null
  const end = () => {
    peer.onconnectionstatechange = null
    peer.close()
    discard(location)
    location = null
  }
  const sendCandidates = trickler(peer)
  peer.addTransceiver('video', { direction: 'recvonly' })
  peer.ontrack = ({ track }) => {
    video.srcObject = new MediaStream([track])
    void video.play().catch(() => {})
  }
  try {
    await peer.setLocalDescription(await peer.createOffer())
    const opened = await postOffer(offered, peer.localDescription!.sdp, signal)
    location = opened.location
    if (signal.aborted) throw new FeedFailure('no-session')
    await peer.setRemoteDescription({ type: 'answer', sdp: opened.answer })
    sendCandidates(opened.location)
    return { peer, end }
  } catch (error) {
    end()
    throw error
  }
}
