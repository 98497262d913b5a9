'use client'
/** Ways from the map to the wall: one camera joins it, or a set that was found takes its place. */
import { LayoutGrid } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { MOST_FEEDS, useWall } from './use-wall'

function useOpenWall() {
  const router = useRouter()
  const at = useSearchParams().get('at')
  return useCallback(
    (ids: readonly number[]) =>
      router.push(`/wall?${new URLSearchParams({ ...(at ? { at } : {}), feeds: ids.join() })}`),
    [router, at],
  )
}

interface WatchButtonProps {
  /** Found when asked for. */
  find(): Promise<readonly number[]> | readonly number[]
  label?: string
  /** The sign alone, where many stand below each other. */
  isCompact?: boolean
}

/** Nothing for those who may not open feeds. */
export function WatchButton({ find, label, isCompact = false }: WatchButtonProps) {
  const t = useTranslations('wall')
  const may = useMay()
  const open = useOpenWall()
  const [problem, setProblem] = useState<string | null>(null)
  if (!may('feed.open')) return null
  const words = label ?? t('watch')
  const watch = async () => {
    setProblem(null)
    try {
      const ids = await find()
      if (ids.length > 0) open(ids)
      else setProblem(t('none'))
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <button
        type="button"
        className={isCompact ? 'button quiet px-2' : 'button'}
        aria-label={isCompact ? words : undefined}
        title={isCompact ? words : undefined}
        onClick={() => void watch()}
      >
        <LayoutGrid size={15} aria-hidden />
        {!isCompact && words}
      </button>
      {problem && (
        <span className="text-ink-2 text-xs" role="status">
          {problem}
        </span>
      )}
    </span>
  )
}

/** Leaves only once the router knows of the change before: it would be brought back by it. */
function useOpenWallSoon(ids: readonly number[]) {
  const open = useOpenWall()
  const [isWaiting, setIsWaiting] = useState(false)
  const isKnown = useSearchParams().get('feeds') === ids.join()
  useEffect(() => {
    if (!isWaiting || !isKnown) return
    setIsWaiting(false)
    open(ids)
  }, [isWaiting, isKnown, ids, open])
  return { isWaiting, openSoon: () => setIsWaiting(true) }
}

/** One camera joins the wall, or leaves it. */
export function AddToWall({ cameraId }: { cameraId: number }) {
  const t = useTranslations('wall')
  const { ids, toggle } = useWall()
  const { isWaiting, openSoon } = useOpenWallSoon(ids)
  const isOn = ids.includes(cameraId)
  const isFull = !isOn && ids.length >= MOST_FEEDS
  return (
    <span className="flex flex-wrap items-center gap-2">
      <button
        type="button"
        className={`button min-h-7 px-2 text-[13px] ${isOn ? 'on' : ''}`}
        aria-pressed={isOn}
        disabled={isFull}
        title={isFull ? t('full') : undefined}
        onClick={() => toggle(cameraId)}
      >
        <LayoutGrid size={14} aria-hidden />
        {t(isOn ? 'added' : 'add')}
      </button>
      {ids.length > 0 && (
        <button type="button" className="button quiet min-h-7 px-2 text-[13px]" disabled={isWaiting} onClick={openSoon}>
          {t('open')} ({ids.length})
        </button>
      )}
    </span>
  )
}
