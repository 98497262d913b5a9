'use client'
/** A camera's live picture, opened by a click since opening is recorded. */
import { Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { CameraState } from '../../server/domain/camera'
import { FeedView } from './feed-view'
import { useIceServers } from './use-feed'

export interface FeedTileProps {
  cameraId: number
  hasStream: boolean
  state: CameraState
  /** Degrees. */
  hfov: number
}

export function FeedTile({ cameraId, hasStream, state, hfov }: FeedTileProps) {
  const t = useTranslations('feed')
  const [isOpen, setIsOpen] = useState(false)
  useIceServers()
  if (!hasStream) return <p className="rounded-lg bg-surface-2 px-3 py-2 text-[13px] text-ink-2">{t('noStream')}</p>
  if (isOpen) return <FeedView cameraId={cameraId} quality="main" hfov={hfov} onClose={() => setIsOpen(false)} />
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
