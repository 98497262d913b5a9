/** One viewer: a peer connection that receives one source's frames over RTP. */
import {
  H264RtpPacketizer,
  type MediaHandler,
  PeerConnection,
  RtcpNackResponder,
  RtcpSrReporter,
  RtpPacketizationConfig,
  type Track,
  Video,
} from 'node-datachannel'
import { MediaError } from '../gateway'
import { type ChosenCodec, chooseCodec } from './offer'
import type { Frame, PlayableCodec, Source } from './source'
import { vp8Packetiser } from './vp8-packetiser'

const MOST_PACKET_BYTES = 1200
const NACK_HISTORY = 192
const GATHERING_LIMIT_MS = 1_000
const RTP_CLOCK_PER_MS = 90
/** A burst's frames are squeezed this close together, so that the picture is not late. */
const BURST_STEP_MS = 1

export interface Viewer {
  answerSdp: string
  addCandidate(candidate: string, mid: string): void
  close(): void
}

export interface ViewerEvents {
  onOpen(): void
  /** Anything from the browser: receiver reports come about every second. */
  onReport(): void
  onGone(): void
}

const rtpTime = (at: number) => Math.round(at * RTP_CLOCK_PER_MS) % 2 ** 32

function localAnswer(peer: PeerConnection): Promise<string> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(limit)
      const description = peer.localDescription()
      if (description) resolve(description.sdp)
      else reject(new MediaError('timeout'))
    }
    const limit = setTimeout(finish, GATHERING_LIMIT_MS)
    peer.onGatheringStateChange((state) => state === 'complete' && finish())
    peer.setLocalDescription('answer')
  })
}

/** Puts packets of a codec on a track: the answer takes one frame and its RTP time. */
function packetSender(track: Track, codec: PlayableCodec, ssrc: number, payloadType: number) {
  const rtp = new RtpPacketizationConfig(ssrc, 'camera', payloadType, 90_000)
  const report = new RtcpSrReporter(rtp)
  const head: MediaHandler = codec === 'h264' ? new H264RtpPacketizer('Length', rtp, MOST_PACKET_BYTES) : report
  if (head !== report) head.addToChain(report)
  head.addToChain(new RtcpNackResponder(NACK_HISTORY))
  track.setMediaHandler(head)
  const vp8 = vp8Packetiser(ssrc, payloadType, MOST_PACKET_BYTES)
  return (data: Buffer, timestamp: number) => {
    rtp.timestamp = timestamp
    if (codec === 'h264') track.sendMessageBinary(data)
    else for (const packet of vp8(data, timestamp)) track.sendMessageBinary(packet)
  }
}

/** Sends frames as they come; first the group of pictures so far, so that a picture appears at once. */
function frameSender(source: Source, track: Track, send: (data: Buffer, timestamp: number) => void) {
  let hasBegun = false
  return (frame: Frame | null) => {
    if (!track.isOpen()) return
    if (hasBegun && frame) return send(frame.data, rtpTime(frame.at))
    const group = source.group()
    if (group.length === 0) return
    hasBegun = true
    const now = group[group.length - 1].at
    for (const [i, { data }] of group.entries()) send(data, rtpTime(now - (group.length - 1 - i) * BURST_STEP_MS))
  }
}

function addVideo(
  peer: PeerConnection,
  { mid, payloadType, profile }: ChosenCodec,
  codec: PlayableCodec,
  ssrc: number,
) {
  const media = new Video(mid, 'SendOnly')
  if (codec === 'h264') media.addH264Codec(payloadType, profile)
  else media.addVP8Codec(payloadType)
  media.addSSRC(ssrc, 'camera', 'camera', 'video')
  return peer.addTrack(media)
}

/** Answers an offer. Throws MediaError `codec` when the browser does not take what the source sends. */
export async function openViewer(
  source: Source,
  codec: PlayableCodec,
  offerSdp: string,
  bind: { address: string; port: number },
  events: ViewerEvents,
): Promise<Viewer> {
  const chosen = chooseCodec(offerSdp, codec)
  if (!chosen) throw new MediaError('codec')
  const peer = new PeerConnection('viewer', {
    iceServers: [],
    enableIceUdpMux: true,
    portRangeBegin: bind.port,
    portRangeEnd: bind.port,
    bindAddress: bind.address,
    disableAutoNegotiation: true,
  })
  const ssrc = 1 + Math.floor(Math.random() * 0xfffffffe)
  const track = addVideo(peer, chosen, codec, ssrc)
  const show = frameSender(source, track, packetSender(track, codec, ssrc, chosen.payloadType))
  const stopWatching = source.watch((frame) => {
    // Another codec after a break needs another offer.
    if (source.state().codec === codec) show(frame)
    else events.onGone()
  })
  const close = () => {
    stopWatching()
    track.close()
    peer.close()
  }
  track.onOpen(() => {
    events.onOpen()
    show(null)
  })
  track.onMessage(() => events.onReport())
  peer.onStateChange(
    (state) => (state === 'closed' || state === 'failed' || state === 'disconnected') && events.onGone(),
  )
  try {
    peer.setRemoteDescription(offerSdp, 'offer')
    const answerSdp = await localAnswer(peer)
    return { answerSdp, addCandidate: (candidate, mid) => peer.addRemoteCandidate(candidate, mid), close }
  } catch (error) {
    close()
    throw error instanceof MediaError ? error : new MediaError('refused', 'The offer could not be read.')
  }
}
