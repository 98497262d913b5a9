'use client'
/** What nobody sees: the share of a jurisdiction's streets, and its blind spots ranked by metres of street. */
import type { PickingInfo } from '@deck.gl/core'
import { useQuery } from '@tanstack/react-query'
import { parseAsInteger, parseAsString, useQueryState, useQueryStates } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { NamedBlindSpot } from '../../server/services/jurisdiction-blind-spots'
import { blindSpotLayers } from '../_map/layers/blind-spot-layers'
import { useMap, useMapClicks, useMapLayers } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { CameraPanel } from './camera-panel'
import { Figures, Note, Panel, Section, Skeleton } from './panel'
import { PlanSections } from './plan-sections'

const DESIGNED = { kind: 'designed', ownership: null, at: null, level: null } as const
const SPOT_ZOOM = 16.5
const RANKS_BY_ZOOM = (zoom: number) => (zoom < 12.5 ? 5 : zoom < 14 ? 20 : 300)

function SpotTable({
  spots,
  selectedId,
  onSelect,
}: {
  spots: readonly NamedBlindSpot[]
  selectedId: string | null
  onSelect(spot: NamedBlindSpot): void
}) {
  const t = useTranslations('plan')
  const format = useFormatter()
  const localName = useLocalName()
  const selected = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (selectedId) selected.current?.scrollIntoView({ block: 'nearest' })
  }, [selectedId])
  const number = (value: number) => format.number(value, { maximumSignificantDigits: 3 })
  return (
    <table className="w-full text-[13px]">
      <thead className="text-left text-ink-2 text-xs">
        <tr>
          <th className="w-14 py-1 pr-2 font-medium">{t('rank')}</th>
          <th className="py-1 pr-2 font-medium">{t('street')}</th>
          <th className="w-24 py-1 text-right font-medium">{t('unseen')}</th>
        </tr>
      </thead>
      <tbody>
        {spots.map((spot) => (
          <tr
            key={spot.id}
            ref={spot.id === selectedId ? selected : undefined}
            aria-selected={spot.id === selectedId}
            className={`cursor-pointer border-line border-t hover:bg-surface-2 ${spot.id === selectedId ? 'bg-accent-soft' : ''}`}
            onClick={() => onSelect(spot)}
          >
            <td className="py-1.5 pr-2">
              <button
                type="button"
                className="min-w-7 rounded-full bg-blind px-1.5 font-semibold text-white text-xs dark:text-ground"
                aria-label={t('showSpot', { rank: spot.rank })}
              >
                {spot.rank}
              </button>
            </td>
            <td className="max-w-0 truncate py-1.5 pr-2">
              {localName({ name: spot.streetName, nameEn: spot.streetNameEn }) || t('unnamed')}
            </td>
            <td className="whitespace-nowrap py-1.5 text-right">
              {t('metres', { value: number(spot.unseenStreetM) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function PlanPanel() {
  const t = useTranslations('plan')
  const classes = useTranslations('roadClass')
  const format = useFormatter()
  const localName = useLocalName()
  const { view, flyTo, palette, hatch } = useMap()
  const [{ camera }, setUrl] = useQueryStates(urlState)
  const [chosenId, setChosenId] = useQueryState('area', parseAsInteger)
  const [spotId, setSpotId] = useQueryState('spot', parseAsString)
  const jurisdictions = useQuery({
    queryKey: ['jurisdictions'],
    queryFn: ({ signal }) => api.city.jurisdictions.query(undefined, { signal }),
    staleTime: 60_000,
  })
  const list = jurisdictions.data ?? []
  const chosen = list.find(({ id }) => id === chosenId) ?? list.find(({ kind }) => kind === 'district') ?? list[0]
  const report = useQuery({
    queryKey: ['blind-spots', chosen?.id],
    queryFn: ({ signal }) =>
      api.coverage.blindSpots.query({ jurisdictionId: chosen!.id, question: DESIGNED }, { signal }),
    enabled: chosen !== undefined,
    placeholderData: (previous) => previous,
  })

  const spots = report.data?.spots
  const ranksUpTo = RANKS_BY_ZOOM(view.zoom)
  const layers = useMemo(
    () => (hatch ? blindSpotLayers({ spots: spots ?? [], selectedId: spotId, palette, hatch, ranksUpTo }) : []),
    [spots, spotId, palette, hatch, ranksUpTo],
  )
  useMapLayers('plan', layers, 'below')
  useMapClicks(
    'plan',
    useCallback(
      (info: PickingInfo) => {
        const spot = (info.object as { properties?: { spot?: NamedBlindSpot } } | undefined)?.properties?.spot
        if (spot) void setSpotId(spot.id)
        return spot !== undefined
      },
      [setSpotId],
    ),
  )

  if (camera !== null) return <CameraPanel key={camera} id={camera} />

  const choose = (id: number) => {
    const next = list.find((candidate) => candidate.id === id)
    void setChosenId(id)
    void setSpotId(null)
    if (next)
      flyTo({
        zoom: 13,
        lng: (next.extent[0] + next.extent[2]) / 2,
        lat: (next.extent[1] + next.extent[3]) / 2,
        bounds: next.extent,
      })
  }
  const select = (spot: NamedBlindSpot) => {
    void setSpotId(spot.id)
    void setUrl({ camera: null })
    flyTo({ zoom: Math.max(view.zoom, SPOT_ZOOM), lng: spot.center[0], lat: spot.center[1] })
  }
  const percent = (share: number) => format.number(share, { style: 'percent', maximumFractionDigits: 1 })
  const kilometres = (metres: number) =>
    t('kilometres', { value: format.number(metres / 1000, { maximumSignificantDigits: 3 }) })
  const data = report.data

  return (
    <Panel title={t('title')} subtitle={chosen && t('subtitle', { name: localName(chosen) })}>
      <PlanSections />
      <div className="border-line border-b px-4 py-3">
        <label className="grid gap-1">
          <span className="label">{t('jurisdiction')}</span>
          <select className="field" value={chosen?.id ?? ''} onChange={(event) => choose(Number(event.target.value))}>
            {list.map((jurisdiction) => (
              <option key={jurisdiction.id} value={jurisdiction.id}>
                {`${t(`kind.${jurisdiction.kind}`)} · ${localName(jurisdiction)}`}
              </option>
            ))}
          </select>
        </label>
      </div>
      {jurisdictions.isSuccess && list.length === 0 && (
        <div className="p-4">
          <Note>{t('noJurisdictions')}</Note>
        </div>
      )}
      {report.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(report.error)}</Note>
        </div>
      )}
      {!data && (report.isFetching || jurisdictions.isLoading) && (
        <>
          <p className="px-4 pt-3 text-ink-2" role="status">
            {t('computing')}
          </p>
          <Skeleton lines={8} />
        </>
      )}
      {data && (
        <div className={report.isPlaceholderData ? 'opacity-50' : ''}>
          <Figures
            items={[
              { label: t('shareSeen'), value: data.share === null ? '—' : percent(data.share), hint: t('shareHint') },
              { label: t('unseenStreet'), value: kilometres(data.unseenStreetM), hint: t('unseenHint') },
              { label: t('spots'), value: format.number(data.spotCount) },
            ]}
          />
          <div className="grid gap-2 px-4 py-3">
            {data.assumed.includes('no-building-data') && <Note tone="warn">{t('noBuildings')}</Note>}
            <p className="text-ink-3 text-xs">
              {t('basis', {
                cameras: data.cameraCount,
                cell: data.cellM,
                street: kilometres(data.streetM),
                time: format.dateTime(data.computedAt, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            </p>
          </div>
          <Section
            title={t('ranked')}
            aside={data.spotCount > data.spots.length ? t('first', { count: data.spots.length }) : undefined}
          >
            {data.spots.length === 0 ? (
              <Note>{t('none')}</Note>
            ) : (
              <SpotTable spots={data.spots} selectedId={spotId} onSelect={select} />
            )}
          </Section>
          <Section title={t('byClass')} isOpen={false}>
            <ul className="grid gap-1.5 text-[13px]">
              {data.byClass.map((row) => (
                <li key={row.name} className="grid grid-cols-[7.5rem_1fr_3.5rem] items-center gap-2">
                  <span className="truncate">
                    {classes.has(row.name as 'primary') ? classes(row.name as 'primary') : row.name}
                  </span>
                  <span className="h-2 overflow-hidden rounded-full bg-blind/25">
                    <span
                      className="block h-full bg-coverage"
                      style={{ width: `${100 * (1 - row.unseenStreetM / row.streetM)}%` }}
                    />
                  </span>
                  <span className="text-right">{percent(1 - row.unseenStreetM / row.streetM)}</span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
    </Panel>
  )
}
