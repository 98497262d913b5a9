/** Packets to whole pictures. After anything is lost, pictures are left out until the next key frame. */
import type { Picture, PictureParts } from './picture-parts'
import type { RtpPacket } from './rtp-packet'

/** A picture that a decoder can show after those before it. */
export interface TimedPicture extends Picture {
  /** 90 kHz, modulo 2³². */
  timestamp: number
}

const MOST_PICTURE_BYTES = 8 << 20

/** The answer takes one packet and gives the pictures it completes: null for one that must be left out. */
export function depacketiser(parts: PictureParts): (packet: RtpPacket) => (TimedPicture | null)[] {
  let expected: number | null = null
  let timestamp: number | null = null
  let bytes = 0
  let isDamaged = false
  let needsKey = true

  const finish = (): (TimedPicture | null)[] => {
    if (timestamp === null) return []
    const picture = parts.take()
    const isUsable = picture !== null && !isDamaged && (picture.isKey || !needsKey)
    const wasDamaged = isDamaged
    const hadBytes = bytes > 0
    const at = timestamp
    timestamp = null
    bytes = 0
    isDamaged = false
    if (isUsable) {
      needsKey = false
      return [{ ...picture, timestamp: at }]
    }
    // Parameter sets alone are no picture.
    if (wasDamaged) needsKey = true
    return hadBytes && (picture !== null || wasDamaged) ? [null] : []
  }

  return (packet) => {
    const isNext = expected === null || packet.sequence === expected
    expected = (packet.sequence + 1) & 0xffff
    const done = timestamp !== null && timestamp !== packet.timestamp ? finish() : []
    timestamp = packet.timestamp
    bytes += packet.payload.length
    if (!isNext) needsKey = true
    if (!isNext || isDamaged || bytes > MOST_PICTURE_BYTES || !parts.add(packet.payload)) {
      isDamaged = true
      if (bytes > MOST_PICTURE_BYTES) parts.take()
    }
    return packet.isLast ? [...done, ...finish()] : done
  }
}
