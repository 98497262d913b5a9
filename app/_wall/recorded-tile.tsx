'use client'
/** One camera's recording at the instant of the wall's clock; the next piece waits behind the one that shows. */
import { useTranslations } from 'use-intl'
import type { Clock } from '../../server/domain/clock'
import type { CameraRecordings } from '../../server/services/recordings'
import { RecordedClip } from '../_timeline/recorded-clip'
import { chunksAt, isWithin } from './recorded-chunks'

export interface RecordedTileProps {
  cameraId: number
  title: string
  caseId: number
  clock: Clock
  /** Undefined while it is being asked. */
  recordings: CameraRecordings | undefined
}

export function RecordedTile({ cameraId, title, caseId, clock, recordings }: RecordedTileProps) {
  const t = useTranslations('clip')
  const reasons = useTranslations('feed.reason')
  const spans = recordings?.spans ?? []
  const isRecorded = isWithin(spans, clock.time)
  const pieces = chunksAt(clock, spans)
  return (
    <div
      className="relative aspect-video overflow-hidden rounded-lg bg-black text-white"
      data-testid="recorded-tile"
      data-camera={cameraId}
    >
      {pieces.map((piece, at) => (
        <div key={piece.from} className={at === 0 && isRecorded ? '' : 'invisible absolute inset-0'}>
          <RecordedClip asked={{ cameraId, caseId, ...piece }} clock={clock} title={title} />
        </div>
      ))}
      {!isRecorded && (
        <div className="absolute inset-0 grid place-items-center p-4 text-center text-sm" role="status">
          <p>
            {recordings ? reasons(recordings.reason ?? 'no-recording') : t('loading')}
            <span className="block text-white/75 text-xs">{title}</span>
          </p>
        </div>
      )}
    </div>
  )
}
