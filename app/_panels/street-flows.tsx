'use client'
/** Vehicles per hour and street: ranked, drawn by class of flow, each with its hours. Counts only; there is no plate in it. */
import type { PickingInfo } from '@deck.gl/core'
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { boxOfArea } from '../../server/domain/drawn-area'
import { flowColor, flowWidth, streetAt, streetFlowLayers } from '../_map/layers/street-flow-layers'
import { useMap, useMapClicks, useMapLayers } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { ClassLegend } from './class-legend'
import { FlowTable } from './flow-table'
import { Figures, Note, Section, Skeleton } from './panel'
import { PassageHours } from './passage-hours'
import { type RankedStreet, rankedStreets } from './ranked-streets'
import { SpanLine } from './span-line'
import { StreetProfile } from './street-profile'
import { useDay } from './use-day'

/** Lower ends, fixed, so that two pictures can be compared. */
const CLASSES = {
  day: [5, 250, 500, 1_000, 2_500, 5_000, 10_000],
  hour: [5, 25, 50, 100, 250, 500, 1_000],
}

export function StreetFlows() {
  const t = useTranslations('flows')
  const format = useFormatter()
  const localName = useLocalName()
  const { palette, flyTo } = useMap()
  const { day, hour, span } = useDay()
  const [selectedId, setSelectedId] = useQueryState('street', parseAsInteger)
  const flows = useQuery({
    queryKey: ['street-flows', day.from, day.to],
    queryFn: ({ signal }) => api.flows.streets.query(day, { signal }),
    placeholderData: (previous) => previous,
  })
  const streets = useMemo(() => rankedStreets(flows.data?.streets ?? [], hour), [flows.data, hour])
  const selected = streets.find(({ id }) => id === selectedId) ?? null
  const classes = CLASSES[hour === null ? 'day' : 'hour']
  const layers = useMemo(
    () =>
      streetFlowLayers({
        streets: streets.map(({ id, lines, vehicles, kind, ...named }) => ({
          ...{ id, lines, vehicles },
          tip: `${localName(named)} · ${vehicles === null ? t(`kind.${kind}`) : t('vehicles', { count: vehicles })}`,
        })),
        classes,
        selectedId,
        readers: (selected?.readers ?? []).map((reader) => ({
          position: reader.position,
          isStation: reader.id === selected?.station.id,
          tip: localName(reader) || reader.code,
        })),
        palette,
      }),
    [streets, classes, selectedId, selected, palette, localName, t],
  )
  useMapLayers('street-flows', layers, 'below')
  useMapClicks(
    'street-flows',
    useCallback(
      ({ object }: PickingInfo) => {
        const id = streetAt(object)
        if (id !== null) void setSelectedId(id)
        return id !== null
      },
      [setSelectedId],
    ),
  )
  const choose = (street: RankedStreet) => {
    void setSelectedId(street.id === selectedId ? null : street.id)
    if (street.id === selectedId) return
    const [west, south, east, north] = boxOfArea({ type: 'MultiLineString', coordinates: street.lines })
    flyTo({ zoom: 14, lng: (west + east) / 2, lat: (south + north) / 2, bounds: [west, south, east, north] })
  }
  const count = (kind: 'few' | 'unknown') => format.number(streets.filter((street) => street.kind === kind).length)
  return (
    <>
      {flows.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(flows.error)}</Note>
        </div>
      )}
      {!flows.data && flows.isFetching && <Skeleton lines={6} />}
      {flows.data && (
        <>
          <Figures
            items={[
              {
                label: t('measured'),
                value: t('of', { count: streets.length, total: flows.data.streetNames }),
                hint: t('measuredHint'),
              },
              { label: t('withheld'), value: count('few'), hint: t('withheldHint') },
              { label: t('unknown'), value: count('unknown'), hint: t('unknownHint') },
            ]}
          />
          <SpanLine {...span} />
          {selected && (
            <StreetProfile street={selected} hours={flows.data.hours} onClose={() => void setSelectedId(null)} />
          )}
          <Section title={t('ranked')} aside={t(hour === null ? 'perDay' : 'perHour')}>
            {streets.length === 0 ? (
              <Note>{t('empty')}</Note>
            ) : (
              <FlowTable streets={streets} selectedId={selectedId} onSelect={choose} />
            )}
            <p className="mt-3 text-ink-3 text-xs">{t('basis')}</p>
            {flows.data.elsewhere > 0 && (
              <p className="mt-1 text-ink-3 text-xs">{t('elsewhere', { count: flows.data.elsewhere })}</p>
            )}
          </Section>
          <Section title={t(hour === null ? 'legendDay' : 'legendHour')}>
            <ClassLegend classes={classes} heightOf={flowWidth} colorOf={flowColor} testId="flow-legend">
              <li className="flex items-center gap-2">
                <i className="h-0.5 w-6 bg-unknown" />
                {t('noFigure')}
              </li>
              <li className="text-ink-3 text-xs">{t('notMeasured')}</li>
            </ClassLegend>
          </Section>
        </>
      )}
      <PassageHours />
    </>
  )
}
