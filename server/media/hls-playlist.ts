/** Playlists of live HLS as far as we need them: what others write is read into values, and only what we write reaches a browser. RFC 8216. */
import { MediaError } from './gateway'

export interface HlsSegment {
  /** In a playlist of ours a name of ours; in one that was read, the address as it stands there. */
  name: string
  /** What a decoder needs first; it has a name like any part. */
  init: string
  durationMs: number
  /** When its first picture was taken, UTC epoch milliseconds; null: not told. */
  at: number | null
  /** Its pictures do not follow on the ones before. */
  isAfterBreak: boolean
  /** The server has nothing for this time. */
  isMissing: boolean
}

export interface HlsPlaylist {
  /** The number of the first segment. */
  sequence: number
  /** How many breaks lie before the first segment. */
  breaks: number
  segments: HlsSegment[]
}

const MOST_LINES = 5_000
const MOST_SEGMENTS = 16
const LONGEST_SEGMENT_MS = 30_000
const MOST_SEQUENCE = 2 ** 50

export function playlistText({ sequence, breaks, segments }: HlsPlaylist): string {
  const longestMs = Math.max(1_000, ...segments.map(({ durationMs }) => durationMs))
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.round(longestMs / 1_000)}`,
    `#EXT-X-MEDIA-SEQUENCE:${sequence}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${breaks}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ]
  for (const [i, { name, init, durationMs, at, isAfterBreak, isMissing }] of segments.entries()) {
    if (isAfterBreak && i > 0) lines.push('#EXT-X-DISCONTINUITY')
    if (i === 0 || init !== segments[i - 1].init) lines.push(`#EXT-X-MAP:URI="${init}"`)
    if (at !== null) lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(at).toISOString()}`)
    if (isMissing) lines.push('#EXT-X-GAP')
    lines.push(`#EXTINF:${(durationMs / 1_000).toFixed(3)},`, name)
  }
  return `${lines.join('\n')}\n`
}

const refused = (message: string) => new MediaError('refused', `The media server sent ${message}.`)

function linesOf(text: string): string[] {
  const lines = text.split('\n', MOST_LINES + 1).map((line) => line.trim())
  if (lines[0] !== '#EXTM3U' || lines.length > MOST_LINES) throw refused('something other than a playlist')
  return lines.slice(1).filter((line) => line !== '')
}

/** The address of the first rendition, or null when this is no list of renditions. Throws MediaError `refused`. */
export function firstRendition(text: string): string | null {
  const lines = linesOf(text)
  const at = lines.findIndex((line) => line.startsWith('#EXT-X-STREAM-INF:'))
  return at < 0 ? null : (lines.slice(at + 1).find((line) => !line.startsWith('#')) ?? null)
}

function countOf(value: string): number {
  const count = Number(value)
  if (!Number.isInteger(count) || count < 0 || count > MOST_SEQUENCE)
    throw refused('a playlist with a number that is none')
  return count
}

function durationOf(value: string): number {
  const durationMs = Number.parseFloat(value) * 1_000
  if (!(durationMs > 0 && durationMs <= LONGEST_SEGMENT_MS)) throw refused('a segment of no length')
  return durationMs
}

/** The newest segments, whole ones only. Throws MediaError `refused`, `offline` when it has ended, `unsupported` when not in fragmented MP4. */
export function readPlaylist(text: string): HlsPlaylist {
  const all: HlsSegment[] = []
  let [sequence, breaks] = [0, 0]
  let init: string | null = null
  let next: Omit<HlsSegment, 'name' | 'init'> = { durationMs: 0, at: null, isAfterBreak: false, isMissing: false }
  for (const line of linesOf(text)) {
    const [, tag, value = ''] = /^#(EXT[A-Z0-9-]*):?(.*)$/.exec(line) ?? []
    if (tag === 'EXT-X-ENDLIST') throw new MediaError('offline')
    else if (tag === 'EXT-X-KEY' && value !== 'METHOD=NONE') throw refused('a playlist that is encrypted')
    else if (tag === 'EXT-X-BYTERANGE') throw refused('a playlist of parts of files')
    else if (tag === 'EXT-X-MEDIA-SEQUENCE') sequence = countOf(value)
    else if (tag === 'EXT-X-DISCONTINUITY-SEQUENCE') breaks = countOf(value)
    else if (tag === 'EXT-X-MAP') init = /URI="([^"]+)"/.exec(value)?.[1] ?? null
    else if (tag === 'EXT-X-DISCONTINUITY') next.isAfterBreak = true
    else if (tag === 'EXT-X-GAP') next.isMissing = true
    else if (tag === 'EXT-X-PROGRAM-DATE-TIME') next.at = Date.parse(value) || null
    else if (tag === 'EXTINF') next.durationMs = durationOf(value)
    else if (!line.startsWith('#')) {
      if (init === null) throw new MediaError('unsupported', 'The media server sends HLS, but not in fragmented MP4.')
      if (next.durationMs === 0) throw refused('a segment of no length')
      all.push({ name: line, init, ...next })
      next = { durationMs: 0, at: null, isAfterBreak: false, isMissing: false }
    }
  }
  const segments = all.slice(-MOST_SEGMENTS)
  const left = all.slice(0, all.length - segments.length)
  const passed = left.filter(({ isAfterBreak }, i) => isAfterBreak && i > 0).length
  const isFirstAfterBreak = left.length > 0 && segments[0].isAfterBreak
  return { sequence: sequence + left.length, breaks: breaks + passed + (isFirstAfterBreak ? 1 : 0), segments }
}
