/** The video of a session description, as far as it is needed to ask for it. RFC 8866, RFC 6184 §8.2.1. */
import type { StreamCodec } from '../../gateway'

export interface VideoTrack {
  codec: StreamCodec
  payloadType: number
  /** The address to set it up at. */
  control: string
  /** H.264 parameter sets that were sent ahead. */
  parameterSets: Buffer[]
}

const CODECS = new Map<string, StreamCodec>([
  ['H264', 'h264'],
  ['H265', 'h265'],
  ['HEVC', 'h265'],
  ['VP8', 'vp8'],
])
const MOST_SET_BYTES = 4096

const attribute = (lines: readonly string[], prefix: string) =>
  lines
    .find((line) => line.startsWith(prefix))
    ?.slice(prefix.length)
    .trim()

export function controlAddress(base: string, control: string | undefined): string {
  if (!control || control === '*') return base
  if (/^rtsps?:\/\//i.test(control)) return control
  return base.endsWith('/') ? base + control : `${base}/${control}`
}

function trackOf(lines: readonly string[], base: string): VideoTrack | null {
  const payloadType = /^m=video \d+ RTP\/AVP (\d{1,3})/.exec(lines[0])?.[1]
  if (payloadType === undefined) return null
  const encoding = attribute(lines, `a=rtpmap:${payloadType} `)?.split('/')[0].toUpperCase() ?? ''
  const sets = /sprop-parameter-sets=([\w+/=,]+)/.exec(attribute(lines, `a=fmtp:${payloadType} `) ?? '')?.[1] ?? ''
  return {
    codec: CODECS.get(encoding) ?? 'other',
    payloadType: Number(payloadType),
    control: controlAddress(base, attribute(lines, 'a=control:')),
    parameterSets: sets
      .split(',')
      .map((set) => Buffer.from(set, 'base64'))
      .filter((set) => set.length > 0 && set.length <= MOST_SET_BYTES),
  }
}

/** The first track that can be played, else the first track of video, else null. */
export function videoTrackOf(sdp: string, base: string): VideoTrack | null {
  const tracks = sdp.split(/\r?\n(?=m=)/).flatMap((section) => trackOf(section.split(/\r?\n/), base) ?? [])
  return tracks.find(({ codec }) => codec === 'h264' || codec === 'vp8') ?? tracks.at(0) ?? null
}
