'use client'
/** Vehicles in and out of an area by hour and crossing, and what is not counted. Counts only; nobody is followed. */
import { useQuery } from '@tanstack/react-query'
import type { MultiPolygon, Polygon } from 'geojson'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useCallback, useEffect, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { BoardArea } from '../../server/domain/board-area'
import { type FlowSum, type HourFlow, sumOfHours } from '../../server/domain/flows'
import { busiestHour, type DirectionFlow, sideHours } from '../../server/domain/in-out-board'
import type { InOutBoard as Board } from '../../server/services/in-out-board'
import { cordonLayers } from '../_map/layers/cordon-layers'
import { jurisdictionLayers } from '../_map/layers/jurisdiction-layers'
import { useMap, useMapLayers, useMapPlace } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { BoardTable, UnreadCrossings } from './board-table'
import { HourBars } from './hour-bars'
import { Figures, Note, Section, Skeleton } from './panel'
import { SpanLine } from './span-line'
import { useDay } from './use-day'
import { useHourWords } from './use-hour-words'

const CROSSING_ZOOM = 17

interface InOutBoardProps {
  area: BoardArea
  /** Draws the area and its crossings, where nothing else does. */
  isOutlined?: boolean
  /** Called when the area's shape is known. */
  onShape?(geometry: Polygon | MultiPolygon): void
  onClose?(): void
}

export function InOutBoard({ area, isOutlined = false, onShape, onClose }: InOutBoardProps) {
  const t = useTranslations('board')
  const localName = useLocalName()
  const { day, span } = useDay()
  const board = useQuery({
    queryKey: ['in-out-board', area.kind, area.id, day.from, day.to],
    queryFn: ({ signal }) => api.flows.board.query({ area, ...day }, { signal }),
  })
  const geometry = board.data?.geometry
  useEffect(() => {
    if (geometry) onShape?.(geometry)
  }, [geometry, onShape])
  return (
    <Section title={board.data && isOutlined ? localName(board.data) : t('title')}>
      {onClose && (
        <button type="button" className="button mb-3 w-full" onClick={onClose}>
          {t('other')}
        </button>
      )}
      {board.isError && (
        <div role="alert">
          <Note tone="warn">{messageOf(board.error)}</Note>
        </div>
      )}
      {board.isPending && (
        <>
          <p className="text-ink-2" role="status">
            {t('counting')}
          </p>
          <Skeleton lines={5} />
        </>
      )}
      {board.data && (
        <div className="-mx-4" data-testid="in-out-board">
          <SpanLine {...span} />
          <BoardFigures board={board.data} />
          {isOutlined && <BoardOnMap board={board.data} />}
        </div>
      )}
    </Section>
  )
}

function BoardFigures({ board }: { board: Board }) {
  const t = useTranslations('board')
  const format = useFormatter()
  const { flyTo } = useMap()
  const { view } = useMapPlace()
  const [selected, setSelected] = useQueryState('crossing', parseAsInteger)
  const { hour, setHour } = useDay()
  const { clock, flow } = useHourWords()
  const { hours, directions, captured, crossings } = board
  const sides = useMemo(() => [board.in, board.out].map((side) => sideHours(side, hours.length)), [board, hours])
  const [into, out] = [board.in, board.out].map((side) => sumOfDirections(side, hour))
  const busiest = busiestHour(sides)
  const along = crossings.filter(({ isAlong }) => isAlong).length
  const figure = ({ counted, few, unknown: down, vehicles }: FlowSum) => {
    if (counted + few + down === 0) return t('notRead')
    return counted > 0 ? format.number(vehicles) : t(few > 0 ? 'few' : 'unknown')
  }
  const bars = hours.map((at, i) => ({
    hour: at,
    values: sides.map((side): HourFlow => side[i]),
    label: t('hourLabel', { hour: clock(at), in: flow(sides[0][i]), out: flow(sides[1][i]) }),
  }))
  const select = useCallback(
    (index: number) => {
      void setSelected(index)
      const [lng, lat] = crossings[index].position
      flyTo({ zoom: Math.max(view.zoom, CROSSING_ZOOM), lng, lat })
    },
    [setSelected, crossings, flyTo, view.zoom],
  )
  const [withheld, unknown] = [into.few + out.few, into.unknown + out.unknown]
  return (
    <>
      <Figures
        items={[
          { label: t('in'), value: figure(into) },
          { label: t('out'), value: figure(out) },
          { label: t('read'), value: t('of', { captured, directions }), hint: t('readHint') },
        ]}
      />
      <div className="grid gap-3 px-4 py-3">
        {directions === 0 ? (
          <Note>{t('noCrossings')}</Note>
        ) : captured === 0 ? (
          <Note tone="warn">{t('noneRead', { directions })}</Note>
        ) : (
          captured < directions && (
            <Note tone="warn">{t('unread', { captured, directions, unread: directions - captured })}</Note>
          )
        )}
        {captured > 0 && (
          <>
            <HourBars legend={t('byHour')} bars={bars} chosen={hour ?? -1} onChoose={setHour} />
            <p className="text-[13px]">
              {busiest && `${t('busiest', { hour: clock(hours[busiest.hour]), count: busiest.vehicles })} `}
              {into.counted > 0 && out.counted > 0 && t('net', { count: into.vehicles - out.vehicles })}
            </p>
            {(withheld > 0 || unknown > 0) && <p className="text-ink-3 text-xs">{t('left', { withheld, unknown })}</p>}
          </>
        )}
        <BoardTable board={board} hour={hour} selected={selected} onSelect={select} />
        <UnreadCrossings crossings={crossings} selected={selected} onSelect={select} />
        <p className="text-ink-3 text-xs">
          {t('basis')}
          {along > 0 && ` ${t('along', { count: along })}`}
        </p>
      </div>
    </>
  )
}

function sumOfDirections(directions: readonly DirectionFlow[], hour: number | null): FlowSum {
  return sumOfHours(directions.flatMap(({ hours }) => (hour === null ? hours : [hours[hour]])))
}

function BoardOnMap({ board: { geometry, crossings } }: { board: Board }) {
  const { palette } = useMap()
  const { view } = useMapPlace()
  const [selected] = useQueryState('crossing', parseAsInteger)
  const showCounts = view.zoom >= CROSSING_ZOOM
  const outline = useMemo(() => jurisdictionLayers(geometry, palette), [geometry, palette])
  const marks = useMemo(
    () => cordonLayers({ crossings, selected, showCounts, leavesOutAlong: true, palette }),
    [crossings, selected, showCounts, palette],
  )
  useMapLayers('board-area', outline, 'below')
  useMapLayers('board-crossings', marks)
  return null
}
