'use client'
/** Play, pause, seek and speed, with each passage as a tick and each gap shown as a gap. */
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useFormatter, useTranslations } from 'use-intl'
import { useMap } from '../_map/map-context'
import type { Replay } from './use-replay'

export const SPEEDS = [0.5, 1, 2, 4, 8, 10, 30, 60, 120, 300, 600] as const
const STEP_MS = 5_000

export interface TimelineProps {
  replay: Replay
  /** Instants to mark. */
  marks: readonly number[]
  /** Rows of spans with something in them, one above the other; what lies between is a gap. */
  rows: readonly TimelineRow[]
}

export interface TimelineRow {
  key: string | number
  /** Whose row it is, where there are several. */
  name?: string
  spans: readonly { from: number; to: number }[]
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(target.tagName)

/** Space plays, arrows step, brackets change the speed. */
function useReplayKeys(replay: Replay): void {
  const latest = useRef(replay)
  latest.current = replay
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey) return
      const { clock, toggle, step, setSpeed } = latest.current
      const index = SPEEDS.findIndex((speed) => speed >= clock.speed)
      if (event.key === ' ') toggle()
      else if (event.key === 'ArrowLeft') step(-STEP_MS)
      else if (event.key === 'ArrowRight') step(STEP_MS)
      else if (event.key === '[') setSpeed(SPEEDS[Math.max(0, index - 1)])
      else if (event.key === ']') setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, index + 1)])
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

export function Timeline({ replay, marks, rows }: TimelineProps) {
  const t = useTranslations('timeline')
  const format = useFormatter()
  const { timelineSlot } = useMap()
  const track = useRef<HTMLDivElement>(null)
  useReplayKeys(replay)
  const { clock } = replay
  const [from, to] = clock.window
  const share = (time: number) => `${(100 * (time - from)) / Math.max(1, to - from)}%`
  const seekTo = (event: PointerEvent) => {
    const { left, width } = track.current!.getBoundingClientRect()
    replay.seek(from + ((event.clientX - left) / width) * (to - from))
  }
  const neighbour = (direction: 1 | -1) => {
    const next =
      direction === 1 ? marks.find((mark) => mark > clock.time + 1) : marks.findLast((mark) => mark < clock.time - 1)
    if (next !== undefined) replay.seek(next)
  }
  const time = (at: number) =>
    format.dateTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })
  if (!timelineSlot) return null
  return createPortal(
    <section
      aria-label={t('label')}
      className="flex flex-wrap items-center gap-x-3 border-line border-t bg-surface px-3 py-1.5 md:flex-nowrap md:py-2"
      data-testid="timeline"
      data-time={Math.round(clock.time)}
    >
      {marks.length > 0 && (
        <button type="button" className="button px-2" aria-label={t('previous')} onClick={() => neighbour(-1)}>
          <ChevronLeft size={16} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className="button primary px-2.5"
        aria-label={t(clock.isPlaying ? 'pause' : 'play')}
        onClick={replay.toggle}
        data-testid="play"
      >
        {clock.isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </button>
      {marks.length > 0 && (
        <button type="button" className="button px-2" aria-label={t('next')} onClick={() => neighbour(1)}>
          <ChevronRight size={16} aria-hidden />
        </button>
      )}
      <label className="flex items-center gap-1">
        <span className="sr-only">{t('speed')}</span>
        <select
          className="field w-[76px]"
          value={SPEEDS.find((speed) => speed >= clock.speed)}
          onChange={(event) => replay.setSpeed(Number(event.target.value))}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
      <div className="min-w-0 shrink-0 text-[13px] md:w-[168px]">
        <div className="font-semibold">{time(clock.time)}</div>
        <div className="text-ink-3 text-xs">{format.dateTime(clock.time, { dateStyle: 'medium' })}</div>
      </div>
      <div
        ref={track}
        role="slider"
        tabIndex={0}
        aria-label={t('position')}
        aria-valuemin={from}
        aria-valuemax={to}
        aria-valuenow={Math.round(clock.time)}
        aria-valuetext={time(clock.time)}
        className="relative h-10 min-w-0 flex-1 basis-full cursor-pointer touch-none md:basis-0"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          seekTo(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
      >
        <div className="absolute inset-x-0 inset-y-1.5 flex flex-col justify-center gap-px">
          {rows.map((row) => (
            <div key={row.key} title={row.name} className="relative max-h-[7px] min-h-0.5 flex-1">
              <div className="absolute inset-x-0 top-1/2 border-line border-t border-dashed" />
              {row.spans.map((span) => (
                <div
                  key={span.from}
                  className="absolute inset-y-0 rounded-full bg-accent/35"
                  style={{ left: share(span.from), width: `max(4px, calc(${share(span.to)} - ${share(span.from)}))` }}
                />
              ))}
            </div>
          ))}
        </div>
        {[...new Set(marks)].map((mark) => (
          <div
            key={mark}
            className="absolute top-[11px] h-[15px] w-[3px] -translate-x-1/2 rounded bg-accent"
            style={{ left: share(mark) }}
          />
        ))}
        <div className="absolute top-0 bottom-0 w-[2px] -translate-x-1/2 bg-ink" style={{ left: share(clock.time) }}>
          <div className="absolute -top-0.5 left-1/2 size-2.5 -translate-x-1/2 rounded-full bg-ink" />
        </div>
      </div>
      <div className="hidden w-32 shrink-0 text-right text-ink-3 text-xs lg:block">
        {time(from)} – {time(to)}
      </div>
    </section>,
    timelineSlot,
  )
}
