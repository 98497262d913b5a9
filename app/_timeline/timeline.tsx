'use client'
/** Play, pause, seek and speed, with each passage as a tick and each gap shown as a gap. */
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { type ReactNode, useCallback, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useFormatter, useTranslations } from 'use-intl'
import type { Stretch } from '../../server/domain/stretches'
import { useMap } from '../_map/map-context'
import { ClockText } from './clock-text'
import type { TimelineRow } from './draw-track'
import type { Replay } from './replay'
import { TimelineTrack } from './timeline-track'
import { useClock, useEachFrame } from './use-replay'
import { listedSpeed, SPEEDS, useReplayKeys } from './use-replay-keys'

export interface TimelineProps {
  replay: Replay
  /** Instants that are stepped to, sorted. */
  instants: Float64Array
  /** One above the other. */
  rows: readonly TimelineRow[]
  /** What is played; null: everything. */
  busy?: readonly Stretch[] | null
  /** More to choose; then what chooses stands in two lines. */
  children?: ReactNode
}

const HOUR_TO_SECOND = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const

function PlayButton({ replay }: { replay: Replay }) {
  const t = useTranslations('timeline')
  const isPlaying = useClock(replay, (clock) => clock.isPlaying)
  return (
    <button
      type="button"
      className="button primary px-2.5"
      aria-label={t(isPlaying ? 'pause' : 'play')}
      onClick={replay.toggle}
      data-testid="play"
    >
      {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
    </button>
  )
}

function SpeedChoice({ replay }: { replay: Replay }) {
  const t = useTranslations('timeline')
  const speed = useClock(replay, (clock) => listedSpeed(clock.speed))
  return (
    <label className="flex items-center gap-1">
      <span className="sr-only">{t('speed')}</span>
      <select className="field w-[76px]" value={speed} onChange={({ target }) => replay.setSpeed(Number(target.value))}>
        {SPEEDS.map((each) => (
          <option key={each} value={each}>
            {each}×
          </option>
        ))}
      </select>
    </label>
  )
}

export function Timeline({ replay, instants, rows, busy = null, children }: TimelineProps) {
  const t = useTranslations('timeline')
  const { timelineSlot } = useMap()
  const format = useFormatter()
  const words = useCallback((at: number) => format.dateTime(at, HOUR_TO_SECOND), [format])
  useReplayKeys(replay, instants)
  const range = useClock(replay, ({ window: [from, to] }) => `${words(from)} – ${words(to)}`)
  const box = useRef<HTMLElement>(null)
  useEachFrame(replay, ({ time }) => {
    if (box.current) box.current.dataset['time'] = String(Math.round(time))
  })
  if (!timelineSlot) return null
  const neighbour = (direction: 1 | -1) => (
    <button
      type="button"
      className="button px-2"
      aria-label={t(direction === 1 ? 'next' : 'previous')}
      onClick={() => replay.stepTo(instants, direction)}
    >
      {direction === 1 ? <ChevronRight size={16} aria-hidden /> : <ChevronLeft size={16} aria-hidden />}
    </button>
  )
  return createPortal(
    <section
      ref={box}
      aria-label={t('label')}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-surface px-3 py-1.5 md:flex-nowrap md:py-2"
      data-testid="timeline"
    >
      <div
        className={`flex flex-wrap items-center gap-x-3 gap-y-1 md:shrink-0 ${children ? 'max-md:w-full max-md:gap-x-2 md:w-[232px]' : ''}`}
      >
        {instants.length > 0 && neighbour(-1)}
        <PlayButton replay={replay} />
        {instants.length > 0 && neighbour(1)}
        <SpeedChoice replay={replay} />
        {children}
        <ClockText replay={replay} words={words} isInLine={children !== undefined} />
      </div>
      <TimelineTrack replay={replay} rows={rows} busy={busy} words={words} />
      <div className="hidden w-32 shrink-0 text-right text-ink-3 text-xs xl:block">{range}</div>
    </section>,
    timelineSlot,
  )
}
