'use client'
/** A camera's running live picture; it says what it is, what it measures, and why there is none. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useCity } from '../_ui/city-context'
import { FeedControls } from './feed-controls'
import type { FeedFigures } from './feed-figures'
import type { FeedState } from './feed-state'
import { pixelsPerMetre } from './picture-density'
import { useFeed } from './use-feed'
import type { FeedQuality } from './whep'

function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [isRunning])
  return now
}

function FeedStatus({ state }: { state: FeedState }) {
  const t = useTranslations('feed')
  const now = useNow(state.kind === 'stale' || state.kind === 'retrying')
  const seconds = (ms: number) => Math.max(0, Math.round(ms / 1000))
  if (state.kind === 'connecting') return <p>{t(state.over === 'http' ? 'connectingByHttp' : 'connecting')}</p>
  if (state.kind === 'idle') return <p>{t('connecting')}</p>
  if (state.kind === 'stale') return <p>{t('stale', { seconds: seconds(now - state.since) })}</p>
  if (state.kind === 'retrying')
    return (
      <p>
        {t(`reason.${state.reason}`)}
        <span className="block text-white/75 text-xs">
          {state.at === null ? `${t('retrying')}…` : t('retryingIn', { seconds: seconds(state.at - now) })}
        </span>
      </p>
    )
  if (state.kind === 'failed') return <p>{t(`reason.${state.reason}`)}</p>
  return null
}

interface FeedFiguresLineProps {
  figures: FeedFigures
  hfov: number | null
  /** Then the delay is said elsewhere, for it is long. */
  isByHttp: boolean
  /** Only where the tile is wide, or pointed at. */
  isShort: boolean
}

function FeedFiguresLine({ figures, hfov, isByHttp, isShort }: FeedFiguresLineProps) {
  const t = useTranslations('feed')
  const format = useFormatter()
  const { width, height, framesPerSecond, delayMs } = figures
  const density = hfov && pixelsPerMetre(width, hfov, DENSITY_AT_M)
  const parts = [
    `${width} × ${height}`,
    t('perSecond', { count: Math.round(framesPerSecond) }),
    delayMs !== null && !isByHttp && t('delay', { ms: Math.round(delayMs) }),
    density && t('density', { value: format.number(density, { maximumSignificantDigits: 2 }), metres: DENSITY_AT_M }),
  ]
  return (
    <p
      className={`figure truncate rounded bg-black/70 px-1.5 py-0.5 text-[11px] ${isShort ? 'hidden group-hover:block group-focus-within:block @lg:block' : ''}`}
      title={t('figuresHint')}
    >
      {parts.filter(Boolean).join(' · ')}
    </p>
  )
}

/** Says openly that the picture is late, and by how much. */
function ByHttp({ delayMs }: { delayMs: number | null }) {
  const t = useTranslations('feed')
  const text = delayMs === null ? t('byHttp') : t('byHttpBehind', { seconds: Math.max(1, Math.round(delayMs / 1_000)) })
  return (
    <span className="rounded bg-[#f5c542] px-1.5 py-0.5 text-black" title={t('byHttpHint')} data-testid="by-http">
      {text}
    </span>
  )
}

/** The density is said for a target at this distance. */
const DENSITY_AT_M = 10

function useIsAlone(frame: RefObject<HTMLElement | null>): boolean {
  const [isAlone, setIsAlone] = useState(false)
  useEffect(() => {
    const look = () => setIsAlone(document.fullscreenElement !== null && document.fullscreenElement === frame.current)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [frame])
  return isAlone
}

export interface FeedViewProps {
  cameraId: number
  /** The main stream is opened whenever the feed fills the screen. */
  quality: FeedQuality
  /** Horizontal angle of view, degrees; null: not known. */
  hfov: number | null
  title?: string
  onClose(): void
}

export function FeedView({ cameraId, quality, hfov, title, onClose }: FeedViewProps) {
  const t = useTranslations('feed')
  const { isDemo } = useCity()
  const frame = useRef<HTMLDivElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const isAlone = useIsAlone(frame)
  const { state, figures } = useFeed(video, cameraId, isAlone ? 'main' : quality)
  const isLive = state.kind === 'live'
  const isByHttp = state.kind === 'live' && state.over === 'http'
  return (
    <div
      ref={frame}
      className="group @container relative aspect-video overflow-hidden rounded-lg bg-black text-white"
      data-testid="feed"
      data-camera={cameraId}
      data-state={state.kind}
      data-over={isLive ? state.over : undefined}
    >
      <video
        ref={video}
        muted
        playsInline
        autoPlay
        className={`h-full w-full object-contain ${isLive ? '' : 'opacity-40'}`}
        aria-label={title ? `${t('label')}: ${title}` : t('label')}
      />
      {isLive && (
        <div className="absolute top-2 left-2 grid justify-items-start gap-1 whitespace-nowrap font-semibold text-[11px]">
          <div className="flex gap-1.5">
            <span className="rounded bg-[#b3123f] px-1.5 py-0.5">{t('live')}</span>
            {isDemo && <span className="rounded bg-black/80 px-1.5 py-0.5">{t('simulated')}</span>}
          </div>
          {isByHttp && <ByHttp delayMs={figures?.delayMs ?? null} />}
        </div>
      )}
      <div className="pointer-events-none absolute inset-x-2 bottom-2 flex flex-wrap items-center gap-1">
        {title && <p className="max-w-full truncate rounded bg-black/70 px-1.5 py-0.5 text-xs">{title}</p>}
        {isLive && figures && <FeedFiguresLine figures={figures} hfov={hfov} isByHttp={isByHttp} isShort={!!title} />}
      </div>
      {!isLive && (
        <div className="absolute inset-0 grid place-items-center bg-black/45 p-4 text-center text-sm" role="status">
          <FeedStatus state={state} />
        </div>
      )}
      <FeedControls
        video={video}
        frame={frame}
        cameraId={cameraId}
        isLive={isLive}
        behindMs={isByHttp ? (figures?.delayMs ?? 0) : 0}
        isQuiet={!!title}
        onClose={onClose}
      />
    </div>
  )
}
