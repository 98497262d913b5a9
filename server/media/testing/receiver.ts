/** A viewer without a browser: makes a WHEP offer for one codec, and keeps the RTP packets that come. */
import { PeerConnection, RtcpReceivingSession, type Track, Video } from 'node-datachannel'
import type { MediaGateway } from '../gateway'

const PAYLOAD_TYPE = 102
const PROFILE = 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'
const GATHERING_LIMIT_MS = 5_000
const FIRST_PACKET_LIMIT_MS = 4_000
const TRIES = 8
const RTP_HEADER_BYTES = 12

export interface RtpPacket {
  payloadType: number
  sequence: number
  /** 90 kHz. */
  timestamp: number
  bytes: number
}

export interface Receiver {
  sessionId: string
  packets: RtpPacket[]
  close(): void
}

interface Offer {
  peer: PeerConnection
  track: Track
  sdp: string
}

/** An offer with all its candidates in it. The peer must be closed by who asked for it. */
export function makeOffer(codec: 'h264' | 'vp8' = 'h264'): Promise<Offer> {
  const peer = new PeerConnection('receiver', {
    iceServers: [],
    bindAddress: '127.0.0.1',
    disableAutoNegotiation: true,
  })
  const video = new Video('video', 'RecvOnly')
  if (codec === 'h264') video.addH264Codec(PAYLOAD_TYPE, PROFILE)
  else video.addVP8Codec(PAYLOAD_TYPE)
  const track = peer.addTrack(video)
  track.setMediaHandler(new RtcpReceivingSession())
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The receiver gathered no candidates.')), GATHERING_LIMIT_MS)
    peer.onGatheringStateChange((state) => {
      if (state !== 'complete') return
      clearTimeout(limit)
      resolve({ peer, track, sdp: peer.localDescription()!.sdp })
    })
    peer.setLocalDescription('offer')
  })
}

const isCandidate = (line: string) => /^a=(candidate:|end-of-candidates)/.test(line)

/** The offer as a browser sends it at once, and the fragment with the candidates that it sends after. RFC 8840. */
export function splitCandidates(sdp: string): { sdp: string; fragment: string } {
  const lines = sdp.split('\r\n')
  return {
    sdp: lines.filter((line) => !isCandidate(line)).join('\r\n'),
    fragment: ['a=mid:video', ...lines.filter(isCandidate), ''].join('\r\n'),
  }
}

function packetOf(message: Buffer): RtpPacket | null {
  if (message.length < RTP_HEADER_BYTES || message[0] >> 6 !== 2) return null
  return {
    payloadType: message[1] & 0x7f,
    sequence: message.readUInt16BE(2),
    timestamp: message.readUInt32BE(4),
    bytes: message.length,
  }
}

interface ReceiveOptions {
  isTrickled?: boolean
  codec?: 'h264' | 'vp8'
}

async function tryToReceive(
  gateway: MediaGateway,
  stream: string,
  { isTrickled, codec }: ReceiveOptions,
): Promise<Receiver | null> {
  const { peer, track, sdp } = await makeOffer(codec)
  const { sdp: bare, fragment } = splitCandidates(sdp)
  const packets: RtpPacket[] = []
  let wake = () => {}
  track.onMessage((message) => {
    const packet = packetOf(Buffer.from(message))
    if (packet?.payloadType === PAYLOAD_TYPE) packets.push(packet)
    wake()
  })
  const session = await gateway.openLive(stream, isTrickled ? bare : sdp)
  const close = () => {
    track.close()
    peer.close()
  }
  try {
    peer.setRemoteDescription(session.answerSdp, 'answer')
    if (isTrickled) await gateway.addCandidates(session.id, fragment)
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('No packet came.')), FIRST_PACKET_LIMIT_MS)
      peer.onStateChange((state) => state === 'failed' && reject(new Error('The connection failed.')))
      wake = () => {
        clearTimeout(limit)
        resolve()
      }
      if (packets.length > 0) wake()
    })
    return { sessionId: session.id, packets, close }
  } catch {
    close()
    await gateway.closeLive(session.id).catch(() => {})
    return null
  }
}

/**
 * Opens a stream and answers when the first packet is there. Tries again, since this receiver (no browser) loses up to a
 * quarter of its attempts on a loopback interface: the server's first handshake packet comes before the answer is set.
 */
export async function receive(gateway: MediaGateway, stream: string, options: ReceiveOptions = {}): Promise<Receiver> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const receiver = await tryToReceive(gateway, stream, options)
    if (receiver) return receiver
  }
  throw new Error(`No packet of ${stream} came in ${TRIES} tries.`)
}
