'use client'
/** The situation: how the cameras are, what is going on, and one camera when it is selected. */
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { CAMERA_KINDS, CAMERA_STATES, OWNERSHIPS } from '../../server/domain/camera'
import type { CameraColumns } from '../../server/domain/camera-columns'
import { type CameraFilter, filterCameras } from '../_map/camera-clusters'
import { incidentLayers } from '../_map/layers/incident-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { useCameras } from '../_map/use-cameras'
import { api, messageOf } from '../_ui/api'
import { useCity, useLocalName, useMay } from '../_ui/city-context'
import { usePreferences } from '../_ui/providers'
import { StateMark } from '../_ui/state-mark'
import { WatchButton } from '../_wall/watch-button'
import { AddCamera } from './add-camera'
import { CameraPanel } from './camera-panel'
import { Figures, Note, Panel, Section, Skeleton } from './panel'

const DAY_MS = 86_400_000
const CLOSE_UP_ZOOM = 16.5

function useIncidents() {
  const { passageSpan } = useCity()
  const [now] = useState(() => Date.now())
  const to = Math.max(now, passageSpan?.to ?? 0)
  return useQuery({
    queryKey: ['incidents', to],
    queryFn: ({ signal }) => api.incidents.list.query({ from: to - 7 * DAY_MS, to }, { signal }),
  })
}

function Chips<T extends string>({
  label,
  all,
  chosen,
  onChange,
  render,
}: {
  label: string
  all: readonly T[]
  chosen: readonly T[]
  onChange(next: T[]): void
  render(value: T): React.ReactNode
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="label mb-1">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {all.map((value) => {
          const isOn = chosen.includes(value)
          return (
            <button
              key={value}
              type="button"
              aria-pressed={isOn}
              className={`button min-h-7 px-2 text-[13px] ${isOn ? 'on' : ''}`}
              onClick={() => onChange(isOn ? chosen.filter((other) => other !== value) : [...chosen, value])}
            >
              {render(value)}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

function Filters() {
  const t = useTranslations('situation')
  const camera = useTranslations('camera')
  const states = useTranslations('state')
  const [url, setUrl] = useQueryStates(urlState)
  const isFiltered = url.state.length + url.kind.length + url.owner.length > 0 || url.plates
  return (
    <div className="grid gap-3">
      <Chips
        label={t('byState')}
        all={CAMERA_STATES}
        chosen={url.state}
        onChange={(state) => void setUrl({ state })}
        render={(state) => (
          <>
            <StateMark state={state} />
            {states(state)}
          </>
        )}
      />
      <Chips
        label={t('byKind')}
        all={CAMERA_KINDS}
        chosen={url.kind}
        onChange={(kind) => void setUrl({ kind })}
        render={(kind) => camera(`kind.${kind}`)}
      />
      <Chips
        label={t('byOwner')}
        all={OWNERSHIPS}
        chosen={url.owner}
        onChange={(owner) => void setUrl({ owner })}
        render={(owner) => camera(`owner.${owner}`)}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          className="accent-[var(--accent)]"
          checked={url.plates}
          onChange={(event) => void setUrl({ plates: event.target.checked })}
        />
        {t('onlyPlates')}
      </label>
      {isFiltered && (
        <button
          type="button"
          className="button justify-self-start"
          onClick={() => void setUrl({ state: null, kind: null, owner: null, plates: null })}
        >
          {t('clearFilters')}
        </button>
      )}
    </div>
  )
}

function tallyOf(columns: CameraColumns, filter: CameraFilter) {
  const ofState = CAMERA_STATES.map(() => 0)
  for (const state of columns.state) ofState[state]++
  const [working, unknown] = (['working', 'unknown'] as const).map((state) => ofState[CAMERA_STATES.indexOf(state)])
  return { working, known: columns.count - unknown, shown: filterCameras(columns, filter).length }
}

export function SituationPanel() {
  const t = useTranslations('situation')
  const wall = useTranslations('wall')
  const incidentKinds = useTranslations('incident')
  const format = useFormatter()
  const city = useCity()
  const may = useMay()
  const localName = useLocalName()
  const { locale } = usePreferences()
  const [url] = useQueryStates(urlState)
  const cameras = useCameras()
  const incidents = useIncidents()
  const { flyTo, palette } = useMap()
  const [isAdding, setIsAdding] = useState(false)
  const layers = useMemo(
    () => (url.hide.includes('incidents') ? [] : incidentLayers({ incidents: incidents.data ?? [], palette, locale })),
    [incidents.data, palette, locale, url.hide],
  )
  useMapLayers('situation', layers, 'below')
  const data = cameras.data
  const { state, kind, owner, plates } = url
  const tally = useMemo(() => data && tallyOf(data, { state, kind, owner, plates }), [data, state, kind, owner, plates])

  if (url.camera !== null) return <CameraPanel key={url.camera} id={url.camera} />
  if (isAdding) return <AddCamera onClose={() => setIsAdding(false)} />

  const title = localName(city) || t('title')
  return (
    <Panel title={title} subtitle={t('subtitle', { name: city.person.displayName, unit: city.person.unit })}>
      {!data || !tally ? (
        <Skeleton />
      ) : data.count === 0 ? (
        <div className="grid gap-3 p-4">
          <Note>{t('empty')}</Note>
          <pre className="overflow-x-auto rounded-lg bg-surface-2 p-3 text-xs">
            npm run import -- osm city.osm.pbf{'\n'}npm run import -- cameras cameras.csv --crs WGS84
          </pre>
        </div>
      ) : (
        <Figures
          items={[
            { label: t('cameras'), value: format.number(data.count) },
            {
              label: t('working'),
              hint: t('workingHint'),
              value:
                tally.known === 0
                  ? '—'
                  : format.number(tally.working / tally.known, { style: 'percent', maximumFractionDigits: 1 }),
            },
            { label: t('shown'), value: format.number(tally.shown) },
          ]}
        />
      )}
      {may('camera.edit') && (
        <div className="border-line border-b px-4 py-3">
          <button type="button" className="button" onClick={() => setIsAdding(true)}>
            <Plus size={16} aria-hidden />
            {t('addCamera')}
          </button>
        </div>
      )}
      <Section title={t('filters')}>
        <Filters />
      </Section>
      <Section title={t('incidents')} aside={incidents.data && format.number(incidents.data.length)}>
        {incidents.isError && <Note tone="warn">{messageOf(incidents.error)}</Note>}
        {incidents.data?.length === 0 && <p className="text-ink-2">{t('noIncidents')}</p>}
        <ul className="grid gap-0.5">
          {(incidents.data ?? []).slice(0, 40).map((incident) => (
            <li key={incident.id} className="flex items-start gap-1">
              <button
                type="button"
                className="min-w-0 flex-1 rounded-md px-2 py-1.5 text-left hover:bg-surface-2"
                onClick={() => flyTo({ zoom: CLOSE_UP_ZOOM, lng: incident.lng, lat: incident.lat })}
              >
                <span className="block truncate">{localName({ name: incident.title, nameEn: incident.titleEn })}</span>
                <span className="text-ink-3 text-xs">
                  {incidentKinds.has(incident.kind as 'theft')
                    ? incidentKinds(incident.kind as 'theft')
                    : incident.kind}{' '}
                  · {format.dateTime(incident.startedAt, { dateStyle: 'medium', timeStyle: 'short' })}
                </span>
              </button>
              <WatchButton
                isCompact
                label={wall('watchAround')}
                find={() => api.feeds.around.query({ position: [incident.lng, incident.lat] })}
              />
            </li>
          ))}
        </ul>
      </Section>
    </Panel>
  )
}
