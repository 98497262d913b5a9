/**
 * One WHEP session through the app's own origin: an offer, an answer, late candidates, an end. The browser learns no media
 * server's address. No React here.
 */
import 'webrtc-adapter'
import { type FeedConnection, meterOf } from './feed-figures'
import { type FeedReason, reasonOf } from './feed-state'

/** `sub` where the camera has a smaller stream, as for a wall; else the main one. */
export type FeedQuality = 'main' | 'sub'

export class FeedFailure extends Error {
  constructor(readonly reason: FeedReason) {
    super(reason)
  }
}

export interface OfferedFeed {
  cameraId: number
  quality: FeedQuality
}

const discard = (location: string | null) => {
  if (location) void fetch(location, { method: 'DELETE', keepalive: true }).catch(() => {})
}

/** Cameras whose media server wants every candidate in the offer. */
const gatherFirst = new Set<number>()

/** Null: the camera's media server takes no candidates after the offer. */
async function postOffer({ cameraId, quality }: OfferedFeed, sdp: string, isGathered: boolean, signal: AbortSignal) {
  const query = `quality=${quality}${isGathered ? '&candidates=all' : ''}`
  const response = await fetch(`/api/media/live/${cameraId}?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp' },
    body: sdp,
    signal,
  }).catch(() => null)
  if (!response) throw new FeedFailure('server')
  if (response.status !== 201) {
    const { code } = (await response.json().catch(() => ({}))) as { code?: string }
    if (code === 'incomplete-offer' && !isGathered) return null
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

/** A network that answers nothing would be waited for much longer. */
const GATHERING_LIMIT_MS = 1_500

function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, GATHERING_LIMIT_MS)
    const look = () => {
      if (peer.iceGatheringState !== 'complete') return
      clearTimeout(limit)
      resolve()
    }
    peer.onicegatheringstatechange = look
    look()
  })
}

/** Sends the offer at once and candidates as they come, or, where the server takes none later, with all of them. */
async function offer(peer: RTCPeerConnection, offered: OfferedFeed, signal: AbortSignal) {
  const { cameraId } = offered
  const sendCandidates = trickler(peer)
  await peer.setLocalDescription(await peer.createOffer())
  if (!gatherFirst.has(cameraId)) {
    const opened = await postOffer(offered, peer.localDescription!.sdp, false, signal)
    if (opened) return { ...opened, sendCandidates }
    gatherFirst.add(cameraId)
  }
  await gathered(peer)
  if (signal.aborted) throw new FeedFailure('no-session')
  const opened = await postOffer(offered, peer.localDescription!.sdp, true, signal)
  return { ...opened!, sendCandidates: () => {} }
}

/** Throws FeedFailure, later failures go to `onFailure`; or an AbortError-like failure that nobody waits for once `signal` is aborted. */
export async function openWhep(
  offered: OfferedFeed,
  video: HTMLVideoElement,
  iceServers: RTCIceServer[],
  signal: AbortSignal,
  onFailure: (reason: FeedReason) => void,
): Promise<FeedConnection> {
  const peer = new RTCPeerConnection({ iceServers })
  let location: string | null = null
  const end = () => {
    peer.onconnectionstatechange = null
    peer.close()
    discard(location)
    location = null
  }
  peer.addTransceiver('video', { direction: 'recvonly' })
  peer.ontrack = ({ track }) => {
    video.srcObject = new MediaStream([track])
    void video.play().catch(() => {})
  }
  try {
    const opened = await offer(peer, offered, signal)
    location = opened.location
    if (signal.aborted) throw new FeedFailure('no-session')
    await peer.setRemoteDescription({ type: 'answer', sdp: opened.answer })
    opened.sendCandidates(opened.location)
    peer.onconnectionstatechange = () => peer.connectionState === 'failed' && onFailure('no-route')
    return { meter: meterOf(peer), end }
  } catch (error) {
    end()
    throw error
  }
}
