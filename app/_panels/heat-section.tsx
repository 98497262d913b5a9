'use client'
/** How much, where, by hour, in hexagons. Aggregates only; there is no plate in it. */
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { heatLayers } from '../_map/layers/heat-layers'
import { useMapLayers } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { ClassLegend } from './class-legend'
import { Figures, Note, Section } from './panel'
import { PassageHours } from './passage-hours'
import { SpanLine } from './span-line'
import { useDay } from './use-day'

export const HEAT_SUBJECTS = ['passages', 'incidents', 'cameras'] as const
export type HeatSubject = (typeof HEAT_SUBJECTS)[number]

const EDGES_M = [100, 200, 400] as const
const WEEK_MS = 7 * 86_400_000

/** Fixed for each subject, span and size of hexagon, so that two pictures can be compared. */
const CLASSES: Record<HeatSubject, { day: number[]; hour: number[] }> = {
  passages: { day: [5, 100, 250, 500, 1_000, 2_000], hour: [5, 20, 50, 100, 200, 400] },
  incidents: { day: [1, 2, 3, 4, 6, 8], hour: [1, 2, 3, 4, 6, 8] },
  cameras: { day: [1, 2, 3, 5, 8, 12], hour: [1, 2, 3, 5, 8, 12] },
}

export function HeatSection({ subject }: { subject: HeatSubject }) {
  const t = useTranslations('overview')
  const format = useFormatter()
  const [edge, setEdge] = useQueryState('edge', parseAsInteger.withDefault(200))
  const { day, hour, span: asked } = useDay()
  const edgeM = EDGES_M.find((value) => value === edge) ?? 200
  const isHour = hour !== null && subject !== 'cameras'
  const span = isHour ? asked : { from: subject === 'incidents' ? day.to - WEEK_MS : day.from, to: day.to }
  const heat = useQuery({
    queryKey: ['heat', subject, edgeM, span.from, span.to],
    queryFn: ({ signal }) => api.heat.hexagons.query({ subject, edgeM, ...span }, { signal }),
    placeholderData: (previous) => previous,
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
  return (
    <>
      <div className="border-line border-b px-4 py-3">
        <label className="flex items-center justify-between gap-3">
          <span className="label">{t('edge')}</span>
          <select className="field w-28" value={edgeM} onChange={(event) => void setEdge(Number(event.target.value))}>
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
      {subject === 'cameras' ? (
        <div className="border-line border-b px-4 py-3 text-ink-2 text-xs">{t('now')}</div>
      ) : (
        <SpanLine {...span} />
      )}
      <Section title={t('legend')}>
        <ClassLegend classes={classes} testId="heat-legend">
          {subject === 'passages' && <li className="text-ink-3 text-xs">{t('fewer')}</li>}
        </ClassLegend>
      </Section>
      {subject !== 'cameras' && <PassageHours />}
    </>
  )
}
