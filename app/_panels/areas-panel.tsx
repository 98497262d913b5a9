'use client'
/** The ground that people draw: what must be seen, what must not be, and cordons; listed by kind, drawn and changed on the map. */
import type { PickingInfo } from '@deck.gl/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Position } from 'geojson'
import { parseAsInteger, useQueryState, useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { BOARD_DRAWN_KINDS } from '../../server/domain/board-area'
import { boxOfArea, DRAWN_AREA_KINDS, type DrawnAreaKind } from '../../server/domain/drawn-area'
import type { DrawnArea } from '../../server/services/list-areas'
import { AREA_SIGNS, areaAt, areaLayers, areaNameLayers } from '../_map/layers/area-layers'
import { useMap, useMapClicks, useMapLayers, useMapPlace } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { useKeys } from '../_map/use-drawing'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { type AreaChange, AreaEditor } from './area-editor'
import { AreaSketch } from './area-sketch'
import { CameraPanel } from './camera-panel'
import { CordonResult } from './cordon-result'
import { InOutBoard } from './in-out-board'
import { Note, Panel, Section, Skeleton } from './panel'
import { PlanSections } from './plan-sections'
import { useAreaText } from './use-area-text'
import { WatchRulesTable } from './watch-rules-table'
import { WatchedSwitch } from './watched-switch'

const NAMES_FROM_ZOOM = 13
const NO_AREAS: DrawnArea[] = []

/** A new area on its way: being drawn, then named. */
interface Fresh {
  kind: DrawnAreaKind
  ring: Position[] | null
}

export function AreasPanel() {
  const [{ camera }] = useQueryStates(urlState)
  return camera === null ? <AreasWorkspace /> : <CameraPanel key={camera} id={camera} />
}

function AreasWorkspace() {
  const t = useTranslations('areas')
  const client = useQueryClient()
  const { flyTo, palette, hatch } = useMap()
  const { view } = useMapPlace()
  const mayCount = useMay()('heat.read')
  const [selectedId, setSelectedId] = useQueryState('drawn', parseAsInteger)
  const [, setCrossing] = useQueryState('crossing', parseAsInteger)
  const [fresh, setFresh] = useState<Fresh | null>(null)
  const [last, setLast] = useState<AreaChange | null>(null)
  const list = useQuery({
    queryKey: ['areas'],
    queryFn: ({ signal }) => api.areas.list.query({}, { signal }),
    placeholderData: (previous) => previous,
  })
  const areas = list.data ?? NO_AREAS
  const selected = areas.find(({ id }) => id === selectedId) ?? null

  const showNames = view.zoom >= NAMES_FROM_ZOOM
  const zoom = Math.round(view.zoom)
  const layers = useMemo(
    () => (hatch ? areaLayers({ areas, selectedId, palette, hatch, zoom }) : []),
    [areas, selectedId, palette, hatch, zoom],
  )
  const names = useMemo(
    () => areaNameLayers({ areas, selectedId, palette, showNames }),
    [areas, selectedId, palette, showNames],
  )
  useMapLayers('areas', layers, 'below')
  useMapLayers('area-names', names)
  const choose = useCallback(
    (id: number | null) => {
      void setSelectedId(id)
      void setCrossing(null)
      setLast(null)
    },
    [setSelectedId, setCrossing],
  )
  const onClick = useCallback(
    ({ object }: PickingInfo) => {
      const id = areaAt(object)
      if (id !== null) choose(id)
      return id !== null
    },
    [choose],
  )
  useMapClicks('areas', fresh ? null : onClick)

  const onChanged = async (change: AreaChange) => {
    for (const key of ['watched', 'blind-spots', 'in-out-board']) void client.invalidateQueries({ queryKey: [key] })
    await client.invalidateQueries({ queryKey: ['areas'] })
    setFresh(null)
    setLast(change)
    void setSelectedId(change.did === 'removed' ? null : change.id)
  }
  const show = (area: DrawnArea) => {
    choose(area.id)
    const [west, south, east, north] = boxOfArea(area.geometry)
    flyTo({ zoom: view.zoom, lng: (west + east) / 2, lat: (south + north) / 2, bounds: [west, south, east, north] })
  }
  const cancel = useCallback(() => setFresh(null), [])
  const finish = useCallback((ring: Position[]) => setFresh((current) => current && { ...current, ring }), [])
  const close = useCallback(() => choose(null), [choose])

  if (fresh)
    return (
      <Panel title={t('new')} subtitle={t(`kind.${fresh.kind}`)} onClose={cancel}>
        {fresh.ring ? (
          <AreaEditor kind={fresh.kind} stored={null} drawn={fresh.ring} onChanged={onChanged} onClose={cancel} />
        ) : (
          <AreaSketch hint={t(`kindHint.${fresh.kind}`)} onFinish={finish} onCancel={cancel} />
        )}
      </Panel>
    )
  if (selectedId !== null && (selected || list.isSuccess))
    return (
      <Panel
        title={selected ? selected.name : t('title')}
        subtitle={selected && t(`kind.${selected.kind}`)}
        onClose={close}
      >
        <Done change={last} onChanged={onChanged} />
        {selected ? (
          <>
            <AreaEditor
              key={`${selected.id} ${selected.version}`}
              kind={selected.kind}
              stored={selected}
              drawn={[]}
              onChanged={onChanged}
              onClose={close}
            />
            {selected.kind === 'cordon' && <CordonResult id={selected.id} version={selected.version} />}
            {mayCount && BOARD_DRAWN_KINDS.includes(selected.kind) && (
              <InOutBoard key={`board ${selected.id} ${selected.version}`} area={{ kind: 'drawn', id: selected.id }} />
            )}
          </>
        ) : (
          <div className="p-4">
            <Note>{t('gone')}</Note>
          </div>
        )}
      </Panel>
    )
  return (
    <Panel title={t('title')} subtitle={t('subtitle')}>
      <PlanSections />
      <Done change={last} hasKey onChanged={onChanged} />
      <Drawers
        onDraw={(kind) => {
          setLast(null)
          setFresh({ kind, ring: null })
        }}
      />
      {list.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(list.error)}</Note>
        </div>
      )}
      {!list.data && list.isFetching && <Skeleton lines={5} />}
      {list.data && <AreaList areas={areas} onShow={show} />}
      <Section title={t('rules')} isOpen={false}>
        <WatchRulesTable />
      </Section>
      <WatchedSwitch />
    </Panel>
  )
}

interface DoneProps {
  change: AreaChange | null
  /** ⌘Z is this one's; an open editor has it otherwise. */
  hasKey?: boolean
  onChanged(change: AreaChange): void
}

/** What was done last, with a way back. */
function Done({ change, hasKey = false, onChanged }: DoneProps) {
  const t = useTranslations('areas')
  const undo = useMutation({
    mutationFn: ({ id, version }: AreaChange) => api.areas.undo.mutate({ id, version }),
    onSuccess: (done) => onChanged({ ...done, did: done.isRemoved ? 'removed' : 'undone' }),
  })
  const { mutate } = undo
  useKeys(
    useMemo(
      () => ({ undo: hasKey && change && change.did !== 'undone' ? () => mutate(change) : undefined }),
      [hasKey, change, mutate],
    ),
  )
  if (!change) return null
  return (
    <div
      className="flex min-h-12 items-center justify-between gap-2 border-line border-b bg-surface-2 px-4 text-[13px]"
      role="status"
    >
      <span>{undo.isError ? messageOf(undo.error) : t(`done.${change.did}`)}</span>
      {change.did !== 'undone' && (
        <button type="button" className="button" disabled={undo.isPending} onClick={() => undo.mutate(change)}>
          {t('undoShort')}
        </button>
      )}
    </div>
  )
}

function Drawers({ onDraw }: { onDraw(kind: DrawnAreaKind): void }) {
  const t = useTranslations('areas')
  if (!useMay()('area.edit')) return null
  return (
    <fieldset className="border-line border-b px-4 py-3">
      <legend className="label float-left mb-1.5">{t('draw')}</legend>
      <div className="clear-both grid grid-cols-2 gap-2">
        {DRAWN_AREA_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className="button justify-start"
            title={t(`kindHint.${kind}`)}
            onClick={() => onDraw(kind)}
          >
            <span aria-hidden className="w-4 text-center">
              {AREA_SIGNS[kind]}
            </span>
            {t(`kind.${kind}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

function AreaList({ areas, onShow }: { areas: readonly DrawnArea[]; onShow(area: DrawnArea): void }) {
  const t = useTranslations('areas')
  const format = useFormatter()
  const areaText = useAreaText()
  const mayEdit = useMay()('area.edit')
  if (areas.length === 0)
    return (
      <div className="border-line border-b p-4">
        <Note>{t(mayEdit ? 'empty' : 'emptyReader')}</Note>
      </div>
    )
  return DRAWN_AREA_KINDS.map((kind) => {
    const rows = areas.filter((area) => area.kind === kind)
    if (rows.length === 0) return null
    return (
      <Section key={kind} title={`${AREA_SIGNS[kind]} ${t(`kind.${kind}`)}`} aside={format.number(rows.length)}>
        <ul className="-mx-2 text-[13px]">
          {rows.map((area) => (
            <li key={area.id}>
              <button
                type="button"
                className="flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-left hover:bg-surface-2"
                onClick={() => onShow(area)}
              >
                <span className="min-w-0 truncate">{area.name}</span>
                <span className="shrink-0 text-ink-3 text-xs">{areaText(area.areaM2)}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
    )
  })
}
