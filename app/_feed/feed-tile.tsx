'use client'
/** A camera's live picture, opened by a click since opening is recorded; it says what it is and why there is none. */
import { Play, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { CameraState } from '../../server/domain/camera'
import { useCity } from '../_ui/city-context'
import { openFeedSession } from './feed-session'
import type { FeedState } from './feed-state'

function useSecondsSince(since: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (since === null) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? 0 : Math.max(0, Math.round((now - since) / 1000))
}

function FeedStatus({ state }: { state: FeedState }) {
  const t = useTranslations('feed')
  const seconds = useSecondsSince(state.kind === 'stale' ? state.since : null)
  if (state.kind === 'connecting' || state.kind === 'idle') return <p>{t('connecting')}</p>
  if (state.kind === 'stale') return <p>{t('stale', { seconds })}</p>
  if (state.kind === 'retrying')
    return (
      <p>
        {t(`reason.${state.reason}`)}
        <span className="block text-white/75 text-xs">{t('retrying')}…</span>
      </p>
    )
  if (state.kind === 'failed') return <p>{t(`reason.${state.reason}`)}</p>
  return null
}

function OpenFeed({ cameraId, onClose }: { cameraId: number; onClose(): void }) {
  const t = useTranslations('feed')
  const { isDemo } = useCity()
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<FeedState>({ kind: 'idle' })
  useEffect(() => {
    const session = openFeedSession(cameraId, video.current!, setState)
    return () => session.close()
  }, [cameraId])
  const isLive = state.kind === 'live'
  return (
    <div
      className="relative aspect-video overflow-hidden rounded-lg bg-black text-white"
      data-testid="feed"
      data-state={state.kind}
    >
      <video
        ref={video}
        muted
        playsInline
        autoPlay
        className={`h-full w-full object-contain ${isLive ? '' : 'opacity-40'}`}
        aria-label={t('label')}
      />
      {isLive && (
        <div className="absolute right-2 bottom-2 flex gap-1.5 font-semibold text-[11px]">
          <span className="rounded bg-[#b3123f] px-1.5 py-0.5">{t('live')}</span>
          {isDemo && <span className="rounded bg-black/70 px-1.5 py-0.5">{t('simulated')}</span>}
        </div>
      )}
      {!isLive && (
        <div className="absolute inset-0 grid place-items-center bg-black/45 p-4 text-center text-sm" role="status">
          <FeedStatus state={state} />
        </div>
      )}
      <button
        type="button"
        className="absolute top-1.5 right-1.5 grid size-7 place-items-center rounded-md bg-black/60 hover:bg-black/80"
        aria-label={t('close')}
        onClick={onClose}
      >
        <X size={15} aria-hidden />
      </button>
    </div>
  )
}

export function FeedTile({ cameraId, hasStream, state }: { cameraId: number; hasStream: boolean; state: CameraState }) {
  const t = useTranslations('feed')
  const [isOpen, setIsOpen] = useState(false)
  if (!hasStream) return <p className="rounded-lg bg-surface-2 px-3 py-2 text-[13px] text-ink-2">{t('noStream')}</p>
  if (isOpen) return <OpenFeed cameraId={cameraId} onClose={() => setIsOpen(false)} />
  return (
    <button
      type="button"
      className="grid aspect-[16/6] w-full place-items-center rounded-lg border border-line bg-surface-2 hover:border-accent"
      onClick={() => setIsOpen(true)}
      data-testid="open-feed"
    >
      <span className="grid justify-items-center gap-0.5">
        <span className="flex items-center gap-2 font-medium">
          <Play size={16} aria-hidden />
          {t('open')}
        </span>
        <span className="text-ink-3 text-xs">{state === 'offline' ? t('reason.offline') : t('audited')}</span>
      </span>
    </button>
  )
}
