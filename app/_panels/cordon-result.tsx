'use client'
/** Which ways into and out of a cordon are captured; the list and the map select each other. */
import type { PickingInfo } from '@deck.gl/core'
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Crossing } from '../../server/domain/cordons'
import type { CordonAnswer } from '../../server/services/cordon'
import { cordonLayers, crossingAt } from '../_map/layers/cordon-layers'
import { useMap, useMapClicks, useMapLayers, useMapPlace } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { CrossingRow } from './crossing-row'
import { Figures, Note, Section, Skeleton } from './panel'

const CROSSING_ZOOM = 17
const COUNTS_FROM_ZOOM = 15.5
const NO_CROSSINGS: Crossing[] = []

function Direction({ ids }: { ids: number[] | null }) {
  const t = useTranslations('areas')
  if (ids === null) return <span className="text-ink-3">{t('noEntry')}</span>
  if (ids.length === 0) return <span className="font-semibold">✕ {t('notCaptured')}</span>
  return <span className="text-ink-2">✓ {t('capturedBy', { count: ids.length })}</span>
}

function Readers({ crossing, readers }: { crossing: Crossing; readers: CordonAnswer['readers'] }) {
  const t = useTranslations('areas')
  const localName = useLocalName()
  const here = readers.filter(({ id }) => crossing.in?.includes(id) || crossing.out?.includes(id))
  if (here.length === 0) return null
  return (
    <div className="mt-3 text-[13px]">
      <h3 className="label">{t('readerHere')}</h3>
      <ul>
        {here.map((reader) => (
          <li key={reader.id} className="truncate">
            {localName(reader) || reader.code}
          </li>
        ))}
      </ul>
    </div>
  )
}

function CrossingTable({
  crossings,
  selected,
  onSelect,
}: {
  crossings: readonly Crossing[]
  selected: number | null
  onSelect(index: number): void
}) {
  const t = useTranslations('areas')
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (selected !== null) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <table className="w-full table-fixed text-[13px]" data-testid="crossings">
      <thead className="text-left text-ink-2 text-xs">
        <tr>
          <th className="w-9 py-1 font-medium" />
          <th className="py-1 pr-2 font-medium">{t('crossings')}</th>
          <th className="w-[6.5rem] py-1 pr-1 font-medium">{t('in')}</th>
          <th className="w-[6.5rem] py-1 font-medium">{t('out')}</th>
        </tr>
      </thead>
      <tbody>
        {crossings.map((crossing, index) => (
          <CrossingRow
            key={crossing.position.join()}
            {...{ crossing, index, onSelect }}
            ref={index === selected ? row : undefined}
            isSelected={index === selected}
          >
            <td className="py-1.5 pr-1 text-xs">
              <Direction ids={crossing.in} />
            </td>
            <td className="py-1.5 text-xs">
              <Direction ids={crossing.out} />
            </td>
          </CrossingRow>
        ))}
      </tbody>
    </table>
  )
}

export function CordonResult({ id, version }: { id: number; version: number }) {
  const t = useTranslations('areas')
  const format = useFormatter()
  const { palette, flyTo } = useMap()
  const { view } = useMapPlace()
  const [selected, setSelected] = useQueryState('crossing', parseAsInteger)
  const cordon = useQuery({
    queryKey: ['cordon', id, version],
    queryFn: ({ signal }) => api.areas.cordon.query({ id }, { signal }),
    placeholderData: (previous) => previous,
  })
  const crossings = cordon.data?.crossings ?? NO_CROSSINGS
  const showCounts = view.zoom >= COUNTS_FROM_ZOOM
  const layers = useMemo(
    () => cordonLayers({ crossings, selected, showCounts, palette }),
    [crossings, selected, showCounts, palette],
  )
  useMapLayers('cordon', layers)
  useMapClicks(
    'cordon',
    useCallback(
      ({ object }: PickingInfo) => {
        const index = crossingAt(object)
        if (index !== null) void setSelected(index)
        return index !== null
      },
      [setSelected],
    ),
  )
  if (cordon.isError)
    return (
      <div className="p-4" role="alert">
        <Note tone="warn">{messageOf(cordon.error)}</Note>
      </div>
    )
  if (!cordon.data)
    return (
      <>
        <p className="px-4 pt-3 text-ink-2" role="status">
          {t('computing')}
        </p>
        <Skeleton lines={5} />
      </>
    )
  const select = (index: number) => {
    void setSelected(index)
    const [lng, lat] = crossings[index].position
    flyTo({ zoom: Math.max(view.zoom, CROSSING_ZOOM), lng, lat })
  }
  const { captured, directions, readers } = cordon.data
  return (
    <div className={cordon.isPlaceholderData ? 'opacity-50' : ''}>
      <Figures
        items={[
          { label: t('captured'), value: t('of', { captured, directions }), hint: t('capturedHint') },
          { label: t('crossings'), value: format.number(crossings.length) },
        ]}
      />
      <Section title={t('cordon')}>
        {crossings.length === 0 ? (
          <Note>{t('noCrossings')}</Note>
        ) : (
          <CrossingTable crossings={crossings} selected={selected} onSelect={select} />
        )}
        {selected !== null && crossings[selected] && <Readers crossing={crossings[selected]} readers={readers} />}
        <p className="mt-3 text-ink-3 text-xs">{t('cordonBasis')}</p>
      </Section>
    </div>
  )
}
