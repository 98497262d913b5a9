/** VP8 payloads: a descriptor of up to six bytes, then a part of the frame. RFC 7741 §4.2, RFC 6386 §9.1. */
import type { PictureParts } from './picture-parts'

const KEY_HEADER_BYTES = 10
const MOST_PARTS = 16_384
const START_CODE = 0x9d012a

/** Where the frame's bytes begin in a payload; null when it is cut off. */
function bodyStart(payload: Buffer): number | null {
  if (!(payload[0] & 0x80)) return payload.length > 1 ? 1 : null
  const extensions = payload[1] ?? 0
  let at = 2
  if (extensions & 0x80) at += (payload[at] ?? 0) & 0x80 ? 2 : 1
  if (extensions & 0x40) at++
  if (extensions & 0x30) at++
  return at < payload.length ? at : null
}

export function vp8Parts(): PictureParts {
  let parts: Buffer[] = []
  let size: { width: number; height: number } | null = null
  return {
    add(payload) {
      const start = payload.length === 0 ? null : bodyStart(payload)
      if (start === null) return false
      const isFirst = (payload[0] & 0x10) !== 0 && (payload[0] & 0x07) === 0
      if (isFirst === parts.length > 0) return false
      parts.push(payload.subarray(start))
      return parts.length <= MOST_PARTS
    },
    take() {
      const data = Buffer.concat(parts)
      parts = []
      if (data.length === 0) return null
      const isKey = (data[0] & 1) === 0
      if (isKey) {
        if (data.length < KEY_HEADER_BYTES || data.readUIntBE(3, 3) !== START_CODE) return null
        size = { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }
      }
      return { isKey, data, setsBytes: 0, isBidirectional: false }
    },
    size: () => size,
  }
}
