'use client'
/** One camera: its picture, what it sees, every field and where it came from, and its history. */
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useCallback, useEffect, useRef } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { CameraDescription } from '../../server/services/describe-camera'
import { CLUSTERS_UNTIL_ZOOM } from '../_map/camera-clusters'
import { useMap, useMapPlace } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { api, messageOf } from '../_ui/api'
import { useLocalName, useMay } from '../_ui/city-context'
import { isTyping } from '../_ui/shortcuts'
import { AimEditor } from './aim-editor'
import { attributesOf, CameraEditor } from './camera-editor'
import { CameraFeed } from './camera-feed'
import { CameraFields } from './camera-fields'
import { CameraBadges, CameraSeen } from './camera-headline'
import { CameraHistory } from './camera-history'
import { CameraStateEditor } from './camera-state-editor'
import { OpticsDrawing } from './optics-drawing'
import { Note, Panel, Section, Skeleton } from './panel'
import { type CameraEdit, useCameraEdit } from './use-camera-edit'
import { useMoveOnMap } from './use-move-on-map'

const CLOSE_UP_ZOOM = 17

/** Goes to the camera once, when the map does not show it already. */
function useFlyToCamera(camera: CameraDescription | undefined): void {
  const { flyTo } = useMap()
  const { view, bounds } = useMapPlace()
  const isPlaced = useRef(false)
  useEffect(() => {
    if (!camera || !bounds || isPlaced.current) return
    isPlaced.current = true
    const { lng, lat } = camera.draft
    const [west, south, east, north] = bounds
    const isOutside = lng < west || lng > east || lat < south || lat > north
    if (isOutside || view.zoom < CLUSTERS_UNTIL_ZOOM - 1) flyTo({ zoom: CLOSE_UP_ZOOM, lng, lat })
  }, [camera, bounds, view.zoom, flyTo])
}

function useCloseOnEscape(close: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isTyping(event.target)) close()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [close])
}

export function CameraPanel({ id }: { id: number }) {
  const t = useTranslations('camera')
  const localName = useLocalName()
  const [, setUrl] = useQueryStates(urlState)
  const described = useQuery({
    queryKey: ['camera', id],
    queryFn: ({ signal }) => api.cameras.describe.query({ id }, { signal }),
    refetchInterval: 15_000,
  })
  const camera = described.data
  const edit = useCameraEdit(id, camera)
  const close = useCallback(() => void setUrl({ camera: null }), [setUrl])
  useCloseOnEscape(close)
  useFlyToCamera(camera)

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
  return (
    <Panel
      title={localName({ name: camera.name, nameEn: camera.source.tags['name:en'] ?? null }) || camera.code}
      subtitle={`${camera.code} · ${localName(camera.jurisdiction) || t('noJurisdiction')}`}
      onClose={close}
    >
      <CameraSections camera={camera} edit={edit} />
    </Panel>
  )
}

function CameraSections({ camera, edit }: { camera: CameraDescription; edit: CameraEdit }) {
  const t = useTranslations('camera')
  const format = useFormatter()
  const may = useMay()
  const shown = edit.draft ?? camera.draft
  const mayEdit = may('camera.edit') && !camera.isRetired
  return (
    <>
      <CameraBadges camera={camera} kind={shown.kind} />
      {may('feed.open') && <CameraFeed camera={camera} />}
      <CameraSeen camera={camera} edit={edit} />
      {mayEdit && <AimSection camera={camera} edit={edit} />}
      <Section title={t('optics')}>
        <OpticsDrawing stored={camera.draft} draft={shown} aim={camera.aim} />
      </Section>
      {mayEdit && (
        <Section title={t('editTitle')} isOpen={false}>
          <CameraEditor
            key={`${camera.version}.${edit.discards}`}
            draft={shown}
            attributes={edit.attributes ?? attributesOf(camera)}
            onDraft={edit.setDraft}
            onAttributes={edit.setAttributes}
          />
          <p className="mt-2 text-ink-3 text-xs">{t('editHint')}</p>
        </Section>
      )}
      {may('camera.state') && !camera.isRetired && (
        <Section title={t('stateTitle')}>
          <CameraStateEditor id={camera.id} state={camera.state} onDone={edit.done} />
        </Section>
      )}
      <Section title={t('fields')}>
        <CameraFields camera={camera} />
      </Section>
      <Section title={t('history')} aside={format.number(camera.revisions.length)} isOpen={false}>
        <CameraHistory camera={camera} />
        {may('camera.edit') && (
          <div className="mt-3 flex gap-2">
            <button type="button" className="button" disabled={edit.isUndoing} onClick={edit.undo}>
              {t('undo')}
            </button>
            {!camera.isRetired && (
              <button type="button" className="button" disabled={edit.isRetiring} onClick={edit.retire}>
                {t('retire')}
              </button>
            )}
          </div>
        )}
      </Section>
      {edit.isDirty && (
        <div className="sticky bottom-0 flex gap-2 border-line border-t bg-surface px-4 py-3">
          <button type="button" className="button primary" disabled={edit.isSaving} onClick={edit.save}>
            {edit.isSaving ? t('saving') : t('save')}
          </button>
          <button type="button" className="button" onClick={edit.discard}>
            {t('discard')}
          </button>
        </div>
      )}
    </>
  )
}

function AimSection({ camera, edit }: { camera: CameraDescription; edit: CameraEdit }) {
  const t = useTranslations('camera')
  const move = useMoveOnMap(edit.draft, edit.setDraft)
  const shown = edit.draft ?? camera.draft
  return (
    <Section title={t('aim')}>
      <AimEditor draft={shown} onChange={edit.setDraft} />
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
  )
}
