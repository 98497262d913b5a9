/** H.264 payloads: single units, aggregates (STAP-A) and fragments (FU-A). RFC 6184 §5.6 to §5.8. */
import { isBSlice, lengthPrefixed, NAL, nalType, readSps } from '../h264'
import type { PictureParts } from './picture-parts'

const STAP_A = 24
const FU_A = 28
const MOST_SETS = 8
const MOST_SLICES = 512
const MOST_FRAGMENTS = 16_384

/** `sets`: the parameter sets that the session description gave. */
export function h264Parts(sets: readonly Buffer[] = []): PictureParts {
  let known = [...sets].slice(0, MOST_SETS)
  let slices: Buffer[] = []
  let fragments: Buffer[] | null = null

  const keep = (nal: Buffer): boolean => {
    const type = nalType(nal)
    if (type === NAL.slice || type === NAL.idr) slices.push(nal)
    else if (type === NAL.sps) known = [Buffer.from(nal)]
    else if (type === NAL.pps && !known.some((set) => set.equals(nal)))
      known = [...known, Buffer.from(nal)].slice(0, MOST_SETS)
    return slices.length <= MOST_SLICES
  }
  const aggregate = (payload: Buffer): boolean => {
    let at = 1
    while (at + 2 < payload.length) {
      const size = payload.readUInt16BE(at)
      if (size === 0 || at + 2 + size > payload.length) return false
      if (!keep(payload.subarray(at + 2, at + 2 + size))) return false
      at += 2 + size
    }
    return at === payload.length
  }
  const fragment = (payload: Buffer): boolean => {
    if (payload.length < 3) return false
    const [isStart, isEnd] = [payload[1] & 0x80, payload[1] & 0x40]
    if (isStart) fragments = [Buffer.from([(payload[0] & 0xe0) | (payload[1] & 0x1f)])]
    else if (!fragments) return false
    fragments!.push(payload.subarray(2))
    if (!isEnd) return fragments!.length <= MOST_FRAGMENTS
    const whole = Buffer.concat(fragments!)
    fragments = null
    return keep(whole)
  }

  return {
    add(payload) {
      if (payload.length === 0) return false
      const type = nalType(payload)
      if (type === FU_A) return fragment(payload)
      if (fragments) return false
      if (type === STAP_A) return aggregate(payload)
      if (type === 0 || type > STAP_A) return false
      return keep(payload)
    },
    take() {
      const taken = slices
      const isWhole = fragments === null
      slices = []
      fragments = null
      if (taken.length === 0 || !isWhole) return null
      const isKey = taken.some((nal) => nalType(nal) === NAL.idr)
      const prefix = isKey ? lengthPrefixed(known) : Buffer.alloc(0)
      return {
        isKey,
        data: Buffer.concat([prefix, lengthPrefixed(taken)]),
        setsBytes: prefix.length,
        isBidirectional: taken.some(isBSlice),
      }
    },
    size() {
      const sps = known.find((set) => nalType(set) === NAL.sps)
      return sps ? readSps(sps) : null
    },
  }
}
