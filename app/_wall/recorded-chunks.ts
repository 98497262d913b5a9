/** Recordings are fetched in pieces of one length that begin at whole multiples of it, so that tiles share what was fetched. */
import type { Clock } from '../../server/domain/clock'

export const CHUNK_MS = 60_000
/** The next piece is fetched this long before it is needed, in real time. */
const AHEAD_MS = 5_000

export interface Span {
  from: number
  to: number
}

export const isWithin = (spans: readonly Span[], time: number) =>
  spans.some(({ from, to }) => time >= from && time < to)

/** The piece that the clock is in, and the next one when it will soon be needed; none where nothing was recorded. */
export function chunksAt({ time, speed, isPlaying, window: [, end] }: Clock, spans: readonly Span[]): Span[] {
  const from = Math.floor(time / CHUNK_MS) * CHUNK_MS
  const overlaps = (piece: Span) => spans.some((span) => span.from < piece.to && span.to > piece.from)
  const isNextSoon = isPlaying && (from + CHUNK_MS - time) / speed < AHEAD_MS && from + CHUNK_MS < end
  const pieces = [from, ...(isNextSoon ? [from + CHUNK_MS] : [])].map((at) => ({ from: at, to: at + CHUNK_MS }))
  return pieces.filter(overlaps)
}
