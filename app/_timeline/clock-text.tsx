'use client'
/** The clock's time in words, and for a moment what it jumped over. */
import { useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Replay } from './replay'
import { useClock, useEachFrame } from './use-replay'

const SHOWN_MS = 2_500
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** The length of what was jumped over lately; null when nothing was. */
function useJump(replay: Replay): number | null {
  const at = useClock(replay, ({ jump }) => jump?.from ?? null)
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (at === null) return setIsShown(false)
    setIsShown(true)
    const timer = setTimeout(() => setIsShown(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [at])
  const { jump } = replay.clock()
  return isShown && jump ? jump.to - jump.from : null
}

interface ClockTextProps {
  replay: Replay
  words(at: number): string
  /** On a phone time and day stand beside each other, in a line of their own. */
  isInLine: boolean
}

export function ClockText({ replay, words, isInLine }: ClockTextProps) {
  const t = useTranslations('timeline')
  const format = useFormatter()
  const text = useRef<HTMLDivElement>(null)
  const shown = useRef('')
  const jumpedMs = useJump(replay)
  const day = useClock(replay, ({ time }) => format.dateTime(time, { dateStyle: 'medium' }))
  useEachFrame(replay, ({ time }) => {
    const said = words(time)
    if (said !== shown.current) text.current!.textContent = said
    shown.current = said
  })
  const length = () => {
    const minutes = Math.max(1, Math.round(jumpedMs! / MINUTE_MS))
    if (jumpedMs! >= DAY_MS) return t('hours', { hours: Math.round(minutes / 60) })
    return minutes >= 60
      ? t('hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
      : t('minutes', { minutes })
  }
  return (
    <div
      className={`min-w-0 text-[13px] md:w-[108px] ${isInLine ? 'max-md:flex max-md:w-full max-md:items-baseline max-md:gap-2' : ''}`}
    >
      <div ref={text} className="font-semibold" />
      <div className="truncate text-ink-3 text-xs" role="status">
        {jumpedMs === null ? day : t('jumped', { length: length() })}
      </div>
    </div>
  )
}
