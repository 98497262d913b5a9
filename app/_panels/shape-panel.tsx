'use client'
/** A shape, and the fewest working cameras that together see all of it that any of them sees. */
import { useQuery } from '@tanstack/react-query'
import type { Position } from 'geojson'
import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { ringAreaM2, shapeProblem } from '../../server/domain/drawn-area'
import type { ShapeAnswer } from '../../server/services/fewest-cameras'
import { shapeLayers } from '../_map/layers/shape-layers'
import { useMap, useMapLayers } from '../_map/map-context'
import { useQuestion } from '../_map/plan-url'
import { urlState } from '../_map/url-state'
import { useCameraPositions } from '../_map/use-camera-positions'
import { useKeys, useNewRing } from '../_map/use-drawing'
import { api, messageOf } from '../_ui/api'
import { useLocalName } from '../_ui/city-context'
import { WatchButton } from '../_wall/watch-button'
import { Figures, Note, Panel, Section, Skeleton } from './panel'
import { useAreaText } from './use-area-text'
import { useFigures } from './use-figures'
import { useMetres } from './use-metres'

export function ShapeSketch({ onFinish, onCancel }: { onFinish(ring: Position[]): void; onCancel(): void }) {
  const t = useTranslations('shape')
  const areas = useTranslations('areas')
  const areaText = useAreaText()
  const { ring, shown, back, finish } = useNewRing(onFinish, onCancel)
  const problem = ring.length > 2 ? shapeProblem(ring) : null
  return (
    <Panel title={t('title')} subtitle={t('subtitle')} onClose={onCancel}>
      <Figures items={[{ label: areas('area'), value: ring.length > 1 ? areaText(ringAreaM2(shown)) : '—' }]} />
      <div className="grid gap-3 p-4">
        <Note>{areas('drawing')}</Note>
        {problem && (
          <div role="alert">
            <Note tone="warn">{areas(`problem.${problem.reason}`)}</Note>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button primary" disabled={ring.length < 3 || !!problem} onClick={finish}>
            {areas('finish')}
          </button>
          <button type="button" className="button" disabled={ring.length === 0} onClick={back}>
            {areas('back')}
          </button>
          <button type="button" className="button quiet" onClick={onCancel}>
            {areas('cancel')}
          </button>
        </div>
      </div>
    </Panel>
  )
}

const NO_ANSWER: Pick<ShapeAnswer, 'unseen' | 'spacingM' | 'cameras'> = { unseen: [], spacingM: 1, cameras: [] }

export function ShapePanel({ ring, onAgain, onClose }: { ring: Position[]; onAgain(): void; onClose(): void }) {
  const t = useTranslations('shape')
  const { palette } = useMap()
  const positions = useCameraPositions()
  const { question } = useQuestion()
  const { level } = question
  const answer = useQuery({
    queryKey: ['shape', ring, level],
    queryFn: ({ signal }) =>
      api.coverage.shape.query({ ring: ring.map(([lng, lat]): [number, number] => [lng, lat]), level }, { signal }),
    placeholderData: (previous) => previous,
  })
  const { unseen, spacingM, cameras } = answer.data ?? NO_ANSWER
  const layers = useMemo(() => {
    const places = cameras.map(({ id }) => positions.get(id) ?? null)
    return shapeLayers({ ring, unseen, spacingM, cameras: places, palette })
  }, [ring, unseen, spacingM, cameras, positions, palette])
  useMapLayers('shape', layers)
  useKeys(useMemo(() => ({ Escape: onClose }), [onClose]))
  return (
    <Panel title={t('title')} subtitle={t('subtitle')} onClose={onClose}>
      {answer.isError && (
        <div className="p-4" role="alert">
          <Note tone="warn">{messageOf(answer.error)}</Note>
        </div>
      )}
      {!answer.data && answer.isFetching && (
        <>
          <p className="px-4 pt-3 text-ink-2" role="status">
            {t('computing')}
          </p>
          <Skeleton lines={5} />
        </>
      )}
      {answer.data && (
        <div className={answer.isPlaceholderData ? 'opacity-60' : ''}>
          <ShapeResult answer={answer.data} />
        </div>
      )}
      <div className="flex flex-wrap gap-2 p-4">
        <button type="button" className="button" onClick={onAgain}>
          {t('again')}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>
          {t('clear')}
        </button>
      </div>
    </Panel>
  )
}

function ShapeResult({ answer }: { answer: ShapeAnswer }) {
  const t = useTranslations('shape')
  const levels = useTranslations('areas.level')
  const areaText = useAreaText()
  const metres = useMetres()
  const { percent, count } = useFigures()
  const localName = useLocalName()
  const [, setUrl] = useQueryStates(urlState)
  const { cameras, seenShare, areaM2, atLeast, spacingM, level } = answer
  const isProven = atLeast === cameras.length
  return (
    <>
      <Figures
        items={[
          { label: t('cameras'), value: count(cameras.length) },
          { label: t('seen'), value: percent(seenShare), hint: t('seenHint') },
          { label: t('size'), value: areaText(areaM2) },
        ]}
      />
      <p className="px-4 pt-3 text-[13px]" data-testid="shape-proof">
        {cameras.length === 0 ? t('none') : isProven ? t('proven') : t('notProven', { least: atLeast })}
        {cameras.length > 0 && seenShare < 1 && ` ${t('unseen', { share: percent(1 - seenShare) })}`}
      </p>
      {cameras.length > 0 && (
        <Section title={t('set')} aside={t('shareOfShape')}>
          <ol className="-mx-2 text-[13px]" data-testid="shape-cameras">
            {cameras.map(({ id, share, ...called }, i) => (
              <li key={id}>
                <button
                  type="button"
                  className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-surface-2"
                  onClick={() => void setUrl({ camera: id })}
                >
                  <span className="min-w-6 rounded-full bg-accent px-1.5 text-center font-semibold text-accent-ink text-xs">
                    {i + 1}
                  </span>
                  <span className="min-w-0 flex-1 truncate">{localName(called) || called.code}</span>
                  <span>{percent(share)}</span>
                </button>
              </li>
            ))}
          </ol>
          <div className="pt-2">
            <WatchButton find={() => cameras.map(({ id }) => id)} />
          </div>
        </Section>
      )}
      <p className="px-4 pt-3 text-ink-3 text-xs">{t('basis', { spacing: metres(spacingM), level: levels(level) })}</p>
    </>
  )
}
