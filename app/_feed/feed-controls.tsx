'use client'
/** What one can do with a live picture: keep it, see it over other windows, see it alone, close it. */
import { Camera, Maximize, PictureInPicture2, X } from 'lucide-react'
import { type ReactNode, type RefObject, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { api } from '../_ui/api'
import { saveFile } from '../_ui/save-file'
import { pictureOf } from './snapshot'

function ControlButton({ label, onClick, children }: { label: string; onClick(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="grid size-7 place-items-center rounded-md bg-black/60 hover:bg-black/80"
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  )
}

/** Puts the keeping into the audit first, then offers the file. */
function useSnapshot(video: RefObject<HTMLVideoElement | null>, cameraId: number, behindMs: number) {
  const t = useTranslations('feed')
  const format = useFormatter()
  const [hasFailed, setHasFailed] = useState(false)
  const keep = async () => {
    setHasFailed(false)
    try {
      const { code, name, at: noted, by } = await api.feeds.noteSnapshot.mutate({ cameraId })
      const at = new Date(new Date(noted).getTime() - behindMs)
      const time = format.dateTime(at, { dateStyle: 'medium', timeStyle: 'medium' })
      const picture = await pictureOf(video.current!, [name ?? code, code, time, t('keptBy', { name: by })].join(' · '))
      if (picture) saveFile(`${code}-${at.toISOString().replaceAll(':', '')}.png`, picture, 'image/png')
      else setHasFailed(true)
    } catch {
      setHasFailed(true)
    }
  }
  return { keep: () => void keep(), hasFailed }
}

export interface FeedControlsProps {
  video: RefObject<HTMLVideoElement | null>
  frame: RefObject<HTMLElement | null>
  cameraId: number
  isLive: boolean
  /** How old the picture is, where that is worth saying. */
  behindMs: number
  /** Shown only to a pointer over the tile, to the keyboard and to fingers: a wall has many of them. */
  isQuiet: boolean
  onClose(): void
}

export function FeedControls({ video, frame, cameraId, isLive, behindMs, isQuiet, onClose }: FeedControlsProps) {
  const t = useTranslations('feed')
  const snapshot = useSnapshot(video, cameraId, behindMs)
  const showAlone = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void frame.current?.requestFullscreen()
  }
  return (
    <div
      className={`absolute top-1.5 right-1.5 flex items-start gap-1 ${isQuiet ? 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100' : ''}`}
    >
      {snapshot.hasFailed && (
        <p className="rounded bg-black/80 px-1.5 py-1 text-xs" role="alert">
          {t('notKept')}
        </p>
      )}
      {isLive && (
        <>
          <ControlButton label={t('keep')} onClick={snapshot.keep}>
            <Camera size={15} aria-hidden />
          </ControlButton>
          {document.pictureInPictureEnabled && (
            <ControlButton label={t('pictureInPicture')} onClick={() => void video.current?.requestPictureInPicture()}>
              <PictureInPicture2 size={15} aria-hidden />
            </ControlButton>
          )}
          {document.fullscreenEnabled && (
            <ControlButton label={t('alone')} onClick={showAlone}>
              <Maximize size={15} aria-hidden />
            </ControlButton>
          )}
        </>
      )}
      <ControlButton label={t('close')} onClick={onClose}>
        <X size={15} aria-hidden />
      </ControlButton>
    </div>
  )
}
