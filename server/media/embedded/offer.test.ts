import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { candidatesOf, chooseCodec } from './offer'

/** A receive-only video offer as Chromium 156 makes it: eight H.264 payload types among VP8, VP9 and AV1. */
const CHROMIUM = readFileSync(new URL('../testing/chromium-156-offer.sdp', import.meta.url), 'utf8').replaceAll(
  '\n',
  '\r\n',
)
const without = (...payloadTypes: number[]) =>
  CHROMIUM.split('\r\n')
    .filter((line) => !payloadTypes.some((type) => new RegExp(`^a=(rtpmap|fmtp|rtcp-fb):${type} `).test(line)))
    .join('\r\n')

describe('the payload type to answer with', () => {
  it('is the constrained baseline of a browser, with packetization mode 1', () => {
    expect(chooseCodec(CHROMIUM, 'h264')).toEqual({
      mid: '0',
      payloadType: 108,
      profile: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
    })
  })

  it.each([
    ['baseline', without(108), 102],
    ['main', without(108, 102), 116],
    [
      'nothing: high 4:4:4 cannot be told to hold ours, and mode 0 cannot carry large pictures',
      without(108, 102, 116),
      undefined,
    ],
  ])('is otherwise %s', (_name, sdp, payloadType) => {
    expect(chooseCodec(sdp, 'h264')?.payloadType).toBe(payloadType)
  })

  it('is the first of VP8 for a camera that sends VP8', () => {
    expect(chooseCodec(CHROMIUM, 'vp8')).toEqual({ mid: '0', payloadType: 96, profile: '' })
    expect(chooseCodec(CHROMIUM.replaceAll('VP8', 'VP9'), 'vp8')).toBeNull()
  })

  it('does not depend on the order of lines, on letter case or on the line ends', () => {
    const reversed = CHROMIUM.split('\r\n')
    const first = reversed.findIndex((line) => line.startsWith('a=rtpmap'))
    const shuffled = [...reversed.slice(0, first), ...reversed.slice(first).reverse()].join('\n')
    expect(chooseCodec(shuffled, 'h264')?.payloadType).toBe(108)
    expect(chooseCodec(CHROMIUM.replaceAll('42e01f', '42E01F').replaceAll('H264', 'h264'), 'h264')?.payloadType).toBe(
      108,
    )
  })

  it('is taken from the video section, whatever stands before and after it', () => {
    const audio = 'm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:voice\r\na=rtpmap:111 opus/48000/2\r\n'
    const [head, video] = CHROMIUM.split(/(?=m=video)/)
    const named = video.replace('a=mid:0', 'a=mid:picture')
    expect(chooseCodec(head + audio + named, 'h264')?.mid).toBe('picture')
    expect(chooseCodec(head + named + audio, 'h264')?.mid).toBe('picture')
  })

  it.each([
    ['no video', CHROMIUM.replace('m=video', 'm=audio')],
    ['no H.264', CHROMIUM.replaceAll('H264', 'H265')],
    ['no mid', CHROMIUM.replace('a=mid:0\r\n', '')],
    ['no text', ''],
    ['no parameters for H.264', CHROMIUM.replaceAll(/a=fmtp:\d+ level-asym.*\r\n/g, '')],
  ])('is null when the offer has %s', (_what, sdp) => {
    expect(chooseCodec(sdp, 'h264')).toBeNull()
  })
})

describe('a trickle fragment', () => {
  it('gives each candidate the media section it stands under', () => {
    const fragment = [
      'a=ice-ufrag:FGdZ',
      'a=ice-pwd:1b4g0MfKWBzd0hWr/MNs+TB6',
      'm=video 9 UDP/TLS/RTP/SAVPF 0',
      'a=mid:0',
      'a=candidate:1 1 udp 2122260223 127.0.0.1 50001 typ host',
      'a=mid:voice',
      'a=candidate:2 1 udp 2122260222 f8a1.local 50002 typ host generation 0',
      'a=end-of-candidates',
    ].join('\r\n')
    expect(candidatesOf(fragment)).toEqual([
      { mid: '0', candidate: 'candidate:1 1 udp 2122260223 127.0.0.1 50001 typ host' },
      { mid: 'voice', candidate: 'candidate:2 1 udp 2122260222 f8a1.local 50002 typ host generation 0' },
    ])
  })

  it('holds nothing when it is empty or something else', () => {
    expect(candidatesOf('')).toEqual([])
    expect(candidatesOf('{"candidate":"x"}\ncandidate:1')).toEqual([])
  })
})
