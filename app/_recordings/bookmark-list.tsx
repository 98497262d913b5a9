'use client'
/** What is marked in a case: to be looked at again, exported, or taken off by whoever marked it. */
import { Download, Trash2 } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Note, Skeleton } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { useWall } from '../_wall/use-wall'
import { type Stretch, wallAddress } from './stretch'
import { type Bookmark, useBookmarks, useChange, useStretchWords } from './use-recordings'

interface BookmarkListProps {
  caseId: number
  /** Where it can be asked for. */
  onExport?(stretch: Stretch): void
}

export function BookmarkList({ caseId, onExport }: BookmarkListProps) {
  const t = useTranslations('bookmark')
  const bookmarks = useBookmarks(caseId)
  const [removed, setRemoved] = useState<number | null>(null)
  const move = useChange(({ id, isRemoved }: { id: number; isRemoved: boolean }) =>
    api.bookmarks.setRemoved.mutate({ id, isRemoved }).then(() => setRemoved(isRemoved ? id : null)),
  )
  if (bookmarks.isPending) return <Skeleton lines={2} />
  if (bookmarks.isError) return <Note tone="warn">{messageOf(bookmarks.error)}</Note>
  return (
    <div className="grid gap-2" data-testid="bookmarks">
      {bookmarks.data.length === 0 && removed === null && <p className="text-[13px] text-ink-2">{t('none')}</p>}
      <ul className="grid gap-1.5">
        {bookmarks.data.map((bookmark) => (
          <Row
            key={bookmark.id}
            bookmark={bookmark}
            caseId={caseId}
            onExport={onExport}
            onRemove={() => move.mutate({ id: bookmark.id, isRemoved: true })}
          />
        ))}
      </ul>
      {move.error && <Note tone="warn">{messageOf(move.error)}</Note>}
      {removed !== null && (
        <p className="flex items-center gap-2 text-[13px]" role="status">
          {t('removed')}
          <button
            type="button"
            className="button min-h-7 px-2"
            onClick={() => move.mutate({ id: removed, isRemoved: false })}
          >
            {t('undo')}
          </button>
        </p>
      )}
    </div>
  )
}

function Row({
  bookmark: { cameraId, camera, from, to, note, by, at, isOwn },
  caseId,
  onExport,
  onRemove,
}: BookmarkListProps & { bookmark: Bookmark; onRemove(): void }) {
  const t = useTranslations('bookmark')
  const exporting = useTranslations('export')
  const words = useStretchWords()
  const router = useRouter()
  const place = useSearchParams().get('at')
  const { ids } = useWall()
  const stretch = { caseId, cameraId, from, to }
  const [name, time] = [words.camera(camera), words.span(stretch)]
  return (
    <li className="grid gap-1 rounded-lg border border-line p-2.5 text-[13px]">
      <span className="font-medium">{note || name}</span>
      <span className="text-ink-2 text-xs">{note ? `${name} · ${time}` : time}</span>
      <span className="text-ink-3 text-xs">{t('by', { name: by, at: words.minute(at) })}</span>
      <div className="flex flex-wrap items-center gap-1.5 pt-0.5">
        <button
          type="button"
          className="button min-h-7 px-2"
          aria-label={t('jumpTo', { name, time })}
          onClick={() => router.push(wallAddress(stretch, ids, place))}
        >
          {t('jump')}
        </button>
        {onExport && (
          <button
            type="button"
            className="button min-h-7 px-2"
            aria-label={exporting('exportOf', { name })}
            onClick={() => onExport(stretch)}
          >
            <Download size={13} aria-hidden />
            {exporting('export')}
          </button>
        )}
        {isOwn && (
          <button
            type="button"
            className="button quiet ml-auto min-h-7 px-1.5"
            aria-label={t('removeOf', { name, time })}
            title={t('remove')}
            onClick={onRemove}
          >
            <Trash2 size={14} aria-hidden />
          </button>
        )}
      </div>
    </li>
  )
}
