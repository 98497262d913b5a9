'use client'
/** One camera: its picture, what it sees, every field and where it came from, and its history. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { CameraDraft } from '../../server/domain/camera-draft'
import { isTurning } from '../../server/domain/footprint'
import type { CameraDescription } from '../../server/services/describe-camera'
import { FeedTile } from '../_feed/feed-tile'
import { Steering } from '../_feed/steering'
import { CLUSTERS_UNTIL_ZOOM } from '../_map/camera-clusters'
import { useMap, useMapPlace } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { useDraftView } from '../_map/use-draft-view'
import { api, messageOf } from '../_ui/api'
import { useCity, useLocalName, useMay } from '../_ui/city-context'
import { isTyping } from '../_ui/shortcuts'
import { StateMark } from '../_ui/state-mark'
import { useCoverageChanged } from '../_ui/use-coverage-changed'
import { AddToWall } from '../_wall/watch-button'
import { AimEditor } from './aim-editor'
import { attributesOf, type CameraAttributes, CameraEditor, changedAttributes } from './camera-editor'
import { CameraFields } from './camera-fields'
import { CameraHistory } from './camera-history'
import { CameraStateEditor } from './camera-state-editor'
import { OpticsDrawing } from './optics-drawing'
import { Figures, Note, Panel, Section, Skeleton } from './panel'
import { SeenChangeLine } from './seen-change-line'
import { useMoveOnMap } from './use-move-on-map'

const CLOSE_UP_ZOOM = 17

/** What was changed in the draft against what is stored. */
export function changesOf(stored: CameraDraft, draft: CameraDraft): Partial<CameraDraft> {
  const keys = (Object.keys(draft) as (keyof CameraDraft)[]).filter(
    (key) => key !== 'provenance' && draft[key] !== stored[key],
  )
  const changes = Object.fromEntries(keys.map((key) => [key, draft[key]])) as Partial<CameraDraft>
  return 'lng' in changes || 'lat' in changes ? { ...changes, lng: draft.lng, lat: draft.lat } : changes
}

/** Whether effective coverage counts it. */
const isCounted = ({ state, isPlanned, isIndoor, isRetired }: CameraDescription) =>
  state !== 'fault' && state !== 'offline' && !isPlanned && !isIndoor && !isRetired

export function CameraPanel({ id }: { id: number }) {
  const t = useTranslations('camera')
  const states = useTranslations('state')
  const format = useFormatter()
  const may = useMay()
  const localName = useLocalName()
  const { person } = useCity()
  const client = useQueryClient()
  const { flyTo, setDraftView, reloadCameras } = useMap()
  const { view, bounds } = useMapPlace()
  const [, setUrl] = useQueryStates(urlState)
  const described = useQuery({
    queryKey: ['camera', id],
    queryFn: ({ signal }) => api.cameras.describe.query({ id }, { signal }),
    refetchInterval: 15_000,
  })
  const [draft, setDraft] = useState<CameraDraft | null>(null)
  const [attributes, setAttributes] = useState<CameraAttributes | null>(null)
  const [discards, setDiscards] = useState(0)
  const camera = described.data
  const preview = useDraftView(draft, camera && isCounted(camera) ? camera.draft : null)
  const onCoverageChanged = useCoverageChanged()
  const move = useMoveOnMap(draft, setDraft)

  useEffect(() => {
    setDraftView(
      draft && camera
        ? {
            cameraId: camera.id,
            position: [draft.lng, draft.lat],
            geometry: preview.view?.polygon ?? null,
            isAssumed: (preview.view?.assumed.length ?? 0) > 0,
          }
        : null,
    )
  }, [draft, preview.view, camera, setDraftView])
  useEffect(() => () => setDraftView(null), [setDraftView])

  const isPlaced = useRef(false)
  useEffect(() => {
    if (!camera || !bounds || isPlaced.current) return
    isPlaced.current = true
    const { lng, lat } = camera.draft
    const [west, south, east, north] = bounds
    const isOutside = lng < west || lng > east || lat < south || lat > north
    if (isOutside || view.zoom < CLUSTERS_UNTIL_ZOOM - 1) flyTo({ zoom: CLOSE_UP_ZOOM, lng, lat })
  }, [camera, bounds, view.zoom, flyTo])

  const lookAgain = useCallback(() => void client.invalidateQueries({ queryKey: ['camera', id] }), [client, id])
  const discard = () => {
    setDraft(null)
    setAttributes(null)
    setDiscards((count) => count + 1)
  }
  const changes = () => ({
    ...(draft ? changesOf(camera!.draft, draft) : {}),
    ...(attributes ? changedAttributes(attributesOf(camera!), attributes) : {}),
  })
  const done = async () => {
    discard()
    await client.invalidateQueries({ queryKey: ['camera', id] })
    reloadCameras()
    onCoverageChanged()
  }
  const save = useMutation({
    mutationFn: () => api.cameras.edit.mutate({ id, version: camera!.version, changes: changes() }),
    onSuccess: done,
  })
  const undo = useMutation({
    mutationFn: () => api.cameras.undo.mutate({ id, version: camera!.version }),
    onSuccess: done,
  })
  const retire = useMutation({
    mutationFn: () => api.cameras.retire.mutate({ id, version: camera!.version }),
    onSuccess: done,
  })
  const undoLatest = useRef(() => {})
  /** ⌘Z takes back the draft, else one's own last change. */
  undoLatest.current = () => {
    if (draft || attributes) discard()
    else if (may('camera.edit') && camera?.revisions[0]?.person === person.displayName) undo.mutate()
  }
  const close = useCallback(() => void setUrl({ camera: null }), [setUrl])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return
      if (event.key === 'Escape') close()
      if (event.key === 'z' && (event.metaKey || event.ctrlKey)) undoLatest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [close])

  if (described.isError) {
    return (
      <Panel title={t('unknownTitle')} onClose={close}>
        <div className="p-4">
          <Note tone="warn">{messageOf(described.error)}</Note>
        </div>
      </Panel>
    )
  }
  if (!camera) {
    return (
      <Panel title={t('loading')} onClose={close}>
        <Skeleton lines={8} />
      </Panel>
    )
  }

  const failure = save.error ?? undo.error ?? retire.error
  const shown = draft ?? camera.draft
  const seenM2 = preview.view?.areaM2 ?? camera.viewshed?.areaM2
  const ofM2 = preview.view?.footprintAreaM2 ?? camera.viewshed?.footprintAreaM2
  const assumed = preview.view?.assumed ?? camera.viewshed?.assumed ?? []
  const farM = preview.view?.farM ?? camera.footprint.farM
  const isDirty = Object.keys(changes()).length > 0

  return (
    <Panel
      title={localName({ name: camera.name, nameEn: camera.source.tags['name:en'] ?? null }) || camera.code}
      subtitle={`${camera.code} · ${localName(camera.jurisdiction) || t('noJurisdiction')}`}
      onClose={close}
    >
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 text-[13px]">
        <span className="inline-flex items-center gap-1.5 rounded-full border border-line px-2 py-0.5">
          <StateMark state={camera.state} />
          {states(camera.state)}
        </span>
        <span className="rounded-full border border-line px-2 py-0.5">{t(`kind.${shown.kind}`)}</span>
        {camera.readsPlates && <span className="rounded-full border border-line px-2 py-0.5">{t('readsPlates')}</span>}
        {camera.isPlanned && (
          <span className="rounded-full border border-line border-dashed px-2 py-0.5">{t('isPlanned')}</span>
        )}
        {camera.isRetired && <span className="rounded-full border border-offline px-2 py-0.5">{t('isRetired')}</span>}
      </div>
      {may('feed.open') && (
        <div className="px-4 pt-3">
          <FeedTile
            cameraId={camera.id}
            hasStream={camera.streamPath !== null}
            state={camera.state}
            hfov={camera.optics.hfov}
          />
          {camera.streamPath !== null && (
            <div className="pt-2">
              <AddToWall cameraId={camera.id} />
            </div>
          )}
        </div>
      )}
      {may('feed.open') && camera.streamPath !== null && isTurning(camera.draft.kind) && !camera.isRetired && (
        <Steering camera={camera} onTurned={lookAgain} />
      )}
      <Figures
        items={[
          {
            label: t('sees'),
            value: seenM2 === undefined ? '—' : t('squareMetres', { value: format.number(Math.round(seenM2)) }),
            hint: t('seesHint'),
          },
          {
            label: t('share'),
            value:
              seenM2 === undefined || !ofM2
                ? '—'
                : format.number(seenM2 / ofM2, { style: 'percent', maximumFractionDigits: 0 }),
            hint: t('shareHint'),
          },
          {
            label: t('range'),
            value: t('metres', { value: format.number(farM, { maximumSignificantDigits: 3 }) }),
            hint: t('rangeHint'),
          },
        ]}
      />
      {draft && <SeenChangeLine change={preview.change} />}
      {seenM2 !== undefined && (
        <div className="px-4 pt-3">
          <Note>
            {t('assumedNote', {
              fields: format.list([
                ...new Set([...assumed, 'terrain'].map((field) => t(`field.${field}` as 'field.bearing'))),
              ]),
            })}
          </Note>
        </div>
      )}
      {failure && (
        <div className="px-4 pt-3" role="alert">
          <Note tone="warn">{messageOf(failure)}</Note>
        </div>
      )}
      {preview.problem && (
        <div className="px-4 pt-3" role="alert">
          <Note tone="warn">{preview.problem}</Note>
        </div>
      )}
      {may('camera.edit') && !camera.isRetired && (
        <Section title={t('aim')}>
          <AimEditor draft={shown} onChange={setDraft} />
          <div className="mt-3 flex flex-wrap gap-2">
            <button
              type="button"
              className={`button ${move.isMoving ? 'on' : ''}`}
              aria-pressed={move.isMoving}
              onClick={() => move.toggle(shown)}
            >
              {t('move')}
            </button>
          </div>
          {move.isMoving && <p className="mt-2 text-ink-2 text-xs">{t('moveHint')}</p>}
        </Section>
      )}
      <Section title={t('optics')}>
        <OpticsDrawing stored={camera.draft} draft={shown} aim={camera.aim} />
      </Section>
      {may('camera.edit') && !camera.isRetired && (
        <Section title={t('editTitle')} isOpen={false}>
          <CameraEditor
            key={`${camera.version}.${discards}`}
            draft={shown}
            attributes={attributes ?? attributesOf(camera)}
            onDraft={setDraft}
            onAttributes={setAttributes}
          />
          <p className="mt-2 text-ink-3 text-xs">{t('editHint')}</p>
        </Section>
      )}
      {may('camera.state') && !camera.isRetired && (
        <Section title={t('stateTitle')}>
          <CameraStateEditor id={camera.id} state={camera.state} onDone={done} />
        </Section>
      )}
      <Section title={t('fields')}>
        <CameraFields camera={camera} />
      </Section>
      <Section title={t('history')} aside={format.number(camera.revisions.length)} isOpen={false}>
        <CameraHistory camera={camera} />
        {may('camera.edit') && (
          <div className="mt-3 flex gap-2">
            <button type="button" className="button" disabled={undo.isPending} onClick={() => undo.mutate()}>
              {t('undo')}
            </button>
            {!camera.isRetired && (
              <button type="button" className="button" disabled={retire.isPending} onClick={() => retire.mutate()}>
                {t('retire')}
              </button>
            )}
          </div>
        )}
      </Section>
      {isDirty && (
        <div className="sticky bottom-0 flex gap-2 border-line border-t bg-surface px-4 py-3">
          <button type="button" className="button primary" disabled={save.isPending} onClick={() => save.mutate()}>
            {save.isPending ? t('saving') : t('save')}
          </button>
          <button type="button" className="button" onClick={discard}>
            {t('discard')}
          </button>
        </div>
      )}
    </Panel>
  )
}
