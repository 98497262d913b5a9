'use client'
/** Overview's in/out board: an area is found by name, then its board is shown. */
import { useQuery } from '@tanstack/react-query'
import { createParser, useQueryState } from 'nuqs'
import { useCallback, useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { BOARD_AREA_KINDS, type BoardArea } from '../../server/domain/board-area'
import { boxOfArea } from '../../server/domain/drawn-area'
import { useMap } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { InOutBoard } from './in-out-board'
import { Note, Section, Skeleton } from './panel'

/** `jurisdiction:4` */
const parseAsBoardArea = createParser<BoardArea>({
  parse(text) {
    const [, name, id] = /^(\w+):([1-9]\d{0,8})$/.exec(text) ?? []
    const kind = BOARD_AREA_KINDS.find((known) => known === name)
    return kind ? { kind, id: Number(id) } : null
  },
  serialize: ({ kind, id }) => `${kind}:${id}`,
  eq: (a, b) => a.kind === b.kind && a.id === b.id,
})

export function BoardPanel() {
  const [area, setArea] = useQueryState('of', parseAsBoardArea)
  const [, setCrossing] = useQueryState('crossing')
  const { flyTo } = useMap()
  const isWanted = useRef(false)
  const choose = (next: BoardArea | null) => {
    isWanted.current = next !== null
    void setCrossing(null)
    void setArea(next)
  }
  const onShape = useCallback(
    (geometry: Parameters<typeof boxOfArea>[0]) => {
      if (!isWanted.current) return
      isWanted.current = false
      const [west, south, east, north] = boxOfArea(geometry)
      flyTo({ zoom: 14, lng: (west + east) / 2, lat: (south + north) / 2, bounds: [west, south, east, north] })
    },
    [flyTo],
  )
  return area ? (
    <InOutBoard key={`${area.kind} ${area.id}`} area={area} isOutlined onShape={onShape} onClose={() => choose(null)} />
  ) : (
    <AreaChoice onChoose={choose} />
  )
}

function AreaChoice({ onChoose }: { onChoose(area: BoardArea): void }) {
  const t = useTranslations('board')
  const localName = useLocalName()
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus({ preventScroll: true }), [])
  const found = useQuery({
    queryKey: ['board-areas', asked],
    queryFn: ({ signal }) => api.flows.areas.query({ text: asked }, { signal }),
    placeholderData: (previous) => previous,
  })
  return (
    <Section title={t('choose')}>
      <p className="mb-2 text-[13px] text-ink-2">{t('about')}</p>
      <input
        ref={field}
        type="search"
        className="field mb-2"
        placeholder={t('find')}
        aria-label={t('find')}
        maxLength={120}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {found.isError && (
        <div role="alert">
          <Note tone="warn">{messageOf(found.error)}</Note>
        </div>
      )}
      {!found.data && found.isFetching && <Skeleton lines={5} />}
      {found.data?.length === 0 && <Note>{t(asked === '' ? 'noAreas' : 'notFound')}</Note>}
      <ul className="-mx-2 text-[13px]" data-testid="board-areas">
        {found.data?.map(({ kind, id, sort, ...named }) => (
          <li key={`${kind} ${id}`}>
            <button
              type="button"
              className="flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-left hover:bg-surface-2"
              onClick={() => onChoose({ kind, id })}
            >
              <span className="min-w-0 truncate">{localName(named)}</span>
              <span className="shrink-0 text-ink-3 text-xs">{t(`sort.${sort as 'city'}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
