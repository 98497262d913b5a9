'use client'
/** The recorded clip of one passage's camera, kept in step with the replay clock. */
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Clock } from '../../server/domain/clock'
import { useCity } from '../_ui/city-context'
import { useFileUrl } from '../_ui/use-file-url'
import { FASTEST_RATE } from './clip-span'
import type { Replay } from './replay'
import { useClock, useEachFrame } from './use-replay'

/** Farther apart than this the picture jumps; nearer, its rate is trimmed until it fits. */
const JUMP_MS = 700
const TRIM_MS = 30
const MOST_TRIM = 0.25

interface LoadedClip {
  file: Blob
  from: number
  to: number
}

class ClipFailure extends Error {}

/** What is asked of a recording: one camera, one case, from … to in UTC epoch milliseconds. */
export interface AskedClip {
  cameraId: number
  caseId: number
  from: number
  to: number
}

async function loadClip({ cameraId, caseId, from, to }: AskedClip, signal: AbortSignal): Promise<LoadedClip> {
  const query = new URLSearchParams({
    case: String(caseId),
    from: String(Math.round(from)),
    duration: String(Math.round(to - from)),
  })
  const response = await fetch(`/api/media/clip/${cameraId}?${query}`, { signal })
  if (!response.ok) {
    const { code } = (await response.json().catch(() => ({}))) as { code?: string }
    throw new ClipFailure(code ?? 'server')
  }
  const span = (name: string) => Number(response.headers.get(name))
  return { file: await response.blob(), from: span('X-Clip-From'), to: span('X-Clip-To') }
}

/** Moves the picture to the clock: a jump when far, a trimmed rate when near. */
function follow(video: HTMLVideoElement, clip: LoadedClip, clock: Clock, ageMs: number): void {
  if (video.readyState < HTMLMediaElement.HAVE_METADATA) return
  const { speed, isPlaying } = clock
  const time = clock.time + ageMs * speed
  const wanted = Math.min(Math.max(0, time - clip.from), clip.to - clip.from) / 1000
  const behindMs = (wanted - video.currentTime) * 1000
  const canPlay = isPlaying && speed <= FASTEST_RATE && time >= clip.from && time < clip.to
  if (!canPlay) {
    if (!video.paused) video.pause()
    if (Math.abs(behindMs) > TRIM_MS && !video.seeking) video.currentTime = wanted
    return
  }
  if (Math.abs(behindMs) > JUMP_MS * Math.max(1, speed / 2) && !video.seeking) video.currentTime = wanted
  const trim = Math.abs(behindMs) > TRIM_MS ? Math.max(-MOST_TRIM, Math.min(MOST_TRIM, behindMs / 1000)) : 0
  video.playbackRate = speed * (1 + trim)
  if (video.paused) void video.play().catch(() => {})
}

export const clipQuery = (asked: AskedClip) => ({
  queryKey: ['clip', asked],
  queryFn: ({ signal }: { signal: AbortSignal }) => loadClip(asked, signal),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 5 * 60_000,
  retry: 1,
})

export function RecordedClip({ asked, replay, title }: { asked: AskedClip; replay: Replay; title?: string }) {
  const t = useTranslations('clip')
  const reasons = useTranslations('feed.reason')
  const { isDemo } = useCity()
  const video = useRef<HTMLVideoElement>(null)
  const clip = useQuery(clipQuery(asked))
  const url = useFileUrl(clip.data?.file)
  const keepInStep = (clock: Clock) =>
    video.current && clip.data && follow(video.current, clip.data, clock, replay.ageMs())
  useEachFrame(replay, keepInStep)
  const isStill = useClock(replay, ({ speed }) => speed > FASTEST_RATE)
  const reason =
    clip.error instanceof ClipFailure && reasons.has(clip.error.message as 'offline')
      ? (clip.error.message as 'offline')
      : 'server'
  return (
    <div
      className="relative aspect-video overflow-hidden rounded-lg bg-black text-white"
      data-testid="clip"
      data-camera={asked.cameraId}
      data-from={clip.data?.from}
    >
      {url && (
        <video
          ref={video}
          src={url}
          muted
          playsInline
          preload="auto"
          onLoadedMetadata={() => keepInStep(replay.clock())}
          className="h-full w-full object-contain"
          aria-label={t('label')}
        />
      )}
      {title && (
        <p className="absolute bottom-2 left-2 max-w-[calc(100%-1rem)] truncate rounded bg-black/70 px-1.5 py-0.5 text-xs">
          {title}
        </p>
      )}
      <div
        className={`absolute flex gap-1.5 whitespace-nowrap font-semibold text-[11px] ${title ? 'top-2 left-2' : 'right-2 bottom-2'}`}
      >
        <span className="rounded bg-black/70 px-1.5 py-0.5">{t('recorded')}</span>
        {isDemo && <span className="rounded bg-black/70 px-1.5 py-0.5">{t('simulated')}</span>}
        {isStill && <span className="rounded bg-black/70 px-1.5 py-0.5">{t('stills')}</span>}
      </div>
      {!clip.data && (
        <div className="absolute inset-0 grid place-items-center p-4 text-center text-sm" role="status">
          {clip.isError ? reasons(reason) : t('loading')}
        </div>
      )}
    </div>
  )
}
