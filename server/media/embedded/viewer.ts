/** One viewer: a peer connection that receives one clip's frames as H.264 over RTP (RFC 6184). */
import {
  H264RtpPacketizer,
  PeerConnection,
  RtcpNackResponder,
  RtcpSrReporter,
  RtpPacketizationConfig,
  type Track,
  Video,
} from 'node-datachannel'
import { MediaError } from '../gateway'
import { type ClipSource, frameAt, frameStart, framesBegun, keyFrameBefore, parameterSets } from './clip-source'
import { chooseH264 } from './offer'

const MOST_PACKET_BYTES = 1200
const NACK_HISTORY = 256
const GATHERING_LIMIT_MS = 1_000
const RTP_CLOCK_PER_MS = 90
/** A burst's frames are squeezed this close together, so that the picture is not late. */
const BURST_STEP_MS = 1

export interface Viewer {
  answerSdp: string
  /** Sends what the clock has reached since the last call. */
  send(now: number): void
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

/** Sends frames in time; the first call sends the cached group of pictures, so that a picture appears at once. */
function frameSender(clip: ClipSource, track: Track, rtp: RtpPacketizationConfig): (now: number) => void {
  const sets = parameterSets(clip.description)
  let lastShown: number | null = null
  const sendFrame = (index: number, at: number) => {
    const { data, isKey } = clip.frames[index]
    rtp.timestamp = rtpTime(at)
    track.sendMessageBinary(isKey ? Buffer.concat([sets, data]) : data)
  }
  return (now) => {
    if (!track.isOpen()) return
    const reached = framesBegun(clip, now)
    if (lastShown === null) {
      const current = frameAt(clip, now)
      const key = keyFrameBefore(clip, current)
      for (let index = key; index <= current; index++) sendFrame(index, now - (current - index) * BURST_STEP_MS)
    } else {
      for (let shown = Math.max(lastShown + 1, reached - clip.frames.length); shown <= reached; shown++)
        sendFrame(shown % clip.frames.length, frameStart(clip, shown))
    }
    lastShown = reached
  }
}

/** Answers an offer. Throws MediaError `codec` when the browser takes no H.264 that we have. */
export async function openViewer(
  clip: ClipSource,
  offerSdp: string,
  bind: { address: string; port: number },
  events: ViewerEvents,
): Promise<Viewer> {
  const chosen = chooseH264(offerSdp)
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
  const media = new Video(chosen.mid, 'SendOnly')
  media.addH264Codec(chosen.payloadType, chosen.profile)
  media.addSSRC(ssrc, 'camera', 'camera', 'video')
  const track = peer.addTrack(media)
  const rtp = new RtpPacketizationConfig(ssrc, 'camera', chosen.payloadType, 90_000)
  const packetizer = new H264RtpPacketizer('Length', rtp, MOST_PACKET_BYTES)
  packetizer.addToChain(new RtcpSrReporter(rtp))
  packetizer.addToChain(new RtcpNackResponder(NACK_HISTORY))
  track.setMediaHandler(packetizer)
  const send = frameSender(clip, track, rtp)
  track.onOpen(() => {
    events.onOpen()
    send(Date.now())
  })
  track.onMessage(() => events.onReport())
  peer.onStateChange(
    (state) => (state === 'closed' || state === 'failed' || state === 'disconnected') && events.onGone(),
  )
  try {
    peer.setRemoteDescription(offerSdp, 'offer')
    const answerSdp = await localAnswer(peer)
    return {
      answerSdp,
      send,
      addCandidate: (candidate, mid) => peer.addRemoteCandidate(candidate, mid),
      close: () => {
        track.close()
        peer.close()
      },
    }
  } catch (error) {
    peer.close()
    throw error instanceof MediaError ? error : new MediaError('refused', 'The offer could not be read.')
  }
}
