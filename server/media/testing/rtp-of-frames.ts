/** H.264 frames as a camera's RTP packets: parameter sets in an aggregate, large units in fragments. RFC 6184. */

const HEADER_BYTES = 12

/** `nals` of one picture; the answer goes on with its sequence numbers. */
export function rtpCamera(payloadType: number, mostBytes = 1_000) {
  let sequence = 0xfff0
  const packet = (payload: Buffer, timestamp: number, isLast: boolean): Buffer => {
    const header = Buffer.alloc(HEADER_BYTES)
    header[0] = 0x80
    header[1] = payloadType | (isLast ? 0x80 : 0)
    header.writeUInt16BE(sequence, 2)
    header.writeUInt32BE(timestamp, 4)
    sequence = (sequence + 1) & 0xffff
    return Buffer.concat([header, payload])
  }
  const aggregate = (nals: readonly Buffer[]) =>
    Buffer.concat([
      Buffer.from([24]),
      ...nals.flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 0xff]), nal]),
    ])
  const fragments = (nal: Buffer): Buffer[] => {
    if (nal.length <= mostBytes) return [nal]
    const parts: Buffer[] = []
    for (let from = 1; from < nal.length; from += mostBytes) {
      const edge = (from === 1 ? 0x80 : 0) | (from + mostBytes >= nal.length ? 0x40 : 0)
      const head = Buffer.from([(nal[0] & 0xe0) | 28, edge | (nal[0] & 0x1f)])
      parts.push(Buffer.concat([head, nal.subarray(from, from + mostBytes)]))
    }
    return parts
  }
  return (sets: readonly Buffer[], nals: readonly Buffer[], timestamp: number): Buffer[] => {
    const payloads = [...(sets.length > 0 ? [aggregate(sets)] : []), ...nals.flatMap(fragments)]
    return payloads.map((payload, i) => packet(payload, timestamp, i === payloads.length - 1))
  }
}
