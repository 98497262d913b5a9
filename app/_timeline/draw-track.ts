/** The timeline's rows on a canvas: dashes where nothing is known, spans, and an instant as a tick. */
import type { Stretch } from '../../server/domain/stretches'

export interface TimelineRow {
  key: string | number
  /** Whose row it is, where there are several. */
  name?: string
  /** What stands before it, in its colour. */
  number?: number
  /** CSS; the accent colour without. */
  color?: string
  /** What lies between is a gap. */
  spans: readonly Stretch[]
  /** Sorted. */
  marks?: Float64Array
}

export interface TrackPicture {
  width: number
  height: number
  window: readonly [from: number, to: number]
  rows: readonly TimelineRow[]
  /** What is played; null: everything. */
  busy: readonly Stretch[] | null
  colors: { line: string; accent: string; idle: string }
}

export const ROW_PX = 13
const LEAST_HEIGHT_PX = 40
const SPAN_PX = 7
const LEAST_SPAN_PX = 4
const TICK_PX = 3

/** High enough for numbers before the rows, where there are some. */
export const trackHeight = (rows: readonly TimelineRow[]): number =>
  rows.some(({ number }) => number !== undefined) ? Math.max(LEAST_HEIGHT_PX, ROW_PX * rows.length) : LEAST_HEIGHT_PX

/** The middle and the height of each row, in pixels. */
export function rowPlaces(count: number, height: number): { middle: number; high: number }[] {
  const pitch = Math.min(ROW_PX, (height - 4) / Math.max(1, count))
  const top = (height - pitch * count) / 2
  return Array.from({ length: count }, (_, row) => ({
    middle: top + pitch * (row + 0.5),
    high: Math.max(2, Math.min(SPAN_PX, pitch - 1)),
  }))
}

export function drawTrack(pen: CanvasRenderingContext2D, picture: TrackPicture): void {
  const { width, height, window: span, rows, busy, colors } = picture
  const [from, to] = span
  const place = (time: number) => ((time - from) / Math.max(1, to - from)) * width
  pen.clearRect(0, 0, width, height)
  if (busy) {
    pen.fillStyle = colors.idle
    const edges = [from, ...busy.flatMap((each) => [each.from, each.to]), to]
    for (let i = 0; i < edges.length; i += 2)
      pen.fillRect(place(edges[i]), 0, Math.max(0, place(edges[i + 1]) - place(edges[i])), height)
  }
  rowPlaces(rows.length, height).forEach(({ middle, high }, index) => {
    const row = rows[index]
    pen.strokeStyle = colors.line
    pen.setLineDash([4, 3])
    pen.beginPath()
    pen.moveTo(0, middle)
    pen.lineTo(width, middle)
    pen.stroke()
    pen.fillStyle = row.color ?? colors.accent
    pen.globalAlpha = 0.35
    for (const each of row.spans) {
      pen.beginPath()
      const wide = Math.max(LEAST_SPAN_PX, place(each.to) - place(each.from))
      pen.roundRect(place(each.from), middle - high / 2, wide, high, high / 2)
      pen.fill()
    }
    pen.globalAlpha = 1
    drawTicks(pen, row.marks ?? new Float64Array(), { place, middle, high: rows.length === 1 ? 15 : high + 2 })
  })
}

/** Thousands of instants come to lie on the same pixels: one tick is enough there. */
function drawTicks(
  pen: CanvasRenderingContext2D,
  marks: Float64Array,
  { place, middle, high }: { place(time: number): number; middle: number; high: number },
): void {
  let last = Number.NEGATIVE_INFINITY
  for (const mark of marks) {
    const x = place(mark)
    if (x - last < 1) continue
    last = x
    pen.fillRect(x - TICK_PX / 2, middle - high / 2, TICK_PX, high)
  }
}
