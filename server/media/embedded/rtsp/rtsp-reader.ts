/** What comes over an RTSP connection: answers, requests, and packets between them. RFC 2326 §6, §7 and §10.12. */

export interface RtspMessage {
  kind: 'message'
  /** Such as "RTSP/1.0 200 OK". */
  startLine: string
  /** Names in lower case; several lines of one name in order. */
  headers: Map<string, string[]>
  body: string
}

interface RtspPacket {
  kind: 'packet'
  channel: number
  data: Buffer
}

/** What came cannot be RTSP; the connection is of no use any more. */
export class RtspGarbage extends Error {}

const MOST_HEAD_BYTES = 16 << 10
const MOST_BODY_BYTES = 64 << 10
const PACKET_SIGN = 0x24
const PACKET_HEADER_BYTES = 4
const HEAD_END = Buffer.from('\r\n\r\n')
const NOTHING = Buffer.alloc(0)

function headersOf(lines: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
  }
  return headers
}

/** The answer takes bytes and gives what they complete. Throws RtspGarbage. Holds at most one message or packet. */
export function rtspReader(): (chunk: Buffer) => (RtspMessage | RtspPacket)[] {
  let held: Buffer = NOTHING

  const message = (): RtspMessage | null => {
    const end = held.subarray(0, MOST_HEAD_BYTES).indexOf(HEAD_END)
    if (end < 0) {
      if (held.length >= MOST_HEAD_BYTES) throw new RtspGarbage('the head of a message is too long')
      return null
    }
    const [startLine, ...lines] = held.toString('utf8', 0, end).split('\r\n')
    if (!/^RTSP\/1\.\d \d{3}|^[A-Z_]+ \S+ RTSP\/1\.\d$/.test(startLine)) throw new RtspGarbage('this is not RTSP')
    const headers = headersOf(lines)
    const length = Number(headers.get('content-length')?.[0] ?? 0)
    if (!Number.isInteger(length) || length < 0 || length > MOST_BODY_BYTES)
      throw new RtspGarbage('the length of a message makes no sense')
    const from = end + HEAD_END.length
    if (held.length < from + length) return null
    const body = held.toString('utf8', from, from + length)
    held = held.subarray(from + length)
    return { kind: 'message', startLine, headers, body }
  }
  const packet = (): RtspPacket | null => {
    if (held.length < PACKET_HEADER_BYTES) return null
    const end = PACKET_HEADER_BYTES + held.readUInt16BE(2)
    if (held.length < end) return null
    const read = { kind: 'packet', channel: held[1], data: held.subarray(PACKET_HEADER_BYTES, end) } as const
    held = held.subarray(end)
    return read
  }

  return (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const found: (RtspMessage | RtspPacket)[] = []
    while (held.length > 0) {
      // Empty lines between messages mean nothing.
      if (held[0] === 0x0d || held[0] === 0x0a) {
        held = held.subarray(1)
        continue
      }
      const next = held[0] === PACKET_SIGN ? packet() : message()
      if (!next) break
      found.push(next)
    }
    return found
  }
}
