import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parameterSets, readClips } from './clip'
import { decoderConfig, isBSlice, lengthPrefixed, nalsOf, readSps } from './h264'

const CLIPS = fileURLToPath(new URL('./clips', import.meta.url))
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('a sequence parameter set', () => {
  it.each([
    // x264, videotestsrc 640 × 360, baseline; high profile 1920 × 1080 with cropping to 1080 rows and emulation prevention.
    ['baseline 640 × 360', '67 42 c0 1e d9 00 a0 2f f9 70 11 00 00 03 00 01 00 00 03 00 32 0f 16 2e 48', 66, 640, 360],
    [
      'high 1920 × 1080',
      '67 64 00 28 ac d9 40 78 02 27 e5 c0 44 00 00 03 00 04 00 00 03 00 f0 3c 60 c6 58',
      100,
      1920,
      1080,
    ],
  ])('tells size and profile: %s', (_name, sps, profile, width, height) => {
    expect(readSps(hex(sps))).toMatchObject({ profile, width, height, chromaFormat: 1, bitDepthLuma: 8 })
  })

  it('is nothing when it is cut off, empty or of another kind', () => {
    for (const sps of ['', '67', '67 42 c0 1e', '67 42 c0 1e d9 00', '68 ce 3c 80'])
      expect(readSps(hex(sps)), sps).toBeNull()
  })
})

describe('a slice', () => {
  // nal header, then first_mb_in_slice and slice_type as Exp-Golomb numbers.
  it.each([
    ['P', '41 9a', false],
    ['B', '01 9e', true],
    ['B alone', '01 a8', true],
    ['I', '41 b8', false],
    ['an IDR picture', '65 88', false],
  ])('of kind %s is a B-slice or not', (_kind, nal, is) => {
    expect(isBSlice(hex(nal))).toBe(is)
  })
})

it('makes the very avcC record of a clip from its parameter sets', async () => {
  for (const clip of (await readClips(CLIPS)).values()) {
    const config = decoderConfig(parameterSets(clip.description))!
    expect(config.codec).toBe(clip.codec)
    expect([config.codedWidth, config.codedHeight]).toEqual([clip.width, clip.height])
    expect(Buffer.from(config.description).toString('hex')).toBe(Buffer.from(clip.description).toString('hex'))
  }
})

it('takes a frame apart as it was put together, and stops at a length that runs past the end', () => {
  const nals = [hex('65 01 02'), hex('41'), hex('06 07')]
  expect([...nalsOf(lengthPrefixed(nals))].map((nal) => nal.toString('hex'))).toEqual(['650102', '41', '0607'])
  expect([...nalsOf(lengthPrefixed(nals).subarray(0, -1))]).toHaveLength(2)
  expect([...nalsOf(hex('ff ff ff ff 00'))]).toEqual([])
})
