'use client'
/** One jurisdiction: drawn anew, or opened from the list; its number, or that it is new, is in the address. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Position } from 'geojson'
import { useQueryState } from 'nuqs'
import { useCallback, useState } from 'react'
import { useTranslations } from 'use-intl'
import { LARGEST_JURISDICTION } from '../../server/domain/drawn-area'
import { useQuietCameras } from '../_map/map-context'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { AreaSketch } from './area-sketch'
import { type JurisdictionDone, JurisdictionEditor } from './jurisdiction-editor'
import { Note, Panel, Skeleton } from './panel'

/** What the address calls one that is not stored yet. */
export const NEW = 'new'

export function JurisdictionPanel() {
  const t = useTranslations('jurisdictions')
  const localName = useLocalName()
  const client = useQueryClient()
  const [chosen, setChosen] = useQueryState('jurisdiction')
  const [ring, setRing] = useState<Position[] | null>(null)
  const [done, setDone] = useState<JurisdictionDone | null>(null)
  const id = chosen === NEW ? null : Number(chosen)
  const stored = useQuery({
    queryKey: ['jurisdiction', id],
    queryFn: ({ signal }) => api.jurisdictions.outline.query({ id: id! }, { signal }),
    enabled: id !== null,
  })
  useQuietCameras()
  const close = useCallback(() => void setChosen(null), [setChosen])
  const onDone = async (change: JurisdictionDone) => {
    await client.invalidateQueries()
    if (change.did === 'retired' || id === null) return close()
    setDone(change)
  }
  if (id === null)
    return (
      <Panel title={t('new')} onClose={close}>
        {ring ? (
          <JurisdictionEditor stored={null} drawn={ring} onDone={onDone} onClose={close} />
        ) : (
          <AreaSketch hint={t('drawHint')} largest={LARGEST_JURISDICTION} onFinish={setRing} onCancel={close} />
        )}
      </Panel>
    )
  return (
    <Panel
      title={stored.data ? localName(stored.data) : t('title')}
      subtitle={stored.data && `${t(`kind.${stored.data.kind}`)} · ${stored.data.code}`}
      onClose={close}
    >
      {done && (
        <p className="border-line border-b bg-surface-2 px-4 py-3 text-[13px]" role="status">
          {t('saved', { cameras: done.reassigned.cameras })}
        </p>
      )}
      {stored.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(stored.error)}</Note>
        </div>
      )}
      {stored.isPending && <Skeleton lines={5} />}
      {stored.data && (
        <JurisdictionEditor key={stored.data.version} stored={stored.data} drawn={[]} onDone={onDone} onClose={close} />
      )}
    </Panel>
  )
}
