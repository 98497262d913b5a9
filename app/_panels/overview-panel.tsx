'use client'
/** Leadership's workspace: how much, where, by hour. Aggregates only; there is no plate in it. */
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { classColor, heatLayers } from '../_map/layers/heat-layers'
import { useMapLayers, useQuietCameras } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useCity } from '../_ui/city-context'
import { Figures, Note, Panel, Section } from './panel'

const HOUR_MS = 3_600_000
const SUBJECTS = ['passages', 'incidents', 'cameras'] as const
const EDGES_M = [100, 200, 400] as const

/** Fixed for each subject, span and size of hexagon, so that two pictures can be compared. */
const CLASSES: Record<(typeof SUBJECTS)[number], { day: number[]; hour: number[] }> = {
  passages: { day: [5, 100, 250, 500, 1_000, 2_000], hour: [5, 20, 50, 100, 200, 400] },
  incidents: { day: [1, 2, 3, 4, 6, 8], hour: [1, 2, 3, 4, 6, 8] },
  cameras: { day: [1, 2, 3, 5, 8, 12], hour: [1, 2, 3, 5, 8, 12] },
}

const heatUrl = {
  heat: parseAsStringLiteral(SUBJECTS).withDefault('passages'),
  edge: parseAsInteger.withDefault(200),
  /** Hour of the day, or −1 for the whole day. */
  hour: parseAsInteger.withDefault(-1),
}

function HourBars({
  hours,
  chosen,
  onChoose,
}: {
  hours: readonly { hour: number; passages: number }[]
  chosen: number
  onChoose(index: number): void
}) {
  const t = useTranslations('overview')
  const format = useFormatter()
  const most = Math.max(1, ...hours.map((row) => row.passages))
  return (
    <fieldset className="grid gap-1">
      <legend className="label mb-1">{t('byHour')}</legend>
      <div className="flex h-24 items-end gap-[2px]">
        {hours.map((row, index) => (
          <button
            key={row.hour}
            type="button"
            aria-pressed={index === chosen}
            aria-label={t('hourLabel', {
              hour: format.dateTime(row.hour, { hour: '2-digit', minute: '2-digit', hour12: false }),
              count: row.passages,
            })}
            title={t('hourLabel', {
              hour: format.dateTime(row.hour, { hour: '2-digit', minute: '2-digit', hour12: false }),
              count: row.passages,
            })}
            className="flex h-full flex-1 items-end"
            onClick={() => onChoose(index === chosen ? -1 : index)}
          >
            <span
              className={`w-full rounded-t-sm ${index === chosen ? 'bg-accent' : 'bg-accent/45 hover:bg-accent/70'}`}
              style={{ height: `${Math.max(2, (100 * row.passages) / most)}%` }}
            />
          </button>
        ))}
      </div>
      <div className="flex justify-between text-ink-3 text-xs">
        {hours
          .filter((_, index) => index % 6 === 0)
          .map((row) => (
            <span key={row.hour}>
              {format.dateTime(row.hour, { hour: '2-digit', minute: '2-digit', hour12: false })}
            </span>
          ))}
        <span aria-hidden />
      </div>
    </fieldset>
  )
}

export function OverviewPanel() {
  const t = useTranslations('overview')
  const format = useFormatter()
  const { passageSpan } = useCity()
  const [{ heat: subject, edge, hour }, setUrl] = useQueryStates(heatUrl)
  const edgeM = EDGES_M.find((value) => value === edge) ?? 200
  const end = Math.ceil((passageSpan?.to ?? Date.now()) / HOUR_MS) * HOUR_MS
  const dayStart = end - 24 * HOUR_MS
  const isHour = hour >= 0 && hour < 24 && subject !== 'cameras'
  const span = isHour
    ? { from: dayStart + hour * HOUR_MS, to: dayStart + (hour + 1) * HOUR_MS }
    : { from: subject === 'incidents' ? end - 7 * 24 * HOUR_MS : dayStart, to: end }
  const heat = useQuery({
    queryKey: ['heat', subject, edgeM, span.from, span.to],
    queryFn: ({ signal }) => api.heat.hexagons.query({ subject, edgeM, ...span }, { signal }),
    placeholderData: (previous) => previous,
  })
  const profile = useQuery({
    queryKey: ['profile', dayStart, end],
    queryFn: ({ signal }) => api.heat.profile.query({ from: dayStart, to: end }, { signal }),
  })
  const classes = CLASSES[subject][isHour ? 'hour' : 'day']
  const layers = useMemo(
    () =>
      heatLayers({
        cells: heat.data?.cells ?? [],
        classes,
        describe: (cell) => t(`tip.${subject}`, { count: cell.count }),
      }),
    [heat.data, classes, subject, t],
  )
  useMapLayers('overview', layers, 'below')
  useQuietCameras()

  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      <div className="grid gap-3 border-line border-b px-4 py-3">
        <fieldset className="flex gap-1.5">
          <legend className="sr-only">{t('what')}</legend>
          {SUBJECTS.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={value === subject}
              className={`button flex-1 ${value === subject ? 'on' : ''}`}
              onClick={() => void setUrl({ heat: value })}
            >
              {t(`subject.${value}`)}
            </button>
          ))}
        </fieldset>
        <label className="flex items-center justify-between gap-3">
          <span className="label">{t('edge')}</span>
          <select
            className="field w-28"
            value={edgeM}
            onChange={(event) => void setUrl({ edge: Number(event.target.value) })}
          >
            {EDGES_M.map((value) => (
              <option key={value} value={value}>
                {t('metres', { value })}
              </option>
            ))}
          </select>
        </label>
      </div>
      {heat.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(heat.error)}</Note>
        </div>
      )}
      <Figures
        items={[
          { label: t(`total.${subject}`), value: heat.data ? format.number(heat.data.total) : '—' },
          { label: t('hexagons'), value: heat.data ? format.number(heat.data.cells.length) : '—' },
          ...(subject === 'passages'
            ? [
                {
                  label: t('withheld'),
                  value: heat.data ? format.number(heat.data.withheld) : '—',
                  hint: t('withheldHint'),
                },
              ]
            : []),
        ]}
      />
      <div className="border-line border-b px-4 py-3 text-ink-2 text-xs">
        {subject === 'cameras'
          ? t('now')
          : t('span', {
              range: format.dateTimeRange(span.from, span.to, {
                month: 'short',
                day: 'numeric',
                hour: '2-digit',
                minute: '2-digit',
                hour12: false,
              }),
            })}
      </div>
      <Section title={t('legend')}>
        <ul className="grid gap-1 text-[13px]" data-testid="heat-legend">
          {classes.map((least, index) => (
            <li key={least} className="flex items-center gap-2">
              <i
                className="h-3.5 w-6 rounded-sm"
                style={{ background: `rgb(${classColor(index, classes.length).join(' ')})` }}
              />
              {index + 1 < classes.length
                ? t('class', { from: format.number(least), to: format.number(classes[index + 1] - 1) })
                : t('classOpen', { from: format.number(least) })}
            </li>
          ))}
          {subject === 'passages' && <li className="text-ink-3 text-xs">{t('fewer')}</li>}
        </ul>
      </Section>
      {subject !== 'cameras' && (
        <Section title={t('hours')}>
          {profile.data && (
            <HourBars
              hours={profile.data}
              chosen={isHour ? hour : -1}
              onChoose={(index) => void setUrl({ hour: index })}
            />
          )}
        </Section>
      )}
    </Panel>
  )
}
