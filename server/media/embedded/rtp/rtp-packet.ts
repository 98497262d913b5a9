/** RTP packets as they come from a camera. RFC 3550 §5.1. */

export interface RtpPacket {
  payloadType: number
  sequence: number
  /** 90 kHz for video. */
  timestamp: number
  /** The last packet of a picture. */
  isLast: boolean
  payload: Buffer
}

const HEADER_BYTES = 12

/** Null when it is not an RTP packet of version 2, or its lengths do not fit. */
export function readRtp(packet: Buffer): RtpPacket | null {
  if (packet.length < HEADER_BYTES || packet[0] >> 6 !== 2) return null
  let from = HEADER_BYTES + 4 * (packet[0] & 0x0f)
  if (packet[0] & 0x10) {
    if (from + 4 > packet.length) return null
    from += 4 + 4 * packet.readUInt16BE(from + 2)
  }
  const padding = packet[0] & 0x20 ? packet[packet.length - 1] : 0
  if (from > packet.length - padding) return null
  return {
    payloadType: packet[1] & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    isLast: (packet[1] & 0x80) !== 0,
    payload: packet.subarray(from, packet.length - padding),
  }
}
