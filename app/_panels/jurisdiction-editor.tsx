'use client'
/** One jurisdiction, new or stored: its names, what it is part of, its outline to reshape, and retiring it. */
import { useMutation } from '@tanstack/react-query'
import type { Position } from 'geojson'
import { type FormEvent, useMemo, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { cornersOf, LARGEST_JURISDICTION, MOST_CORNERS, ringAreaM2, shapeProblem } from '../../server/domain/drawn-area'
import { jurisdictionLayers } from '../_map/layers/jurisdiction-layers'
import { useMap, useMapClicks, useMapLayers } from '../_map/map-context'
import { useReshaping } from '../_map/use-drawing'
import { api, messageOf } from '../_ui/api'
import { ConfirmButton } from './confirm-button'
import { JurisdictionFields, type JurisdictionText } from './jurisdiction-fields'
import { Figures, Note, Section } from './panel'
import { useAreaText } from './use-area-text'

type Stored = Awaited<ReturnType<typeof api.jurisdictions.outline.query>>
export type JurisdictionDone = Awaited<ReturnType<typeof api.jurisdictions.edit.mutate>> & {
  did: 'drawn' | 'edited' | 'retired'
}

interface JurisdictionEditorProps {
  /** Null: not stored yet. */
  stored: Stored | null
  /** The outline as drawn, for one that is not stored yet. */
  drawn: Position[]
  onDone(change: JurisdictionDone): void
  onClose(): void
}

const EMPTY: JurisdictionText = { code: '', kind: 'station', name: '', nameEn: null, parentId: null }
const textOf = ({ code, kind, name, nameEn, parentId }: Stored): JurisdictionText => ({
  code,
  kind,
  name,
  nameEn,
  parentId,
})
const SWALLOW = () => true

/** The corners of an outline that one ring makes up; what came in with holes or islands is reshaped where it came from. */
function ringOf({ geometry }: Stored): Position[] | null {
  if (geometry.type !== 'Polygon' || geometry.coordinates.length > 1) return null
  const corners = cornersOf(geometry.coordinates[0])
  return corners.length <= MOST_CORNERS ? corners : null
}

export function JurisdictionEditor({ stored, drawn, onDone, onClose }: JurisdictionEditorProps) {
  const t = useTranslations('jurisdictions')
  const areas = useTranslations('areas')
  const format = useFormatter()
  const areaText = useAreaText()
  const { palette } = useMap()
  const [text, setText] = useState<JurisdictionText>(stored ? textOf(stored) : EMPTY)
  const [start] = useState(() => (stored ? ringOf(stored) : drawn))
  const isTextChanged = stored !== null && JSON.stringify(text) !== JSON.stringify(textOf(stored))
  const { ring, isChanged, corner, removeCorner, discard } = useReshaping(
    start ?? [],
    { onUndo: () => {}, onEscape: onClose },
    { isAllowed: start !== null, isNew: stored === null },
  )
  const isDirty = stored === null || isChanged || isTextChanged
  useMapClicks('jurisdiction-editor', isDirty ? SWALLOW : null)
  const layers = useMemo(() => (stored ? jurisdictionLayers(stored.geometry, palette) : []), [stored, palette])
  useMapLayers('jurisdiction', layers, 'below')

  const save = useMutation({
    mutationFn: async () => {
      const outline = ring as [number, number][]
      const { code, kind, ...changes } = text
      if (!stored) return api.jurisdictions.draw.mutate({ ...text, ring: outline })
      const { id, version } = stored
      return api.jurisdictions.edit.mutate({
        id,
        version,
        changes: { ...changes, ...(isChanged && { ring: outline }) },
      })
    },
    onSuccess: (done) => onDone({ ...done, did: stored ? 'edited' : 'drawn' }),
  })
  const retire = useMutation({
    mutationFn: () => api.jurisdictions.retire.mutate({ id: stored!.id, version: stored!.version }),
    onSuccess: (done) => onDone({ ...done, did: 'retired' }),
  })
  const problem = start && shapeProblem(ring, LARGEST_JURISDICTION)
  const failure = save.error ?? retire.error
  const isBusy = save.isPending || retire.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const giveUp = () => {
    if (!stored) return onClose()
    discard()
    setText(textOf(stored))
  }
  return (
    <form onSubmit={submit} data-testid="jurisdiction">
      {start && (
        <Figures
          items={[
            { label: areas('area'), value: areaText(ringAreaM2(ring)) },
            { label: areas('corners'), value: format.number(ring.length) },
          ]}
        />
      )}
      {[problem && areas(`problem.${problem.reason}`), failure && messageOf(failure)].map(
        (said) =>
          said && (
            <div key={said} className="px-4 pt-3" role="alert">
              <Note tone="warn">{said}</Note>
            </div>
          ),
      )}
      <Section title={areas('details')}>
        <JurisdictionFields isNew={stored === null} ownId={stored?.id ?? null} value={text} onChange={setText} />
        <p className="mt-3 text-ink-2 text-xs">{start ? areas('reshape') : t('manyRings')}</p>
        {corner !== null && ring.length > 3 && (
          <button type="button" className="button mt-2" onClick={removeCorner}>
            {areas('removeCorner')}
          </button>
        )}
      </Section>
      {isDirty ? (
        <div className="sticky bottom-0 z-10 grid gap-2 border-line border-b bg-surface px-4 py-3">
          <p className="text-ink-2 text-xs">{t('follows')}</p>
          <div className="flex gap-2">
            <button type="submit" className="button primary" disabled={isBusy || problem !== null}>
              {save.isPending ? areas('saving') : areas('save')}
            </button>
            <button type="button" className="button" onClick={giveUp}>
              {areas('discard')}
            </button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2 border-line border-b px-4 py-3">
          <ConfirmButton
            label={t('retire')}
            warning={t('retireWarning')}
            disabled={isBusy}
            onConfirm={() => retire.mutate()}
          />
        </div>
      )}
    </form>
  )
}
