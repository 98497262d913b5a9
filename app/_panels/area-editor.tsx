'use client'
/** One area, new or stored: its fields, its outline to reshape, and saving, removing, undoing. */
import { useMutation } from '@tanstack/react-query'
import type { Position } from 'geojson'
import { type FormEvent, useCallback, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { cornersOf, type DrawnAreaKind, ringAreaM2, shapeProblem } from '../../server/domain/drawn-area'
import type { DrawnArea } from '../../server/services/list-areas'
import { useMapClicks } from '../_map/map-context'
import { useReshaping } from '../_map/use-drawing'
import { api, messageOf } from '../_ui/api'
import { useMay } from '../_ui/city-context'
import { AreaFields, type AreaText } from './area-fields'
import { Figures, Note, Section } from './panel'
import { useAreaText } from './use-area-text'

export interface AreaChange {
  id: number
  version: number
  did: 'drawn' | 'edited' | 'removed' | 'undone'
}

interface AreaEditorProps {
  kind: DrawnAreaKind
  /** Null: not stored yet. */
  stored: DrawnArea | null
  /** The outline as drawn, for one that is not stored yet. */
  drawn: Position[]
  onChanged(change: AreaChange): void
  onClose(): void
}

const EMPTY: AreaText = { name: '', weight: 1, requiredLevel: null, reason: null }
const textOf = ({ name, weight, requiredLevel, reason }: DrawnArea): AreaText => ({
  name,
  weight,
  requiredLevel,
  reason,
})
const SWALLOW = () => true

export function AreaEditor({ kind, stored, drawn, onChanged, onClose }: AreaEditorProps) {
  const t = useTranslations('areas')
  const format = useFormatter()
  const areaText = useAreaText()
  const mayEdit = useMay()('area.edit')
  const [text, setText] = useState<AreaText>(stored ? textOf(stored) : EMPTY)
  const [start] = useState(() => (stored ? cornersOf(stored.geometry.coordinates[0] as Position[]) : drawn))

  const save = useMutation({
    mutationFn: async (ring: Position[]) => {
      const outline = ring as [number, number][]
      if (!stored) return api.areas.draw.mutate({ kind, fields: { ...text, ring: outline } })
      const changes = { ...text, ...(ring === start ? {} : { ring: outline }) }
      return api.areas.edit.mutate({ id: stored.id, version: stored.version, changes })
    },
    onSuccess: (done) => onChanged({ ...done, did: stored ? 'edited' : 'drawn' }),
  })
  const versioned = () => ({ id: stored!.id, version: stored!.version })
  const remove = useMutation({
    mutationFn: () => api.areas.remove.mutate(versioned()),
    onSuccess: (done) => onChanged({ ...done, did: 'removed' }),
  })
  const undoSaved = useMutation({
    mutationFn: () => api.areas.undo.mutate(versioned()),
    onSuccess: (done) => onChanged({ ...done, did: done.isRemoved ? 'removed' : 'undone' }),
  })

  const { mutate: mutateUndo } = undoSaved
  const isTextChanged = stored !== null && JSON.stringify(text) !== JSON.stringify(textOf(stored))
  const undoStored = useCallback(() => {
    if (stored && mayEdit && !isTextChanged) mutateUndo()
  }, [stored, mayEdit, isTextChanged, mutateUndo])
  const keys = { onUndo: undoStored, onEscape: onClose }
  const { ring, isChanged, corner, removeCorner, discard } = useReshaping(start, keys, {
    ...{ isAllowed: mayEdit, isNew: stored === null },
  })
  const isDirty = stored === null || isChanged || isTextChanged
  useMapClicks('area-editor', isDirty ? SWALLOW : null)

  const problem = shapeProblem(ring)
  const failure = save.error ?? remove.error ?? undoSaved.error
  const isBusy = save.isPending || remove.isPending || undoSaved.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(ring)
  }
  const giveUp = () => {
    if (!stored) return onClose()
    discard()
    setText(textOf(stored))
  }
  return (
    <form onSubmit={submit}>
      <Figures
        items={[
          { label: t('area'), value: areaText(ringAreaM2(ring)) },
          { label: t('corners'), value: format.number(ring.length) },
        ]}
      />
      {problem && (
        <div className="px-4 pt-3" role="alert">
          <Note tone="warn">{t(`problem.${problem.reason}`)}</Note>
        </div>
      )}
      {failure && (
        <div className="px-4 pt-3" role="alert">
          <Note tone="warn">{messageOf(failure)}</Note>
        </div>
      )}
      {mayEdit ? (
        <Section title={t('details')}>
          <AreaFields kind={kind} value={text} onChange={setText} />
          <p className="mt-3 text-ink-2 text-xs">{t('reshape')}</p>
          {corner !== null && ring.length > 3 && (
            <button type="button" className="button mt-2" onClick={removeCorner}>
              {t('removeCorner')}
            </button>
          )}
        </Section>
      ) : (
        stored?.reason && (
          <Section title={t('reason')}>
            <p className="text-[13px]">{stored.reason}</p>
          </Section>
        )
      )}
      {mayEdit && isDirty && (
        <div className="sticky bottom-0 z-10 flex gap-2 border-line border-b bg-surface px-4 py-3">
          <button type="submit" className="button primary" disabled={isBusy || problem !== null}>
            {save.isPending ? t('saving') : t('save')}
          </button>
          <button type="button" className="button" onClick={giveUp}>
            {t('discard')}
          </button>
        </div>
      )}
      {mayEdit && stored && !isDirty && (
        <div className="flex flex-wrap gap-2 border-line border-b px-4 py-3">
          <button type="button" className="button" disabled={isBusy} onClick={() => undoSaved.mutate()}>
            {t('undo')}
          </button>
          <button type="button" className="button" disabled={isBusy} onClick={() => remove.mutate()}>
            {t('remove')}
          </button>
        </div>
      )}
    </form>
  )
}
