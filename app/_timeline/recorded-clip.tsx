'use client'
/** The recorded clip of one passage's camera, kept in step with the replay clock. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { Clock } from '../../server/domain/clock'
import { useCity } from '../_ui/city-context'

export const CLIP_BEFORE_MS = 10_000
export const CLIP_AFTER_MS = 20_000
/** Farther apart than this the picture jumps; nearer, its rate is trimmed until it fits. */
const JUMP_MS = 700
const TRIM_MS = 30
const MOST_TRIM = 0.25
/** What browsers play; above it the picture is set, not played. */
const FASTEST_RATE = 8

interface LoadedClip {
  url: string
  from: number
  to: number
}

class ClipFailure extends Error {}

async function loadClip(cameraId: number, caseId: number, at: number, signal: AbortSignal): Promise<LoadedClip> {
  const query = new URLSearchParams({
    case: String(caseId),
    from: String(Math.round(at - CLIP_BEFORE_MS)),
    duration: String(CLIP_BEFORE_MS + CLIP_AFTER_MS),
  })
  const response = await fetch(`/api/media/clip/${cameraId}?${query}`, { signal })
  if (!response.ok) {
    const { code } = (await response.json().catch(() => ({}))) as { code?: string }
    throw new ClipFailure(code ?? 'server')
  }
  const span = (name: string) => Number(response.headers.get(name))
  return { url: URL.createObjectURL(await response.blob()), from: span('X-Clip-From'), to: span('X-Clip-To') }
}

/** Moves the picture to the clock: a jump when far, a trimmed rate when near. */
function follow(video: HTMLVideoElement, clip: LoadedClip, { time, speed, isPlaying }: Clock): void {
  if (video.readyState < HTMLMediaElement.HAVE_METADATA) return
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

export function RecordedClip({
  cameraId,
  caseId,
  at,
  clock,
}: {
  cameraId: number
  caseId: number
  at: number
  clock: Clock
}) {
  const t = useTranslations('clip')
  const reasons = useTranslations('feed.reason')
  const { isDemo } = useCity()
  const video = useRef<HTMLVideoElement>(null)
  const clip = useQuery({
    queryKey: ['clip', cameraId, caseId, at],
    queryFn: ({ signal }) => loadClip(cameraId, caseId, at, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
    retry: 1,
  })
  useEffect(() => {
    if (video.current && clip.data) follow(video.current, clip.data, clock)
  }, [clock, clip.data])
  const reason =
    clip.error instanceof ClipFailure && reasons.has(clip.error.message as 'offline')
      ? (clip.error.message as 'offline')
      : 'server'
  return (
    <div
      className="relative aspect-video overflow-hidden rounded-lg bg-black text-white"
      data-testid="clip"
      data-from={clip.data?.from}
    >
      {clip.data && (
        <video
          ref={video}
          src={clip.data.url}
          muted
          playsInline
          preload="auto"
          className="h-full w-full object-contain"
          aria-label={t('label')}
        />
      )}
      <div className="absolute right-2 bottom-2 flex gap-1.5 font-semibold text-[11px]">
        <span className="rounded bg-black/70 px-1.5 py-0.5">{t('recorded')}</span>
        {isDemo && <span className="rounded bg-black/70 px-1.5 py-0.5">{t('simulated')}</span>}
        {clock.speed > FASTEST_RATE && <span className="rounded bg-black/70 px-1.5 py-0.5">{t('stills')}</span>}
      </div>
      {!clip.data && (
        <div className="absolute inset-0 grid place-items-center p-4 text-center text-sm" role="status">
          {clip.isError ? reasons(reason) : t('loading')}
        </div>
      )}
    </div>
  )
}
