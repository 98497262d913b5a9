'use client'
/** What the map shows and what it means; each line switches its layer. */
import type { UseQueryResult } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useFormatter, useTranslations } from 'use-intl'
import { CAMERA_STATES } from '../../server/domain/camera'
import type { CameraColumns } from '../../server/domain/camera-columns'
import { useMay } from '../_ui/city-context'
import { StateMark } from '../_ui/state-mark'
import { AreaLegend } from './area-legend'
import { CoverageLegend } from './coverage-legend'
import { MediaOutages } from './media-outages'
import { type MapLayer, urlState } from './url-state'

function LayerSwitch({ layer, label }: { layer: MapLayer; label: string }) {
  const [{ hide }, setUrl] = useQueryStates(urlState)
  const isShown = !hide.includes(layer)
  const toggle = () => void setUrl({ hide: isShown ? [...hide, layer] : hide.filter((name) => name !== layer) })
  return (
    <label className="flex cursor-pointer items-center gap-2">
      <input type="checkbox" className="accent-[var(--accent)]" checked={isShown} onChange={toggle} />
      {label}
    </label>
  )
}

/** There the map is small. Called once, when the legend is there. */
const closeOnPhones = (legend: HTMLDetailsElement | null) => {
  if (legend && window.matchMedia('(max-width: 767px)').matches) legend.open = false
}

const HATCH = 'repeating-linear-gradient(135deg, var(--coverage) 0 2px, transparent 2px 6px)'

export function Legend({
  cameras,
  isShowingViewsheds,
}: {
  cameras: UseQueryResult<CameraColumns>
  isShowingViewsheds: boolean
}) {
  const t = useTranslations('legend')
  const states = useTranslations('state')
  const format = useFormatter()
  const may = useMay()
  const path = usePathname()
  const section = useSearchParams().get('section')
  const [{ hide }] = useQueryStates(urlState)
  const isAnswering = path === '/plan' && section !== 'areas'
  const isCounted = isAnswering && !hide.includes('coverage')
  return (
    <div className="float absolute bottom-10 left-3 z-10 max-h-[calc(100%-6rem)] w-[214px] overflow-y-auto text-[13px]">
      <details ref={closeOnPhones} className="group" open data-testid="legend">
        <summary className="flex cursor-pointer list-none items-center justify-between px-3 py-2 font-medium">
          {t('title')}
          <span aria-hidden className="text-ink-3 group-open:rotate-180">
            ▴
          </span>
        </summary>
        <div className="grid gap-1.5 border-line border-t px-3 py-2">
          <LayerSwitch layer="cameras" label={t('cameras')} />
          <ul className="grid grid-cols-2 gap-x-2 gap-y-1 pl-6 text-ink-2 text-xs">
            {CAMERA_STATES.map((state) => (
              <li key={state} className="flex items-center gap-1.5">
                <StateMark state={state} />
                {states(state)}
              </li>
            ))}
          </ul>
          {may('coverage.read') && !isCounted && (
            <>
              <LayerSwitch layer="viewsheds" label={t('viewsheds')} />
              <ul className="grid gap-1 pl-6 text-ink-2 text-xs">
                {isShowingViewsheds ? (
                  <>
                    <li className="flex items-center gap-1.5">
                      <i
                        className="h-3 w-5 rounded-sm border border-coverage"
                        style={{ background: 'color-mix(in srgb, var(--coverage) 35%, transparent)' }}
                      />
                      {t('known')}
                    </li>
                    <li className="flex items-center gap-1.5">
                      <i className="h-3 w-5 rounded-sm border border-coverage" style={{ background: HATCH }} />
                      {t('assumed')}
                    </li>
                  </>
                ) : (
                  <li>{t('zoomIn')}</li>
                )}
              </ul>
            </>
          )}
          {path === '/plan' && section === 'areas' && <AreaLegend />}
          {isAnswering && (
            <>
              <LayerSwitch layer="coverage" label={t('coverage')} />
              <CoverageLegend />
            </>
          )}
          {path === '/' && <LayerSwitch layer="incidents" label={`◆ ${t('incidents')}`} />}
          <LayerSwitch layer="labels" label={t('labels')} />
          <p className="border-line border-t pt-1.5 text-ink-3 text-xs" role="status">
            {cameras.isError
              ? t('stale', {
                  time: cameras.dataUpdatedAt ? format.dateTime(cameras.dataUpdatedAt, { timeStyle: 'medium' }) : '—',
                })
              : cameras.data
                ? t('asOf', {
                    count: cameras.data.count,
                    time: format.dateTime(cameras.dataUpdatedAt, { timeStyle: 'medium' }),
                  })
                : t('loading')}
          </p>
        </div>
      </details>
      <MediaOutages />
    </div>
  )
}
