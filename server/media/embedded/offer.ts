/** What an SDP offer says about video, as far as an answer needs it. RFC 8866; RFC 6184 §8.1 for the H.264 parameters. */
import type { PlayableCodec } from './source'

export interface ChosenCodec {
  mid: string
  payloadType: number
  /** The fmtp line to answer with. */
  profile: string
}

/** Baseline (42), main (4d) and high (64) can all hold a constrained-baseline stream; the nearest is preferred. */
const PROFILE_ORDER = ['42e0', '4200', '4d00', '6400']

function videoSection(sdp: string): string[] | null {
  const section = sdp.split(/\r?\n(?=m=)/).find((part) => part.startsWith('m=video'))
  return section ? section.split(/\r?\n/) : null
}

/** The payload types of a codec with their fmtp lines, in the order of the offer. */
function payloadsOf(lines: readonly string[], encoding: string): { payloadType: number; profile: string }[] {
  return lines.flatMap((line) => {
    const payloadType = new RegExp(`^a=rtpmap:(\\d+) ${encoding}/90000`, 'i').exec(line)?.[1]
    if (payloadType === undefined) return []
    const parameters = lines.find((other) => other.startsWith(`a=fmtp:${payloadType} `))
    return [{ payloadType: Number(payloadType), profile: parameters?.replace(/^a=fmtp:\d+ /, '').trim() ?? '' }]
  })
}

/** H.264 with packetization mode 1 and the nearest profile. */
function nearestH264(lines: readonly string[]) {
  const order = (profile: string) =>
    PROFILE_ORDER.indexOf(/profile-level-id=([0-9a-f]{4})/i.exec(profile)?.[1].toLowerCase() ?? '')
  return payloadsOf(lines, 'H264')
    .filter(({ profile }) => /packetization-mode=1/.test(profile) && order(profile) >= 0)
    .sort((a, b) => order(a.profile) - order(b.profile))
    .at(0)
}

/** How an offer takes a codec, or null when it does not. */
export function chooseCodec(sdp: string, codec: PlayableCodec): ChosenCodec | null {
  const lines = videoSection(sdp)
  const mid = lines
    ?.find((line) => line.startsWith('a=mid:'))
    ?.slice(6)
    .trim()
  if (!lines || !mid) return null
  const best = codec === 'h264' ? nearestH264(lines) : payloadsOf(lines, 'VP8').at(0)
  return best ? { mid, ...best } : null
}

/** Candidates of a trickle fragment with their media section. RFC 8840. */
export function candidatesOf(fragment: string): { candidate: string; mid: string }[] {
  const found: { candidate: string; mid: string }[] = []
  let mid = '0'
  for (const line of fragment.split(/\r?\n/)) {
    if (line.startsWith('a=mid:')) mid = line.slice(6).trim()
    if (line.startsWith('a=candidate:')) found.push({ candidate: line.slice(2).trim(), mid })
  }
  return found
}
