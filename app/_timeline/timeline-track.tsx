'use client'
/** Rows of what is known in the window, and the clock's place in it as a slider. Drawn once; only the cursor moves. */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Stretch } from '../../server/domain/stretches'
import { usePreferences } from '../_ui/providers'
import { drawTrack, rowPlaces, type TimelineRow, trackHeight } from './draw-track'
import type { Replay } from './replay'
import { useClock, useEachFrame } from './use-replay'

interface TrackProps {
  replay: Replay
  rows: readonly TimelineRow[]
  busy: readonly Stretch[] | null
  /** How an instant is written. */
  words(at: number): string
}

/** The canvas' own size in CSS pixels. */
function useWidth() {
  const box = useRef<HTMLCanvasElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width))
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  return { box, width }
}

function TrackPicture({ replay, rows, busy }: Omit<TrackProps, 'words'>) {
  const { theme } = usePreferences()
  const { box, width } = useWidth()
  const height = trackHeight(rows)
  const from = useClock(replay, (clock) => clock.window[0])
  const to = useClock(replay, (clock) => clock.window[1])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page
  useEffect(() => {
    const canvas = box.current!
    const pen = canvas.getContext('2d')
    if (!pen || width === 0) return
    canvas.width = Math.round(width * devicePixelRatio)
    canvas.height = Math.round(height * devicePixelRatio)
    pen.scale(devicePixelRatio, devicePixelRatio)
    const style = getComputedStyle(canvas)
    const color = (name: string) => style.getPropertyValue(name)
    const colors = { line: color('--ink-3'), accent: color('--accent'), idle: color('--surface-2') }
    drawTrack(pen, { width, height, window: [from, to], rows, busy, colors })
  }, [box, width, height, from, to, rows, busy, theme])
  return <canvas ref={box} className="absolute inset-0 h-full w-full" aria-hidden />
}

/** Each row's number, where rows have one; it says whose row it is. */
function RowNumbers({ rows }: { rows: readonly TimelineRow[] }) {
  if (rows.every(({ number }) => number === undefined)) return null
  const places = rowPlaces(rows.length, trackHeight(rows))
  return (
    <ul className="relative w-4 shrink-0 self-stretch text-[10px] leading-none">
      {rows.map(({ key, number, name }, index) => (
        <li key={key} title={name} className="absolute right-0 -translate-y-1/2" style={{ top: places[index].middle }}>
          {number}
        </li>
      ))}
    </ul>
  )
}

export function TimelineTrack({ replay, rows, busy, words }: TrackProps) {
  const t = useTranslations('timeline')
  const track = useRef<HTMLDivElement>(null)
  const cursor = useRef<HTMLDivElement>(null)
  const second = useClock(replay, ({ time }) => Math.floor(time / 1_000) * 1_000)
  useEachFrame(replay, ({ time, window: [from, to] }) => {
    cursor.current!.style.left = `${(100 * (time - from)) / Math.max(1, to - from)}%`
  })
  const seekTo = ({ clientX }: PointerEvent) => {
    const { left, width } = track.current!.getBoundingClientRect()
    const [from, to] = replay.clock().window
    replay.seek(from + ((clientX - left) / width) * (to - from))
  }
  const from = useClock(replay, (clock) => clock.window[0])
  const to = useClock(replay, (clock) => clock.window[1])
  return (
    <div className="flex min-w-0 flex-1 basis-full gap-1.5 md:basis-0" style={{ height: trackHeight(rows) }}>
      <RowNumbers rows={rows} />
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label={t('position')}
        aria-valuemin={from}
        aria-valuemax={to}
        aria-valuenow={second}
        aria-valuetext={words(second)}
        className="relative min-w-0 flex-1 cursor-pointer touch-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          seekTo(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
      >
        <TrackPicture replay={replay} rows={rows} busy={busy} />
        <div ref={cursor} className="absolute top-0 bottom-0 w-[2px] -translate-x-1/2 bg-ink">
          <div className="absolute -top-0.5 left-1/2 size-2.5 -translate-x-1/2 rounded-full bg-ink" />
        </div>
      </div>
    </div>
  )
}
