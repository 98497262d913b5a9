/** VP8 frames as RTP packets, with the shortest payload descriptor. RFC 7741 §4.2, RFC 3550 §5.1. */

const HEADER_BYTES = 12
const DESCRIPTOR_BYTES = 1
const STARTS_FRAME = 0x10
const MARKER = 0x80

/** Packets of at most `mostBytes` for one frame after the other; sequence numbers go on. */
export function vp8Packetiser(ssrc: number, payloadType: number, mostBytes: number) {
  const most = mostBytes - HEADER_BYTES - DESCRIPTOR_BYTES
  let sequence = Math.floor(Math.random() * 0x8000)
  return (frame: Buffer, timestamp: number): Buffer[] => {
    const packets: Buffer[] = []
    for (let from = 0; from < frame.length; from += most) {
      const part = frame.subarray(from, from + most)
      const packet = Buffer.alloc(HEADER_BYTES + DESCRIPTOR_BYTES + part.length)
      packet[0] = 0x80
      packet[1] = payloadType | (from + most >= frame.length ? MARKER : 0)
      packet.writeUInt16BE(sequence, 2)
      packet.writeUInt32BE(timestamp, 4)
      packet.writeUInt32BE(ssrc, 8)
      packet[HEADER_BYTES] = from === 0 ? STARTS_FRAME : 0
      part.copy(packet, HEADER_BYTES + DESCRIPTOR_BYTES)
      packets.push(packet)
      sequence = (sequence + 1) & 0xffff
    }
    return packets
  }
}
