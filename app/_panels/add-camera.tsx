'use client'
/** Adding a camera: click where it stands, say what it is, and see at once what it would see. */
import type { PickingInfo } from '@deck.gl/core'
import { useMutation } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useCallback, useEffect, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { CAMERA_KINDS, type CameraKind, OWNERSHIPS, type Ownership } from '../../server/domain/camera'
import type { CameraDraft } from '../../server/domain/camera-draft'
import { useMap, useMapClicks } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { useDraftView } from '../_map/use-draft-view'
import { api, messageOf } from '../_ui/api'
import { useCoverageChanged } from '../_ui/use-coverage-changed'
import { AimEditor } from './aim-editor'
import { Figures, Note, Panel, Section } from './panel'
import { SeenChangeLine } from './seen-change-line'

const NEW_CAMERA: Omit<CameraDraft, 'lng' | 'lat'> = {
  kind: 'fixed',
  heightM: 5,
  mountKind: 'pole',
  bearing: 0,
  tilt: 15,
  hfov: null,
  vfov: null,
  focalMm: 4,
  sensorWidthMm: 5.37,
  sensorHeightMm: 3.02,
  pixelsWide: 2560,
  pixelsHigh: 1440,
  rangeM: null,
  nightRangeM: null,
  sweepFrom: null,
  sweepTo: null,
  teleHfov: null,
  isUnderRoof: false,
  provenance: {},
}

export function AddCamera({ onClose }: { onClose(): void }) {
  const t = useTranslations('addCamera')
  const camera = useTranslations('camera')
  const format = useFormatter()
  const { setDraftView, reloadCameras } = useMap()
  const [, setUrl] = useQueryStates(urlState)
  const [draft, setDraft] = useState<CameraDraft | null>(null)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [ownership, setOwnership] = useState<Ownership>('public')
  const { view, change } = useDraftView(draft, null)
  const onCoverageChanged = useCoverageChanged()

  const onClick = useCallback((info: PickingInfo) => {
    if (!info.coordinate) return false
    const [lng, lat] = info.coordinate
    setDraft((current) => ({ ...(current ?? NEW_CAMERA), lng, lat }))
    return true
  }, [])
  useMapClicks('add-camera', onClick)
  useEffect(
    () =>
      setDraftView(
        draft && {
          cameraId: null,
          position: [draft.lng, draft.lat],
          geometry: view?.polygon ?? null,
          isAssumed: (view?.assumed.length ?? 0) > 0,
        },
      ),
    [draft, view, setDraftView],
  )
  useEffect(() => () => setDraftView(null), [setDraftView])

  const add = useMutation({
    mutationFn: () => {
      const { provenance: _provenance, ...fields } = draft!
      return api.cameras.add.mutate({
        code: code.trim(),
        fields: {
          ...fields,
          bearing: fields.kind === 'fixed' ? fields.bearing : null,
          name: name.trim() || null,
          ownership,
          pointClass: 9,
          readsPlates: false,
          isIndoor: false,
          isPlanned: false,
          operator: null,
          streamPath: null,
        },
      })
    },
    onSuccess: ({ id }) => {
      reloadCameras()
      onCoverageChanged()
      onClose()
      void setUrl({ camera: id })
    },
  })

  return (
    <Panel title={t('title')} onClose={onClose}>
      {!draft ? (
        <div className="p-4">
          <Note>{t('clickMap')}</Note>
        </div>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            add.mutate()
          }}
        >
          <Figures
            items={[
              {
                label: camera('sees'),
                value: view ? camera('squareMetres', { value: format.number(Math.round(view.areaM2)) }) : '—',
              },
              {
                label: camera('share'),
                value: view ? format.number(view.visibleShare, { style: 'percent', maximumFractionDigits: 0 }) : '—',
              },
            ]}
          />
          <SeenChangeLine change={change} />
          <Section title={t('what')}>
            <div className="grid gap-2">
              <label className="grid gap-1">
                <span className="label">{t('code')}</span>
                <input
                  className="field"
                  required
                  pattern="[\w.\-]{1,64}"
                  value={code}
                  onChange={(event) => setCode(event.target.value)}
                />
              </label>
              <label className="grid gap-1">
                <span className="label">{t('name')}</span>
                <input
                  className="field"
                  maxLength={120}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </label>
              <label className="grid gap-1">
                <span className="label">{t('kind')}</span>
                <select
                  className="field"
                  value={draft.kind}
                  onChange={(event) => setDraft({ ...draft, kind: event.target.value as CameraKind })}
                >
                  {CAMERA_KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {camera(`kind.${kind}`)}
                    </option>
                  ))}
                </select>
              </label>
              <label className="grid gap-1">
                <span className="label">{camera('field.ownership')}</span>
                <select
                  className="field"
                  value={ownership}
                  onChange={(event) => setOwnership(event.target.value as Ownership)}
                >
                  {OWNERSHIPS.map((owner) => (
                    <option key={owner} value={owner}>
                      {camera(`owner.${owner}`)}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          </Section>
          <Section title={camera('aim')}>
            <AimEditor draft={draft} onChange={setDraft} />
          </Section>
          <div className="grid gap-2 p-4">
            {add.error && <Note tone="warn">{messageOf(add.error)}</Note>}
            <button type="submit" className="button primary" disabled={add.isPending}>
              {t('add')}
            </button>
          </div>
        </form>
      )}
    </Panel>
  )
}
