/** What an SDP offer says about video, as far as an answer needs it. RFC 8866; RFC 6184 §8.1 for the H.264 parameters. */

export interface ChosenCodec {
  mid: string
  payloadType: number
  /** The fmtp line to answer with. */
  profile: string
}

/** Baseline (42), main (4d) and high (64) can all hold our constrained-baseline stream; the nearest is preferred. */
const PROFILE_ORDER = ['42e0', '4200', '4d00', '6400']

function videoSection(sdp: string): string[] | null {
  const section = sdp.split(/\r?\n(?=m=)/).find((part) => part.startsWith('m=video'))
  return section ? section.split(/\r?\n/) : null
}

/** The H.264 payload type with packetization mode 1 and the nearest profile, or null when there is none. */
export function chooseH264(sdp: string): ChosenCodec | null {
  const lines = videoSection(sdp)
  const mid = lines
    ?.find((line) => line.startsWith('a=mid:'))
    ?.slice(6)
    .trim()
  if (!lines || !mid) return null
  const candidates: { payloadType: number; profile: string; order: number }[] = []
  for (const line of lines) {
    const payloadType = Number(/^a=rtpmap:(\d+) H264\/90000/i.exec(line)?.[1] ?? Number.NaN)
    if (Number.isNaN(payloadType)) continue
    const profile =
      lines
        .find((other) => other.startsWith(`a=fmtp:${payloadType} `))
        ?.replace(/^a=fmtp:\d+ /, '')
        .trim() ?? ''
    if (!/packetization-mode=1/.test(profile)) continue
    const level = /profile-level-id=([0-9a-f]{4})/i.exec(profile)?.[1].toLowerCase() ?? ''
    const order = PROFILE_ORDER.indexOf(level)
    if (order >= 0) candidates.push({ payloadType, profile, order })
  }
  const [best] = candidates.sort((a, b) => a.order - b.order)
  return best ? { mid, payloadType: best.payloadType, profile: best.profile } : null
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
