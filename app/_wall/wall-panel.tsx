'use client'
/** The wall of live feeds: what is on it, in which order, and how it is filled. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslations } from 'use-intl'
import type { CameraPoint } from '../_map/camera-clusters'
import { useMap, useMapClicks } from '../_map/map-context'
import { Note, Panel, Section, Skeleton } from '../_panels/panel'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { isTyping } from '../_ui/shortcuts'
import { LiveWall } from './live-wall'
import { LookingBackSection, useLookingBack } from './looking-back'
import { RecordedWall } from './recorded-wall'
import { MOST_FEEDS, useWall } from './use-wall'
import { WallActions } from './wall-actions'
import { pageOf } from './wall-layout'
import { WallList } from './wall-list'

/** Which page shows, turned by hand or every so many seconds. The arrow keys belong to the clock while it looks back. */
function usePages(pages: number, hasKeys: boolean) {
  const [page, setPage] = useState(0)
  const [turnS, setTurnS] = useQueryState('turn', parseAsInteger.withDefault(0))
  const turn = useCallback((by: number) => setPage((old) => old + by), [])
  useEffect(() => {
    if (pages < 2 || turnS <= 0) return
    const timer = setInterval(() => turn(1), turnS * 1_000)
    return () => clearInterval(timer)
  }, [pages, turnS, turn])
  useEffect(() => {
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (!hasKeys || isTyping(target)) return
      if (key === 'ArrowRight') turn(1)
      if (key === 'ArrowLeft') turn(-1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [turn, hasKeys])
  return { page, turn, turnS, setTurnS: (seconds: number) => void setTurnS(seconds || null) }
}

/** While cameras are chosen on the map, a click adds one or takes it off. */
function useChoosing(toggle: (id: number) => void) {
  const [isChoosing, setIsChoosing] = useState(false)
  useMapClicks(
    'wall',
    useMemo(
      () =>
        isChoosing
          ? (info) => {
              const point = info.object as CameraPoint | undefined
              if (point?.type !== 'camera') return false
              toggle(point.id)
              return true
            }
          : null,
      [isChoosing, toggle],
    ),
  )
  return { isChoosing, setIsChoosing }
}

export function WallPanel() {
  const t = useTranslations('wall')
  const { coverSlot } = useMap()
  const { ids, set, toggle } = useWall()
  const { isChoosing, setIsChoosing } = useChoosing(toggle)
  const looking = useLookingBack()
  const { back } = looking
  const may = useMay()
  const answer = useQuery({
    queryKey: ['wall', ids],
    queryFn: ({ signal }) => api.feeds.cameras.query({ ids }, { signal }),
    placeholderData: keepPreviousData,
    enabled: ids.length > 0,
    refetchInterval: 15_000,
  })
  const known = useMemo(
    () => (ids.length === 0 ? [] : (answer.data ?? []).filter(({ id }) => ids.includes(id))),
    [ids, answer.data],
  )
  const pages = usePages(pageOf(known, 0).pages, back.from === null)
  const { shown, page, pages: count } = pageOf(known, pages.page)
  const missing = answer.data && !answer.isPlaceholderData ? ids.length - known.length : 0
  const isShown = known.length > 0 && !isChoosing
  return (
    <Panel title={t('title')} subtitle={t('subtitle', { count: known.length })}>
      {isShown &&
        back.from === null &&
        coverSlot &&
        createPortal(<LiveWall cameras={shown} onRemove={toggle} />, coverSlot)}
      {ids.length === 0 && (
        <div className="p-4">
          <Note>{t('empty')}</Note>
        </div>
      )}
      {answer.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(answer.error)}</Note>
        </div>
      )}
      {ids.length > 0 && answer.isPending && <Skeleton lines={4} />}
      <WallActions
        ids={ids}
        isChoosing={isChoosing}
        onChoose={setIsChoosing}
        onSet={set}
        pages={{ ...pages, page, count }}
      />
      {isChoosing && (
        <p className="px-4 pb-3 text-[13px] text-ink-2" role="status">
          {t('chosen', { count: ids.length, most: MOST_FEEDS })}
        </p>
      )}
      {missing > 0 && (
        <div className="px-4 pb-3">
          <Note tone="warn">{t('missing', { count: missing })}</Note>
        </div>
      )}
      {known.length > 0 && may('passage.read') && <LookingBackSection {...looking} />}
      {isShown && back.from !== null && back.caseId !== null && (
        <RecordedWall cameras={shown} caseId={back.caseId} from={back.from} windowMs={back.windowMs} />
      )}
      {known.length > 0 && (
        <Section title={t('list')}>
          <WallList cameras={known} onOrder={(list) => set(list)} />
          <p className="pt-3 text-ink-3 text-xs">{t('audited')}</p>
        </Section>
      )}
    </Panel>
  )
}
