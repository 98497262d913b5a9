'use client'
/** One camera's recording at the instant of the wall's clock; the next piece waits behind the one that shows. */
import { BookmarkPlus, Download } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { CameraRecordings } from '../../server/services/recordings'
import type { Asked } from '../_recordings/asked-form'
import { RecordedClip } from '../_timeline/recorded-clip'
import type { Replay } from '../_timeline/replay'
import { useClock } from '../_timeline/use-replay'
import { CHUNK_MS, chunksAt, isWithin } from './recorded-chunks'

export interface RecordedTileProps {
  cameraId: number
  title: string
  caseId: number
  replay: Replay
  /** Undefined while it is being asked. */
  recordings: CameraRecordings | undefined
  /** Something is asked about this camera from the clock's instant on. */
  onAsk(what: Asked['what']): void
}

export function RecordedTile({ cameraId, title, caseId, replay, recordings, onAsk }: RecordedTileProps) {
  const t = useTranslations('clip')
  const reasons = useTranslations('feed.reason')
  const spans = recordings?.spans ?? []
  const isRecorded = useClock(replay, ({ time }) => isWithin(spans, time), true)
  const starts = useClock(replay, (clock) => chunksAt(clock, spans).map(({ from }) => from).join(), true) // biome-ignore format: one value
  const pieces =
    starts === '' ? [] : starts.split(',').map((from) => ({ from: Number(from), to: Number(from) + CHUNK_MS }))
  return (
    <div
      className="relative aspect-video overflow-hidden rounded-lg bg-black text-white"
      data-testid="recorded-tile"
      data-camera={cameraId}
    >
      {pieces.map((piece, at) => (
        <div key={piece.from} className={at === 0 && isRecorded ? '' : 'invisible absolute inset-0'}>
          <RecordedClip asked={{ cameraId, caseId, ...piece }} replay={replay} title={title} />
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
      {isRecorded && <Tools title={title} onAsk={onAsk} />}
    </div>
  )
}

function Tools({ title, onAsk }: { title: string; onAsk: RecordedTileProps['onAsk'] }) {
  const t = useTranslations()
  const tools = [
    ['bookmark', BookmarkPlus, t('bookmark.markOf', { name: title })],
    ['export', Download, t('export.exportOf', { name: title })],
  ] as const
  return (
    <div className="absolute top-2 right-2 flex gap-1">
      {tools.map(([what, Sign, label]) => (
        <button
          key={what}
          type="button"
          className="grid size-8 place-items-center rounded bg-black/70 text-white hover:bg-black focus-visible:outline-2 focus-visible:outline-white"
          aria-label={label}
          title={label}
          onClick={() => onAsk(what)}
        >
          <Sign size={15} aria-hidden />
        </button>
      ))}
    </div>
  )
}
