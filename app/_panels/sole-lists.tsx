'use client'
/** Cameras on which ground hangs: what each fault loses, and what a working one would lose alone. */
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { CameraState } from '../../server/domain/camera'
import type { SoleCoverage } from '../../server/services/sole-coverage'
import { useMap, useMapPlace } from '../_map/map-context'
import { urlState } from '../_map/url-state'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { StateMark } from '../_ui/state-mark'
import { Note, Section, Skeleton } from './panel'
import { ShowAll } from './share-list'
import { useAreaText } from './use-area-text'
import { useFigures } from './use-figures'

const CLOSE_UP_ZOOM = 17
const FIRST = 12

function SoleRows({ cameras }: { cameras: readonly SoleCoverage[] }) {
  const t = useTranslations('plan')
  const states = useTranslations('state')
  const areaText = useAreaText()
  const localName = useLocalName()
  const { flyTo } = useMap()
  const { view } = useMapPlace()
  const [, setUrl] = useQueryStates(urlState)
  const [isWhole, setWhole] = useState(false)
  const show = ({ id, lng, lat }: SoleCoverage) => {
    void setUrl({ camera: id })
    flyTo({ zoom: Math.max(view.zoom, CLOSE_UP_ZOOM), lng, lat })
  }
  return (
    <>
      <ul className="-mx-2 text-[13px]">
        {(isWhole ? cameras : cameras.slice(0, FIRST)).map((camera) => (
          <li key={camera.id}>
            <button
              type="button"
              className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-surface-2"
              onClick={() => show(camera)}
            >
              <StateMark state={camera.state as CameraState} />
              <span className="sr-only">{states(camera.state as CameraState)}</span>
              <span className="min-w-0 flex-1 truncate">{localName(camera) || camera.code}</span>
              <span className="shrink-0 text-right">
                {areaText(camera.soleM2)}
                <span className="block text-ink-3 text-xs">{t('soleOf', { area: areaText(camera.seenM2) })}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {cameras.length > FIRST && (
        <ShowAll count={cameras.length} isWhole={isWhole} onToggle={() => setWhole(!isWhole)} />
      )}
    </>
  )
}

export function SoleLists({ jurisdictionId }: { jurisdictionId: number }) {
  const t = useTranslations('plan')
  const { time } = useFigures()
  const [isWanted, setWanted] = useState(false)
  const sole = useQuery({
    queryKey: ['sole', jurisdictionId],
    queryFn: ({ signal }) => api.coverage.sole.query({ jurisdictionId }, { signal }),
    enabled: isWanted,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  })
  const open = () => setWanted(true)
  return (['faults', 'single'] as const).map((name) => {
    const cameras = sole.data?.filter(({ isWorking }) => isWorking === (name === 'single'))
    return (
      <Section key={name} title={t(`${name}.title`)} aside={cameras?.length} isOpen={false} onOpen={open}>
        <p className="mb-2 text-ink-3 text-xs">
          {t(`${name}.hint`)} {sole.data && t('asOf', { time: time(sole.dataUpdatedAt) })}
        </p>
        {sole.isError && (
          <div role="alert">
            <Note tone="warn">{messageOf(sole.error)}</Note>
          </div>
        )}
        {!cameras && sole.isFetching && <Skeleton lines={4} />}
        {cameras?.length === 0 && <Note>{t(`${name}.none`)}</Note>}
        {cameras && cameras.length > 0 && (
          <div className={sole.isPlaceholderData ? 'opacity-50' : ''} data-testid={name}>
            <SoleRows cameras={cameras} />
          </div>
        )}
      </Section>
    )
  })
}
