/** What H.264 NAL units say about themselves. ITU-T H.264 §7.3. */
import { BitReader } from './bit-reader'
import type { DecoderConfig } from './mp4'

export const NAL = { slice: 1, idr: 5, sps: 7, pps: 8 } as const

export const nalType = (nal: Uint8Array): number => nal[0] & 0x1f

/** NAL units, each after its length in four bytes. */
export function lengthPrefixed(nals: readonly Uint8Array[]): Buffer {
  const joined = Buffer.alloc(nals.reduce((sum, nal) => sum + 4 + nal.length, 0))
  let at = 0
  for (const nal of nals) {
    joined.writeUInt32BE(nal.length, at)
    joined.set(nal, at + 4)
    at += 4 + nal.length
  }
  return joined
}

/** The NAL units of a length-prefixed frame; a length that runs past the end ends them. */
export function* nalsOf(frame: Buffer): Generator<Buffer> {
  for (let at = 0; at + 4 <= frame.length; ) {
    const size = frame.readUInt32BE(at)
    if (at + 4 + size > frame.length) return
    yield frame.subarray(at + 4, at + 4 + size)
    at += 4 + size
  }
}

/** The payload without its emulation prevention bytes (00 00 03 → 00 00). */
function rbsp(nal: Uint8Array, mostBytes: number): Uint8Array {
  const bytes: number[] = []
  let zeros = 0
  for (let i = 1; i < nal.length && bytes.length < mostBytes; i++) {
    if (zeros >= 2 && nal[i] === 3) {
      zeros = 0
      continue
    }
    zeros = nal[i] === 0 ? zeros + 1 : 0
    bytes.push(nal[i])
  }
  return Uint8Array.from(bytes)
}

const SLICE_HEADER_BYTES = 16

/** Whether a slice may refer to a picture shown after it (slice_type 1 or 6). */
export function isBSlice(nal: Uint8Array): boolean {
  if (nalType(nal) !== NAL.slice) return false
  const bits = new BitReader(rbsp(nal, SLICE_HEADER_BYTES))
  bits.exponential()
  return bits.exponential() % 5 === 1
}

export interface SequenceParameters {
  profile: number
  /** Pixels that are shown. */
  width: number
  height: number
  chromaFormat: number
  bitDepthLuma: number
  bitDepthChroma: number
}

const WITH_CHROMA = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]
const MOST_SPS_BYTES = 1024
const MOST_PIXELS_A_SIDE = 16_384

function skipScalingList(bits: BitReader, size: number): void {
  let next = 8
  for (let i = 0, last = 8; i < size; i++) {
    if (next !== 0) next = (last + bits.signedExponential() + 256) % 256
    last = next === 0 ? last : next
  }
}

/** A sequence parameter set, or null when it makes no sense. */
export function readSps(nal: Uint8Array): SequenceParameters | null {
  if (nalType(nal) !== NAL.sps || nal.length < 5) return null
  const bits = new BitReader(rbsp(nal, MOST_SPS_BYTES))
  const profile = bits.fixed(8)
  bits.fixed(16)
  bits.exponential()
  let [chromaFormat, bitDepthLuma, bitDepthChroma] = [1, 8, 8]
  if (WITH_CHROMA.includes(profile)) {
    chromaFormat = bits.exponential()
    if (chromaFormat === 3) bits.fixed(1)
    bitDepthLuma += bits.exponential()
    bitDepthChroma += bits.exponential()
    bits.fixed(1)
    const lists = bits.fixed(1) * (chromaFormat === 3 ? 12 : 8)
    for (let i = 0; i < lists; i++) if (bits.fixed(1)) skipScalingList(bits, i < 6 ? 16 : 64)
  }
  bits.exponential()
  const orderType = bits.exponential()
  if (orderType === 0) bits.exponential()
  else if (orderType === 1) {
    bits.fixed(1)
    bits.signedExponential()
    bits.signedExponential()
    for (let count = Math.min(bits.exponential(), 255); count > 0; count--) bits.signedExponential()
  }
  bits.exponential()
  bits.fixed(1)
  const columns = bits.exponential() + 1
  const mapRows = bits.exponential() + 1
  const isProgressive = bits.fixed(1)
  if (!isProgressive) bits.fixed(1)
  bits.fixed(1)
  const crop = bits.fixed(1) ? Array.from({ length: 4 }, () => bits.exponential()) : [0, 0, 0, 0]
  const cropX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1
  const cropY = (chromaFormat === 1 ? 2 : 1) * (2 - isProgressive)
  const width = columns * 16 - cropX * (crop[0] + crop[1])
  const height = mapRows * 16 * (2 - isProgressive) - cropY * (crop[2] + crop[3])
  const isSense = bits.isWithin && [width, height].every((side) => side > 0 && side <= MOST_PIXELS_A_SIDE)
  return isSense ? { profile, width, height, chromaFormat, bitDepthLuma, bitDepthChroma } : null
}

const lengthAnd = (nal: Uint8Array) => [nal.length >> 8, nal.length & 0xff, ...nal]

/** What a decoder needs, from a key frame's parameter sets (length-prefixed); null without both kinds. ISO/IEC 14496-15 §5.3.3.1. */
export function decoderConfig(sets: Buffer): DecoderConfig | null {
  const nals = [...nalsOf(sets)]
  const sps = nals.find((nal) => nalType(nal) === NAL.sps)
  const pictures = nals.filter((nal) => nalType(nal) === NAL.pps)
  const parameters = sps && readSps(sps)
  if (!sps || !parameters || pictures.length === 0) return null
  const { profile, width, height, chromaFormat, bitDepthLuma, bitDepthChroma } = parameters
  const extension = WITH_CHROMA.includes(profile)
    ? [0xfc | chromaFormat, 0xf8 | (bitDepthLuma - 8), 0xf8 | (bitDepthChroma - 8), 0]
    : []
  return {
    codec: `avc1.${Buffer.from(sps.subarray(1, 4)).toString('hex')}`,
    codedWidth: width,
    codedHeight: height,
    description: Uint8Array.from([
      ...[1, sps[1], sps[2], sps[3], 0xff, 0xe1, ...lengthAnd(sps)],
      ...[pictures.length, ...pictures.flatMap(lengthAnd), ...extension],
    ]),
  }
}
